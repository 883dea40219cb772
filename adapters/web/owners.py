"""What each owner answers for: documents and their age, open questions, passages that changed.

Comes in: a library, the day, the gaps and changes that memory knows of. Goes out: owners by name,
last whatever nobody owns. Who asked is never in it, nor what is restricted. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from adapters.card import title_of
from adapters.web.role_page import Described, described
from bot import wording
from bot.changes import Change
from bot.gaps import Gap
from knowledge.model import Library, RoleDocument
from knowledge.standing import standing


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with the titles of its roles; `warning` is empty where it simply holds."""

    document: Described
    roles: tuple[str, ...]
    warning: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who keeps some documents; the name is empty for those that nobody is said to keep.

    `gaps` are questions without a good answer, `changes` passages that read otherwise by now.
    """

    name: str
    documents: tuple[Kept, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]


def owners_of(
    library: Library, today: date, gaps: Sequence[Gap] = (), changes: Sequence[Change] = ()
) -> tuple[Owner, ...]:
    """The owners by name, the one without a name last; empty where there is nothing at all."""
    open_to_all = [change for change in changes if not change.restricted]
    kept: dict[str, list[Kept]] = defaultdict(list)
    for document in library.documents:
        roles = tuple(role.title for role in library.roles if document.path in role.documents)
        own = described(document)
        kept[own.owner].append(Kept(own, roles, warning_of(document, today)))
    named = {*kept, *(gap.owner for gap in gaps), *(change.owner for change in open_to_all)}
    return tuple(
        Owner(
            name,
            tuple(kept.get(name, ())),
            tuple(gap for gap in gaps if gap.owner == name),
            tuple(change for change in open_to_all if change.owner == name),
        )
        for name in sorted(named, key=lambda name: (not name, name.casefold()))
    )


def warning_of(document: RoleDocument, today: date) -> str:
    """Why a document may no longer hold, in a sentence; empty where nothing speaks against it."""
    found = standing(document, today)
    return wording.standing(title_of(document), found.state, found.day) if found else ""
