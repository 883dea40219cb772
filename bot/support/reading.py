"""A text as the sentences that it states: without list markers, emphasis and numbers of passages.

Comes in: what somebody wrote, or a passage. Goes out: `Sentence`s in order. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import segment

from knowledge.lexical import stem, words

MARKER = re.compile(r"^\s*(?:[-*•–▪◦#>]+|\(?\d{1,2}[.)](?!\d)|\(?[a-z]\))\s+")
REFERENCE = re.compile(
    r"\(?\b(?:passage|document|source|context)s?\s*\[?\(?\d+(?:\s*(?:,|and|&|–|-)\s*\d+)*\]?\)?"
    r"|\[\d+(?:\s*,\s*\d+)*\]",
    re.IGNORECASE,
)
"""Numbers that name a passage say nothing of what stands in it."""

NEXT_NUMBER = re.compile(r"\s\d{1,2}\.$")
"""The number of the next item of a list that is written in one line."""

PLAIN = frozenset(
    """a an the and or of to in on at by for with from as is are was were be been being it its this
    that these those he she they them his her their our your my i you we who whom which what when
    where how why if then than so such also there here has have had having do does did doing will
    would shall should can could may might must not no nor but however while although though because
    since about into over under between through during after before again further once only own same
    too very just more most other some any each both all few s t""".split()
)
"""Words that bind others; what a sentence is about is said by the rest."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its `words` in lower case, and their `stems`, one for each word."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The stems that say what it is about; all of them where every word is plain."""
        kept = tuple(s for w, s in zip(self.words, self.stems, strict=True) if w not in PLAIN)
        return kept or self.stems


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; empty if it has no words."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    """A line is never part of two sentences: lists and tables are written so."""
    for line in text.splitlines():
        bare = REFERENCE.sub(" ", MARKER.sub("", line)).replace("**", "").strip()
        for whole in segment("en", bare) if bare else ():
            part = NEXT_NUMBER.sub("", whole)
            said = tuple(words(part))
            if any(word.isalpha() for word in said):
                yield Sentence(part.strip(), said, tuple(map(stem, said)))
