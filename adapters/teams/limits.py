"""What Teams takes, as numbers: beyond them a message is refused, or something is silently lost."""

from __future__ import annotations

import json

CITATIONS = 20
NAME = 80
ABSTRACT = 160
KEYWORDS = 3
KEYWORD = 28
CARD_VERSION = "1.5"
CARD_ACTIONS = 6
TYPEAHEAD = 15
SEARCH_RESULTS = 25
QUERY_S = 5.0
"""Seconds that a message extension's query may take."""

STREAM_S = 120.0
"""Seconds that a stream may last in total."""

RATES = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""Messages and the seconds in which one conversation takes no more."""


def utf16_bytes(value: object) -> int:
    """The size of a value as JSON in UTF-16, which is how Teams counts."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le", "surrogatepass"))
