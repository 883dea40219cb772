"""Whom a role answers to, as its document says, and what that makes of their agreement.

A document comes in, the names of each role's superiors go out. The agreement of a superior is a
manager's, whatever the title: a shift engineer's is, for the operator who answers to that engineer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from knowledge.decision_rights.holders import named, until_stop
from knowledge.decision_rights.model import DecisionRight, Level
from knowledge.model import RoleDocument

Superiors = Mapping[str, frozenset[str]]
"""The names, in lower case, of those whom each role (by its id) answers to."""

_ANSWERS_TO = re.compile(
    r"\b(?:reports?|answers?|responsible|accountable)(?:\s\||:)? (?:directly )?(?:to\b[ |:]*)"
    r"(?=the\b|an?\b|[A-Z])(?P<who>.{3,60})"
    r"|\bline manager\b(?:\s(?:is|\|)|:|\*)+\s*(?P<manager>.{3,60})",
    re.IGNORECASE,
)


def superiors_in(document: RoleDocument) -> Superiors:
    """The superiors that a document names for its roles; empty where it names none."""
    found: dict[str, set[str]] = defaultdict(set)
    for clause in document.clauses:
        for match in _ANSWERS_TO.finditer(clause.text):
            name = named(until_stop(match["who"] or match["manager"])).lower()
            for role in clause.roles:
                found[role].add(name)
    return {role: frozenset(names) for role, names in found.items()}


def by_superior(right: DecisionRight, superiors: Superiors) -> DecisionRight:
    """The right, at the manager's level if it takes the agreement of the role's superior."""
    above, approver = superiors.get(right.role, ()), right.approver.lower()
    if right.level is Level.TEAM_APPROVAL and any(
        approver and f" {name}".endswith(f" {approver}") for name in above
    ):
        return replace(right, level=Level.MANAGER_APPROVAL)
    return right
