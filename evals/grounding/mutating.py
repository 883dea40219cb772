"""Sentences of a library as they stand, said a little otherwise, and made wrong in one place.

In: a library. Out: `Trial`s, each a sentence, its passages and whether they support it. The same
library gives the same trials. Nothing here checks anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from knowledge.model import BlockKind, Clause, Library

MOST = 400
"""How many sentences of a library are taken."""

SHORTEST = 6
"""Words of a sentence that is taken."""


class Change(StrEnum):
    """What was done to a sentence; the first two leave it true."""

    NONE = "as it stands"
    REWORDED = "said otherwise"
    FIGURE = "number or date changed"
    NEGATION = "negation put in or taken out"
    FORCE = "may / must / recommend, all / some, before / after"
    ROLE = "role name swapped"
    SIBLING = "another role's sentence"
    WORD = "word swapped inside the document"
    ELSEWHERE = "sentence from another document"


TRUE = (Change.NONE, Change.REWORDED)

SWAPS = (
    ("may", "must"),
    ("must", "may"),
    ("should", "must"),
    ("must", "should"),
    ("can", "must"),
    ("required", "recommended"),
    ("recommended", "required"),
    ("requires", "recommends"),
    ("all", "some"),
    ("every", "some"),
    ("each", "some"),
    ("some", "all"),
    ("any", "no"),
    ("always", "sometimes"),
    ("usually", "always"),
    ("before", "after"),
    ("after", "before"),
    ("within", "after"),
    ("until", "after"),
    ("least", "most"),
    ("most", "least"),
    ("approves", "recommends"),
    ("decides", "proposes"),
    ("proposes", "decides"),
    ("recommends", "decides"),
    ("only", "also"),
)
OTHERWISE = (
    ("such as", "for example"),
    ("including", "for example"),
    ("in order to", "to"),
    ("approximately", "about"),
    ("ensure", "make sure"),
    ("utilise", "use"),
    ("prior to", "before"),
    ("obtain", "get"),
    ("assist", "help"),
    ("collaborate with", "work with"),
    ("e.g.", "such as"),
    ("purchase", "buy"),
    ("conduct", "carry out"),
    ("develop", "build"),
    ("maintain", "keep"),
    ("provide", "give"),
    ("via", "through"),
    ("within", "inside"),
    (" & ", " and "),
    ("–", "to"),
)
VERB = re.compile(r"\b(is|are|was|were|may|must|should|can|will|shall|has|have)\b")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
MONTHS = "January February March April June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence with what it rests on; `true` says whether that supports it."""

    change: Change
    document: str
    sentence: str
    passages: tuple[str, ...]

    @property
    def true(self) -> bool:
        """Whether the passages support the sentence."""
        return self.change in TRUE


def trials(library: Library, seed: int = 0) -> tuple[Trial, ...]:
    """The trials over a library's own sentences; each stands with its neighbours as passages."""
    random = Random(seed)  # noqa: S311  a sample, no secret
    taken = list(_sentences(library))
    random.shuffle(taken)
    return tuple(t for c in taken[:MOST] for t in _of(c, taken, library, random))


def _sentences(library: Library) -> Iterator[Clause]:
    """The clauses that read as sentences or items, long enough to be changed."""
    for document in library.documents:
        for clause in document.clauses:
            if clause.kind is not BlockKind.ROW and len(clause.text.split()) >= SHORTEST:
                yield clause


def _of(
    clause: Clause, taken: Sequence[Clause], library: Library, random: Random
) -> Iterator[Trial]:
    """The trials that one clause gives."""
    document = next(d for d in library.documents if d.path == clause.document)
    place = document.clauses.index(clause)
    passages = tuple(c.text for c in document.clauses[max(0, place - 1) : place + 2])
    text = clause.text
    made = {
        Change.NONE: text,
        Change.REWORDED: _replaced(text, OTHERWISE),
        Change.FIGURE: _other_figure(text, random),
        Change.NEGATION: _negated(text),
        Change.FORCE: _replaced(text, SWAPS, once=True),
        Change.WORD: _other_word(text, document.text, passages, random),
        Change.ROLE: _other_role(text, library, random),
        Change.SIBLING: _another(
            [c for c in taken if c.path[-1:] == clause.path[-1:] and c.roles != clause.roles],
            random,
        ),
        Change.ELSEWHERE: _another([c for c in taken if c.document != clause.document], random),
    }
    for change, sentence in made.items():
        known = any(sentence in passage for passage in passages)
        if sentence and known is (change is Change.NONE):
            yield Trial(change, clause.document, sentence, passages)


def _another(others: Sequence[Clause], random: Random) -> str:
    """The sentence of another clause; empty if there is none."""
    return random.choice(others).text if others else ""


def _other_role(text: str, library: Library, random: Random) -> str:
    """The text with the longest role's title in it exchanged for another's; else empty."""
    titles = sorted({r.title for r in library.roles if r.title}, key=len, reverse=True)
    title = next((t for t in titles if re.search(rf"\b{re.escape(t)}\b", text)), None)
    others = [t for t in titles if t not in text]
    return text.replace(title, random.choice(others)) if title and others else ""


def _replaced(text: str, pairs: Sequence[tuple[str, str]], *, once: bool = False) -> str:
    """A text with words of the pairs exchanged, the first alone if `once`."""
    for old, new in pairs:
        made = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text, count=1)
        if made != text:
            if once:
                return made
            text = made
    return text


def _other_figure(text: str, random: Random) -> str:
    """The text with one figure or month changed; empty if it has none."""
    found = list(FIGURE.finditer(text))
    if found:
        match = random.choice(found)
        old = int(re.sub(r"\D", "", match[0]))
        return text[: match.start()] + str(old + random.choice((1, 2, 7))) + text[match.end() :]
    month = next((m for m in MONTHS if m in text), None)
    return text.replace(month, MONTHS[(MONTHS.index(month) + 4) % 11]) if month else ""


def _negated(text: str) -> str:
    """The text with its negation taken out, or one put in behind its first verb."""
    for word in (" not ", " never ", " no "):
        if word in text:
            return text.replace(word, " ", 1)
    if "without " in text:
        return text.replace("without ", "with ", 1)
    verb = VERB.search(text)
    return f"{text[: verb.end()]} not{text[verb.end() :]}" if verb else ""


def _other_word(text: str, document: str, passages: Sequence[str], random: Random) -> str:
    """The text with one long word exchanged for another of the document."""
    near = " ".join(passages).lower()
    mine = re.findall(r"\b[a-z]{5,}\b", text)
    others = sorted({w for w in re.findall(r"\b[a-z]{5,}\b", document) if w not in near})
    if not mine or not others:
        return ""
    return re.sub(rf"\b{random.choice(mine)}\b", random.choice(others), text, count=1)
