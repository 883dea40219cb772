"""A role's clauses by section, each section placed in the aspect that it is about.

Comes in: an open index and roles. Goes out: clauses with what entries need to know of them, in the
documents' order. What is slow is done once, and only for those who compare. Nothing is chosen here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np

from bot.aspects import DECISIONS, Aspect, Placed, general_of, in_order, place
from bot.entries import Found
from bot.evidence import Floats, Numbers
from bot.model import Passage
from bot.weights import Weights
from bot.whose import clauses_by_role
from knowledge.decision_rights.reading import in_force
from knowledge.index import Index, plain_heading
from knowledge.model import Clause, Role

SectionKey = tuple[str, tuple[str, ...]]
"""A clause's document and heading path, which tell its section from all others."""


def section_of(clause: Clause) -> SectionKey:
    """The section of a clause."""
    return clause.document, clause.path


class Sections:
    """The sections of one index. Threads may share it."""

    def __init__(self, index: Index, weights: Weights) -> None:
        """Take an open index and the weights that know a heading's topics."""
        self._index = index
        self._weights = weights
        self._placed: dict[SectionKey, Placed] = {}

    def sides(self, roles: Sequence[Role]) -> list[dict[Aspect, list[Found]]]:
        """Each role's clauses by aspect; what only one side parts finely is put together for all.

        So `technical skills` of one document stand beside `must have` and `advanced` of another.
        """
        sides: list[dict[Aspect, list[Found]]] = []
        for role in roles:
            side: dict[Aspect, list[Found]] = defaultdict(list)
            for one in self.clauses(role):
                placed = self._place(one.passage.clause)
                rights = not placed.topic and one.passage.clause.id in self._granting.get(
                    role.id, ()
                )
                side[DECISIONS if rights else placed.aspect].append(one)
            sides.append(dict(side))
        for aspect in in_order([aspect for side in sides for aspect in side]):
            whole = general_of(aspect)
            lacking = [side for side in sides if aspect not in side]
            if whole != aspect and lacking and all(whole in side for side in lacking):
                for side in sides:
                    side.setdefault(whole, []).extend(side.pop(aspect, ()))
        return sides

    def clauses(self, role: Role, sections: AbstractSet[SectionKey] | None = None) -> list[Found]:
        """A role's clauses, of some sections or of all, in the documents' order."""
        found = []
        for number in self._about[role.id].tolist():
            clause = self._index.clauses[number]
            if sections is not None and section_of(clause) not in sections:
                continue
            heading = plain_heading(clause.path[-1]).rstrip(":") if clause.path else ""
            vector = np.asarray(self._index.vectors[number], np.float64)
            topic = self._place(clause).topic
            found.append(Found(Passage(clause, role, 0.0), vector, heading, topic))
        return found

    def _place(self, clause: Clause) -> Placed:
        """Where a clause's section belongs; a document without headings has its title for one."""
        key = section_of(clause)
        if key not in self._placed:
            path = clause.path or (self._documents[clause.document],)
            beliefs: list[Mapping[str, float]] = [{} for _ in path]
            numbers = self._index.heading_of[self._number(clause)]
            for depth, heading in enumerate(numbers[: len(clause.path)]):
                vector = np.asarray(self._index.heading_vectors[heading], np.float64)
                learned = self._weights.heading_topics(vector[None])[0]
                beliefs[-1 - depth] = dict(zip(self._weights.topics, learned.tolist(), strict=True))
            self._placed[key] = place(path, beliefs, self._titles)
        return self._placed[key]

    def vectors(self, passages: Sequence[Passage]) -> Floats:
        """What passages mean: `(k, dim)`."""
        numbers = [self._number(passage.clause) for passage in passages]
        return np.asarray(self._index.vectors[numbers], np.float64)

    def shared(self, passage: Passage, others: Sequence[Role]) -> bool:
        """Whether a passage's clause speaks of one of the other roles as well."""
        number = self._number(passage.clause)
        return any(number in self._about[other.id] for other in others)

    def _number(self, clause: Clause) -> int:
        """A clause's number in the index."""
        return self._numbers[clause.document, clause.id]

    @cached_property
    def _about(self) -> dict[str, Numbers]:
        """The numbers of each role's clauses. What is cached here costs only those who compare."""
        return clauses_by_role(self._index)

    @cached_property
    def _granting(self) -> dict[str, set[str]]:
        """The ids of the clauses that give a role a right or withhold one, in its own documents."""
        library = self._index.library
        documents = {role.id: role.documents for role in library.roles}
        ids: dict[str, set[str]] = defaultdict(set)
        for right in in_force(self._index.rights, library):
            if right.clause.document in documents.get(right.role, ()):
                ids[right.role].add(right.clause.id)
        return dict(ids)

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {(c.document, c.id): i for i, c in enumerate(self._index.clauses)}

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(role.title for role in self._index.library.roles if role.title)

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {document.path: document.title for document in self._index.library.documents}
