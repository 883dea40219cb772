"""What a library's rights leave no doubt about: the only things that probes may ask.

In: a library and its rights. Out: whether a right is the only one of its kind, whether a role has
nothing to do with it, and which levels an amount may have. Where there is doubt the answer is no:
a probe whose expected answer is wrong does more harm than one that is missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from evals.probes.phrases import telling
from knowledge.decision_rights.model import DecisionRight, Level
from knowledge.model import Library, Role

NOT_SPECIFIED = "not_specified"
"""The level of what the documents do not speak of."""

_ALIKE = 0.5
"""The share of the shorter one's words from which two actions may be the same."""

_CATCH_ALL = re.compile(
    r"\b(?:any|every)thing (?:else|not)\b"
    r"|\b(?:all|any|every|other)(?: other)? (?:action|decision|matter)s?\b",
    re.IGNORECASE,
)


class Known:
    """The rights of one library's roles, ready to be asked about."""

    def __init__(self, library: Library, rights: Sequence[DecisionRight]) -> None:
        self._documents = library.documents
        self._roles = library.roles
        roles = {role.id for role in library.roles}
        self.rights = tuple(right for right in rights if right.role in roles)
        self._stems = {id(right): telling(right.action) for right in self.rights}
        by_role: dict[str, list[DecisionRight]] = defaultdict(list)
        by_action: dict[str, list[DecisionRight]] = defaultdict(list)
        for right in self.rights:
            by_role[right.role].append(right)
            by_action[right.action].append(right)
        self.by_role: Mapping[str, Sequence[DecisionRight]] = by_role
        self.by_action: Mapping[str, Sequence[DecisionRight]] = by_action

    def levels_for(self, right: DecisionRight, amount: float) -> tuple[str, ...]:
        """The levels that are right for an amount of what `right` is about; none if unclear.

        Above what a right covers, and where no other right goes on, every level but its own may be
        what the documents mean.
        """
        limit = right.limit
        assert limit is not None
        alike = [one for one in self.by_role[right.role] if self._alike(one, right)]
        if any(one.limit is None or one.limit.unit != limit.unit for one in alike):
            return ()
        covering = {one.level.value for one in alike if one.limit and one.limit.covers(amount)}
        if covering:
            return tuple(covering) if len(covering) == 1 else ()
        if limit.up_to is None or amount <= limit.up_to:
            return ()
        others = [level.value for level in Level if level not in (right.level, Level.INDEPENDENT)]
        return (NOT_SPECIFIED, *others)

    def is_clear(self, right: DecisionRight) -> bool:
        """Whether its role holds no other right, of another level, to much the same thing."""
        return all(
            one.level == right.level and not one.limit
            for one in self.by_role[right.role]
            if self._alike(one, right)
        )

    def is_silent(self, role: Role, right: DecisionRight) -> bool:
        """Whether the documents that speak of `role` have nothing to do with what `right` is about.

        A role that the right itself names, or that holds one to anything else, is not silent.
        """
        stems = self._stems[id(right)]
        its = self._words_by_role[role.id]
        return (
            right.clause.document not in role.documents
            and bool(its)
            and len(stems - its) > _ALIKE * len(stems)
            and not telling(role.title) & telling(f"{right.approver} {right.condition}")
            and not telling(role.title) <= telling(right.clause.text)
            and not any(self._alike(one, right) for one in self.by_role.get(role.id, ()))
            and not any(_CATCH_ALL.search(one.action) for one in self.by_role.get(role.id, ()))
        )

    def _alike(self, one: DecisionRight, other: DecisionRight) -> bool:
        """Whether two actions share so many words that they may be the same thing."""
        a, b = self._stems[id(one)], self._stems[id(other)]
        shared = len(a & b)
        return one is other or shared >= max(1, _ALIKE * min(len(a), len(b)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of every document."""
        return frozenset(chain.from_iterable(self._words_by_document.values()))

    @property
    def speaks_of_all_else(self) -> bool:
        """Whether a right is about any other decision, so that nothing is left unmentioned."""
        return any(_CATCH_ALL.search(right.action) for right in self.rights)

    @cached_property
    def _words_by_role(self) -> dict[str, frozenset[str]]:
        by_document = self._words_by_document
        return {
            role.id: frozenset(chain.from_iterable(by_document[path] for path in role.documents))
            for role in self._roles
        }

    @cached_property
    def _words_by_document(self) -> dict[str, frozenset[str]]:
        return {document.path: telling(document.text) for document in self._documents}
