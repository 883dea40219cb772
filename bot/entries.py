"""Clauses as entries that can be compared: a name, and what is said under it for one role.

A table row, a labelled item and an item with others under it are entries by themselves; all else
under a heading is one entry together. Comes in: a role's clauses of one aspect, in the document's
order. Goes out: entries, and rows of entries that speak of the same thing. What is said is quoted
in part, never reworded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from bot.evidence import Floats
from bot.model import Passage
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause, Role

LABEL = re.compile(r"^(?=\S*[^\W\d_])([^.:;!?–—]{2,60}?)(?::\s+| [–—-] )(?=\S)")
RATED = re.compile(r"^([^()]{3,70}?)\s*\(([^()]{2,40})\)$")
LABEL_WORDS = 7
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
TELLING = re.compile(
    r"\b(?:target|benchmark|goal|limit|threshold|weight|amount|level|score)s?\b", re.IGNORECASE
)
"""Columns for which a table is compared; beside them only short cells are said."""
BESIDE = 4
"""Words of a cell that is said beside the telling one."""
NOTHING = frozenset({"", "-", "–", "—", "n/a"})

NAMED_ALIKE = 0.5
"""Share of the words of two names that are the same if they are names of the same thing."""
MEANT_ALIKE = 0.8
"""Cosine of what is said under two names if it is the same thing, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one clause says under its entry's name."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said for one role under one name. `listed` marks all of a heading's unnamed clauses.

    `key` tells it from the role's other entries. `topic` is that of a listed entry's heading.
    `vector` `(dim,)`, of length 1, is what its clauses mean.
    """

    key: str
    name: str
    parts: tuple[Part, ...]
    vector: Floats
    topic: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A clause of one role, with its vector, the heading it is listed under and its topic."""

    passage: Passage
    vector: Floats
    heading: str
    topic: str


def in_rows(sides: Sequence[Sequence[Found]]) -> list[list[Entry | None]]:
    """The sides' clauses in rows with one entry a side, None where a side has nothing like it.

    The rows of the first side come first, in its order, then what only later sides have. A label
    that no other side has names no matter to compare: such items stay in their heading's list.
    """
    rows = _aligned([_entries(side) for side in sides])
    shared = [[entry for entry in row if entry] for row in rows]
    labels = {entry.key for row in shared if len(row) > 1 for entry in row}
    return _aligned([_entries(side, labels) for side in sides])


def families(found: Sequence[Found]) -> list[list[Found]]:
    """Clauses with the items nested under them, in their order."""
    made: list[list[Found]] = []
    for one in found:
        clause = one.passage.clause
        nested = clause.kind is BlockKind.ITEM and clause.depth
        if nested and made and made[-1][0].passage.clause.kind is BlockKind.ITEM:
            made[-1].append(one)
        else:
            made.append([one])
    return made


def _entries(found: Sequence[Found], labels: AbstractSet[str] | None = None) -> list[Entry]:
    """The entries of a role's clauses, in their order; a listed one stands where it begins.

    Of labelled items only those whose keys are in `labels` stand by themselves.
    """
    made: dict[str, Entry] = {}
    for head, *nested in families(found):
        clause = head.passage.clause
        name, text = named(clause, head.passage.role)
        if nested and not name and len(clause.text.split()) <= LABEL_WORDS:
            name, text = clause.text.rstrip(":"), ""
        row = clause.kind is BlockKind.ROW
        if name and (row or labels is None or clause.id in labels):
            key, entry = clause.id, Entry(clause.id, name, (), head.vector)
        elif clause.text.endswith(":") and clause.kind is BlockKind.PARAGRAPH:
            continue
        else:
            key, text = f"# {head.heading}", clause.text if not row else text
            blank = np.zeros_like(head.vector)
            entry = made.get(key, Entry(key, head.heading, (), blank, head.topic, listed=True))
        told = [Part(text, head.passage)] if text else []
        told += [Part(one.passage.clause.text, one.passage) for one in nested]
        vector = entry.vector + sum(one.vector for one in (head, *nested))
        made[key] = replace(entry, parts=(*entry.parts, *told), vector=vector)
    return [
        replace(entry, vector=entry.vector / (np.linalg.norm(entry.vector) or 1.0))
        for entry in made.values()
        if entry.parts
    ]


