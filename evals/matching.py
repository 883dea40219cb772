"""Do two wordings say the same? Comparison of words, quotes and headings, for the metrics only.

Documents, cases and answers spell dashes, quotes and spaces each in their own way, and some
documents came garbled. So words are compared without case and punctuation, and characters outside
ASCII count for nothing. Pure functions of text.
"""

from __future__ import annotations

import re
from collections import Counter

_SHARED_SHARE = 0.6
_SHARED_WORDS = 4

_NUMBERING = re.compile(
    r"^\s*(?:§\s*)?(?:\d+(?:\.\d+)+[.)]?|\(?\d+[.)]|\(?[a-z][.)]|\(?[ivx]+[.)])\s*",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_WORD = re.compile(r"[^a-z0-9 ]")
_NO_FIGURE = re.compile(r"(?<=\d)(\.)(?=\d)|[^a-z0-9 ]")


def normalise(text: str) -> str:
    """Give `text` in lower case, with only ASCII letters, digits and single spaces left in it."""
    return _spaced(_NO_WORD.sub("", " ".join(text.casefold().split())))


def contains(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text`, whatever the punctuation of either.

    It must start where a word starts, and may go on as an inflected word does (`mentor` is found in
    `mentoring`) unless it is as short as `HR`. A figure must stand by itself: `6` is found in
    `4–6` and `6%`, but neither in `16` nor in `6.5` nor in `6,000`. An empty phrase is in no text.
    """
    figures = _words_and_figures(phrase)
    if not figures:
        return False
    found = _whole(figures).search(_words_and_figures(text)) is not None
    if found or any(letter.isdigit() for letter in figures):
        return found
    return _whole(normalise(phrase)).search(normalise(text)) is not None


def overlap(quote: str, gold: str) -> bool:
    """Whether two quotes are of the same passage.

    One contains the other, or they share at least four words that are 60% of the shorter one's,
    in whatever order.
    """
    if contains(quote, gold) or contains(gold, quote):
        return True
    words, gold_words = normalise(quote).split(), normalise(gold).split()
    shared = (Counter(words) & Counter(gold_words)).total()
    return shared >= _SHARED_WORDS and shared >= _SHARED_SHARE * min(len(words), len(gold_words))


def heading(text: str) -> str:
    """Give a heading normalised and without its numbering (`13) Tools:` as `tools`)."""
    return normalise(_NUMBERING.sub("", text, count=1)) or normalise(text)


def _words_and_figures(text: str) -> str:
    """Give `text` with a space for all that parts words; a figure keeps its decimal point."""
    folded = _THOUSANDS.sub("", text.casefold())
    return _spaced(_NO_FIGURE.sub(lambda match: match.group(1) or " ", folded))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _whole(phrase: str) -> re.Pattern[str]:
    ending = ""
    if phrase[-1].isdigit():
        ending = r"(?!\.?\d)"
    elif len(phrase) <= 3:
        ending = r"(?:s|es)?(?![a-z0-9])"
    return re.compile(rf"(?<![a-z0-9.]){re.escape(phrase)}{ending}")
