"""Text as Teams' markdown shows it: what a document says is shown, never obeyed as markup.

Comes in: plain text. Goes out: the same text for a message, or cut to a length in UTF-16 units, in
which Teams counts. Pure.
"""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Signs that take two units, such as emoji."""
SPECIAL = re.compile(r"([\\`*_~\[\]|])")
FIRST = re.compile(r"^(\s*)([#+>=-])")
NUMBERED = re.compile(r"^(\s*\d+)([.)])")
BRACKETED = re.compile(r"\[(?=\d+\])")
JOINER = "\u2060"
"""Shown as nothing; keeps a document's own `[7]` from being taken for citation 7."""


def plain(text: str) -> str:
    """One line without characters that JSON or a chat chokes on."""
    return " ".join(CONTROL.sub(" ", text).split())


def escaped(text: str) -> str:
    """A line of text for a message in markdown: every character stands for itself."""
    line = BRACKETED.sub(f"[{JOINER}", plain(text))
    line = SPECIAL.sub(r"\\\1", line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = FIRST.sub(r"\1\\\2", line)
    return NUMBERED.sub(r"\1\\\2", line)


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(ASTRAL.findall(text))


def clipped(text: str, most: int) -> str:
    """The text within a number of UTF-16 units, cut at a word where it can be, with an ellipsis."""
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    head, space, _ = kept.rpartition(" ")
    return f"{(head if space and units(head) > most // 2 else kept).rstrip()}…"