def named(clause: Clause, role: Role) -> tuple[str, str]:
    """What a clause calls its matter, and what it says of it; the name is empty if it has none.

    Of a matrix with a column for each role only the role's own is said, with the limit that the row
    sets; nothing is said where its cell is empty.
    """
    if clause.kind is BlockKind.ROW:
        return _row(clause, role)
    if clause.kind is BlockKind.PARAGRAPH:
        return "", clause.text
    rated = RATED.match(clause.text)
    if rated:
        return rated[1], rated[2]
    label = LABEL.match(clause.text)
    if not label or len(label[1].split()) > LABEL_WORDS:
        return "", clause.text
    name, rest = label[1], clause.text[label.end() :]
    rated = RATED.match(name)
    return (rated[1], f"{rated[2]} – {rest}") if rated else (name, rest)


def _row(clause: Clause, role: Role) -> tuple[str, str]:
    """A row's name and its telling cells, each with its column where there are several."""
    cells, columns = clause.cells, clause.columns
    if not cells:
        return clause.lead.rstrip(":"), clause.text
    if len(cells) == 1:
        return "", clause.text
    if len(cells) != len(columns):
        return cells[0], "; ".join(cell for cell in cells[1:] if cell not in NOTHING)
    titles = {title.casefold() for title in (role.title, *role.aliases)}
    if cells[0].casefold() in titles and len(cells) > 2:
        cells, columns = cells[1:], columns[1:]
    pairs = list(zip(columns[1:], cells[1:], strict=True))
    own = [cell for column, cell in pairs if column.casefold() in titles]
    pairs = [(column, cell) for column, cell in pairs if cell not in NOTHING]
    telling = [pair for pair in pairs if TELLING.search(pair[0])]
    said = [f"{column}: {cell}" for column, cell in telling]
    if own:
        return cells[0], "; ".join([own[0], *said]) if own[0] not in NOTHING else ""
    if telling:
        pairs = [pair for pair in pairs if pair not in telling and len(pair[1].split()) <= BESIDE]
        pairs = telling + pairs
    if len(pairs) == 1:
        return cells[0], pairs[0][1]
    return cells[0], "; ".join(f"{column}: {cell}" for column, cell in pairs)


def _aligned(sides: Sequence[Sequence[Entry]]) -> list[list[Entry | None]]:
    """Rows of entries that speak of the same thing, the likest joined first."""
    rows: list[list[Entry | None]] = []
    for number, side in enumerate(sides):
        pairs = sorted(
            (
                (_alike(entry, other), -i, -k)
                for k, row in enumerate(rows)
                for i, entry in enumerate(side)
                for other in row
                if other
            ),
            reverse=True,
        )
        taken: dict[int, int] = {}
        for alike, i, k in pairs:
            if alike > 0 and -i not in taken and -k not in taken.values():
                taken[-i] = -k
        left = [i for i, entry in enumerate(side) if i not in taken and entry.listed]
        open_rows = [k for k, row in enumerate(rows) if k not in taken.values() and _is_listed(row)]
        if len(left) == len(open_rows) == 1:
            taken[left[0]] = open_rows[0]
        for i, entry in enumerate(side):
            if i in taken:
                rows[taken[i]][number] = entry
            else:
                rows.append([None] * len(sides))
                rows[-1][number] = entry
    return rows


def same(texts: Sequence[str]) -> bool:
    """Whether texts say the same: the same figures, and the same words in whatever order."""
    return len({_gist(text) for text in texts}) == 1


def figures(text: str) -> tuple[str, ...]:
    """The figures that a text gives, in its order."""
    return tuple(FIGURE.findall(text))


def _is_listed(row: Sequence[Entry | None]) -> bool:
    """Whether a row is of listed entries."""
    return any(entry and entry.listed for entry in row)


def _alike(one: Entry, other: Entry) -> float:
    """How surely two entries speak of the same thing; 0 if they may not."""
    first, second = name_words(one.name), name_words(other.name)
    if one.listed != other.listed or _other_figure(one.name, other.name):
        return 0.0
    if one.listed and one.topic and one.topic == other.topic:
        return 2.0 + len(first & second)
    words = len(first & second) / (len(first | second) or 1)
    if first and second and (first <= second or second <= first):
        words = max(words, NAMED_ALIKE)
    meaning = float(one.vector @ other.vector)
    if words >= NAMED_ALIKE:
        return 1.0 + words + meaning
    return meaning if meaning >= MEANT_ALIKE and not one.listed else 0.0


@lru_cache(maxsize=1 << 14)
def _gist(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The figures and the words of a text, which are what it says."""
    return figures(text), frozenset(stems(text))


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> frozenset[str]:
    """The stems of a name."""
    return frozenset(stems(name))


def _other_figure(one: str, other: str) -> bool:
    """Whether two names differ by a figure, as those of grades or periods do."""
    first, second = figures(one), figures(other)
    return bool(first and second and first != second)
