"""Whose each clause is: a role's, everybody's, or nobody's that is talk of job roles as such.

Comes in: an open index. Goes out: the numbers of the clauses by role and by section. Nothing is
weighed here; what is asked is looked at only to tell whether it is asked of a role at all.
"""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from bot.evidence import Numbers
from bot.model import Inquiry
from knowledge.index import Index
from knowledge.lexical import stems
from knowledge.model import Clause, Role
from knowledge.standing import superseded

NOBODY = Role(id="", title="", documents=())
"""Stands for the role of documents that describe none: a policy, a matrix, a charter."""

ANY_ROLE = re.compile(r"^(?:what|why|how)\b.*\bjob roles?\b.*\?$", re.IGNORECASE)
"""Questions under which a page speaks of job roles as such, not of the one that it describes."""

AS_SUCH = re.compile(
    r"\bjob roles?\b|\broles?\b.*\btitles?\b|\btitles?\b.*\broles?\b"
    r"|\b(?:grade|level|band|tier)s?[ -]?(?:\d{1,2}|[ivx]{1,4})\b",
    re.IGNORECASE,
)
"""Questions of job roles or of a ladder's rungs as such, where no role is settled."""

WHOLE = frozenset(
    stems(
        "describe description overview summary summarise nutshell involve level life work day do"
        " duty duties responsibility responsibilities task tasks function functions full complete"
        " whole entire"
    )
)
"""Words with which a role as such is asked about."""
ENOUGH = 3
"""Clauses about one role alone that are enough to tell what it does."""


def clauses_by_role(index: Index) -> dict[str, Numbers]:
    """Role id to the numbers of the clauses that speak of it.

    A clause that names no role is every role's of its document; that of a document without roles
    is everybody's, and the id `""` has those alone. Talk about job roles as such is nobody's. What
    a superseded document says is left out for a role that another describes.
    """
    old = superseded(index.library)
    of_document = defaultdict(set)
    for role in index.library.roles:
        for path in role.documents:
            of_document[path].add(role.id)
    described = {role.id: set(role.documents) for role in index.library.roles}
    ids = [*described, ""]
    numbers: dict[str, list[int]] = {role: [] for role in ids}
    for i, clause in enumerate(index.clauses):
        if is_of_any_role(clause):
            continue
        owners = set(clause.roles) or of_document[clause.document]
        if clause.document in old:
            owners = {owner for owner in owners if described[owner] <= old} or {""}
        for owner in owners or numbers:
            numbers[owner].append(i)
    return {role: np.array(found, np.int64) for role, found in numbers.items()}


def is_of_any_role(clause: Clause) -> bool:
    """Whether a clause is talk about job roles as such."""
    return bool(clause.path) and bool(ANY_ROLE.search(clause.path[-1]))


def clauses_by_section(index: Index) -> dict[tuple[str, tuple[str, ...]], Numbers]:
    """Document and heading path to the numbers of the clauses there, in the document's order."""
    numbers: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for i, clause in enumerate(index.clauses):
        numbers[clause.document, clause.path].append(i)
    return {section: np.array(found, np.int64) for section, found in numbers.items()}


def own_clauses(index: Index, role: Role, among: Numbers) -> list[Clause]:
    """Of the clauses that speak of a role those of its own documents, and those that name it."""
    clauses = (index.clauses[i] for i in among.tolist())
    return [each for each in clauses if each.roles or each.document in role.documents]


def asked_as_such(inquiry: Inquiry) -> bool:
    """Whether no role is asked about, but job roles as such, or a rung on which several stand."""
    named = inquiry.roles or inquiry.candidates
    return not named and bool(AS_SUCH.search(inquiry.question.text))


def of_one_role(index: Index, inquiry: Inquiry, among: Numbers) -> Numbers:
    """Of the clauses that speak of a role those about it alone, if it is asked what the role is.

    All of them where nothing else is asked of, or where there are too few about it alone: what
    holds for every role of a document says little about one.
    """
    if not set(inquiry.words) <= WHOLE:
        return among
    alone = np.array([i for i in among.tolist() if index.clauses[i].roles], np.int64)
    return alone if len(alone) >= ENOUGH else among
