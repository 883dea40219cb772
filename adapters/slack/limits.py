"""Slack's limits, and how long a text is by them.

Lengths are counted as UTF-16, which is never less than Slack counts. Slack refuses a message as a
whole for one fault, so whatever lays out cuts by these. Sources: Slack's reference of blocks and
elements, and its error messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Block = dict[str, Any]
"""A block, an element or a view as JSON."""

ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Signs that take two units in UTF-16, such as emoji."""

FALLBACK = 4_000
"""Characters of `text` beside blocks, beyond which Slack advises against."""
BUTTON, VALUE, URL = 75, 2_000, 3_000
OPTIONS, OPTION, OPTION_VALUE, PLACEHOLDER = 100, 75, 150, 150
TABLE_ROWS, TABLE_COLUMNS, TABLE_CHARACTERS = 100, 20, 10_000
LABEL = 2_000
INPUT = 3_000
TITLE = 24
PROMPTS = 4


def length(text: str) -> int:
    """Characters of a text as UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + len(ASTRAL.findall(text))


def cut(text: str, most: int) -> str:
    """A text, or as many of its words as fit, with an ellipsis."""
    if length(text) <= most:
        return text
    units = text[:most].encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    kept = units.decode("utf-16-le", "ignore")
    words = kept.rpartition(" ")[0].rstrip(" ,;:")
    return (words if len(words) > len(kept) // 2 else kept.rstrip()) + "…"


def characters(blocks: Iterable[Block]) -> int:
    """Characters of all texts of blocks that somebody reads."""
    return sum(_read(block) for block in blocks)


def _read(value: object) -> int:
    """Characters of every text of a block that is shown."""
    if isinstance(value, dict):
        text = value.get("text")
        own = length(text) if isinstance(text, str) else 0
        # Most values are short texts: to ask here saves a call for each.
        return own + sum([_read(each) for each in value.values() if not isinstance(each, str)])
    return sum([_read(each) for each in value]) if isinstance(value, list) else 0
