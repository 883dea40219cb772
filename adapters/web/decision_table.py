"""What a role may decide as a table: a row a decision, with the clauses that give or withhold it.

Comes in: decision rights of one role, and the library that they stand in. Goes out: rows, by level
and then in the documents' order, and what is left of them under a filter. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.card import title_of
from adapters.rights import ASKING, LEVELS, PARTS, limit_in_words
from knowledge.decision_rights.model import DecisionRight, Level
from knowledge.index import plain_heading
from knowledge.model import Library, RoleDocument


@dataclass(frozen=True, slots=True)
class Place:
    """Where a right is written: the reader's address, the document's title, its last heading."""

    url: str
    title: str
    heading: str
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """A decision: `approver` must agree, or decides instead where the level says so.

    `part` is what the role does in it where the level does not tell; what is not said is empty.
    """

    action: str
    level: Level
    approver: str
    asked: bool
    limit: str
    condition: str
    part: str
    places: tuple[Place, ...]

    @property
    def bounds(self) -> str:
        """How far it goes and when; a condition that names the limit says both."""
        if self.limit.casefold() in self.condition.casefold():
            return self.condition
        return "; ".join(filter(None, (self.limit, self.condition)))

    @property
    def text(self) -> str:
        """All that a filter looks at, in lower case."""
        said = (self.action, self.approver, self.limit, self.condition, self.part)
        return " ".join(filter(None, said)).casefold()


def rows_of(rights: Iterable[DecisionRight], library: Library) -> tuple[Row, ...]:
    """The rows of rights; what several clauses say alike is one row with several places."""
    documents = {document.path: document for document in library.documents}
    found: dict[tuple[str, ...], tuple[DecisionRight, list[Place]]] = {}
    for right in rights:
        limit = limit_in_words(right.limit) if right.limit else ""
        key = (right.action.casefold(), right.level, right.approver, limit, right.condition)
        place = _place(right, documents[right.clause.document])
        _, places = found.setdefault((*key, right.part), (right, []))
        if place not in places:
            places.append(place)
    rows = (_row(right, places) for right, places in found.values())
    order = list(LEVELS)
    return tuple(sorted(rows, key=lambda row: order.index(row.level)))


def filtered(rows: Sequence[Row], level: str = "", words: str = "") -> tuple[Row, ...]:
    """The rows of a level (any if it is empty) that have all the words."""
    wanted = words.casefold().split()
    return tuple(
        row
        for row in rows
        if level in {"", row.level.value} and all(word in row.text for word in wanted)
    )


def _row(right: DecisionRight, places: Sequence[Place]) -> Row:
    """A right as a row."""
    return Row(
        action=right.action[:1].upper() + right.action[1:],
        level=right.level,
        approver=right.approver,
        asked=right.level in ASKING,
        limit=limit_in_words(right.limit) if right.limit else "",
        condition=right.condition,
        part=PARTS[right.part],
        places=tuple(places),
    )


def _place(right: DecisionRight, document: RoleDocument) -> Place:
    """Where a right is written."""
    clause = right.clause
    return Place(
        url=f"/read/{document.slug}#{clause.id}",
        title=title_of(document),
        heading=plain_heading(clause.path[-1]) if clause.path else "",
        quote=clause.text,
    )
