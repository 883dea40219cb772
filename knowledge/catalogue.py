"""The roles of a library: found in its documents, and in the parts of documents that hold several.

Comes in: documents whose clauses name no roles. Goes out: the same documents with every clause's
roles, and the roles. Headings that are titles of roles divide a document first, since they tell
most surely; then tables do, for which it matters what the headings of all documents have told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from knowledge.mastheads import Mastheads
from knowledge.model import Role, RoleDocument
from knowledge.role_sections import by_known_headings, divide
from knowledge.role_tables import by_tables
from knowledge.roster import Roster, key_of, slug

__all__ = ["describe", "described", "key_of", "slug"]

DESCRIBED = 4
"""Clauses about a role alone from which on it counts as described; a document of its own does."""


def describe(
    documents: Sequence[RoleDocument],
) -> tuple[tuple[RoleDocument, ...], tuple[Role, ...]]:
    """The documents with their clauses' roles and their slugs, and the roles in their order."""
    roster = Roster()
    mastheads = Mastheads(documents)
    divided = [divide(document, roster, mastheads) for document in documents]
    divided = [by_known_headings(document, roster) for document in divided]
    for document in divided:  # so that a table knows the roles of those after it
        by_tables(document, roster)
    done = [by_tables(document, roster) for document in divided]
    return _with_slugs(done), tuple(described(roster.roles(), done))


def described(roles: Sequence[Role], documents: Sequence[RoleDocument]) -> Iterator[Role]:
    """The roles, those marked of which no text speaks but rows that several roles share."""
    alone: Counter[str] = Counter()
    for document in documents:
        own = [role.id for role in roles if document.path in role.documents]
        if len(own) == 1:
            alone[own[0]] += DESCRIBED
        alone.update(clause.roles[0] for clause in document.clauses if len(clause.roles) == 1)
    for role in roles:
        yield replace(role, described=alone[role.id] >= DESCRIBED)


def _with_slugs(documents: Sequence[RoleDocument]) -> tuple[RoleDocument, ...]:
    """Each document with a name for links: its role's where it has one alone, else its own."""
    taken: set[str] = set()
    out = []
    for document in documents:
        ids = {role for clause in document.clauses for role in clause.roles}
        name = next(iter(ids)) if len(ids) == 1 else slug(PurePosixPath(document.path).stem)
        if name in taken:
            name = slug(document.path)
        taken.add(name)
        out.append(replace(document, slug=name))
    return tuple(out)
