"""What is wrong with documents as such: they no longer hold, name roles differently, or name none.

A library comes in with the paths of documents that give rights; problems go out in the order of the
documents. How a document stands is `knowledge.standing`'s to tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain

from knowledge.catalogue import key_of
from knowledge.lint import wording
from knowledge.lint.model import Check, Place, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import Library, RoleDocument
from knowledge.standing import Standing, State, standing

_LEVEL = re.compile(r"(?:(?:job|role|career) )?(?:level|grade|band)", re.IGNORECASE)
_CODE = re.compile(
    r"(?:job|post|position|role) (?:code|number|no\.?|id|ref(?:erence)?)", re.IGNORECASE
)


def not_holding(library: Library, today: date) -> Iterator[Problem]:
    """A warning for each document that is superseded, a draft, or long unreviewed."""
    for document in library.documents:
        found = standing(document, today)
        if found:
            check, message = _told(found)
            place = Place(document.path, found.clause)
            yield problem(check, Severity.WARNING, message, [place])


def _told(found: Standing) -> tuple[Check, str]:
    """The check and the sentence for how a document stands."""
    match found.state:
        case State.SUPERSEDED:
            return Check.SUPERSEDED, wording.SUPERSEDED
        case State.DRAFT:
            return Check.DRAFT, wording.DRAFT
        case State.OVERDUE:
            assert found.day
            return Check.STALE, wording.overdue(found.day)
        case State.UNREVIEWED:
            assert found.day
            return Check.STALE, wording.long_unreviewed(found.day)


def role_names(library: Library) -> Iterator[Problem]:
    """A warning for each role with two levels in its documents, and each job code of two titles."""
    titles = {role.id: role.title for role in library.roles}
    levels: dict[str, dict[str, Place]] = defaultdict(dict)
    codes: dict[str, dict[str, Place]] = defaultdict(dict)
    for document in library.documents:
        for role, level, place in _stated(document, _LEVEL):
            levels[role].setdefault(level, place)
        for role, code, place in _stated(document, _CODE):
            codes[code].setdefault(role, place)
    for role, named in levels.items():
        (one, first), *others = named.items()
        for other, second in others:
            if not _say_alike(one, other):
                message = wording.two_levels(titles[role], one, other)
                yield problem(Check.ROLE_NAMES, Severity.WARNING, message, [first, second])
    for code, roles in codes.items():
        if len(roles) > 1:
            message = wording.shared_code(code, [titles[role] for role in roles])
            yield problem(Check.ROLE_NAMES, Severity.WARNING, message, [*roles.values()])


def _stated(document: RoleDocument, name: re.Pattern[str]) -> Iterator[tuple[str, str, Place]]:
    """What a document about one role states under a name: the role's id, the value, the place.

    Its first row of that name counts, else its metadata.
    """
    roles = {role for clause in document.clauses for role in clause.roles}
    rows = (
        (clause.cells[1].strip(), Place(document.path, clause))
        for clause in document.clauses
        if len(clause.cells) == 2 and name.fullmatch(clause.cells[0].strip(" :"))
    )
    entries = (
        (value, Place(document.path))
        for key, value in document.metadata.items()
        if name.fullmatch(re.sub(r"[_-]", " ", key))
    )
    value, place = next(chain(rows, entries), ("", None))
    if len(roles) == 1 and value and place:
        yield next(iter(roles)), value, place


def _say_alike(one: str, other: str) -> bool:
    """Whether one level's words are all in the other: `Senior` and `Senior clerk`."""
    mine, theirs = ({*key_of(level).split()} for level in (one, other))
    return mine <= theirs or theirs <= mine


def no_role(library: Library, deciding: AbstractSet[str]) -> Iterator[Problem]:
    """An info for each document that describes no role; `deciding` are paths that give rights."""
    for document in library.documents:
        if document.path not in deciding and not any(c.roles for c in document.clauses):
            places = [Place(document.path)]
            yield problem(Check.NO_ROLE, Severity.INFO, wording.NO_ROLE, places)
