"""Which role a name on the command line means."""

from __future__ import annotations

from adapters.terminal import wording
from adapters.terminal.errors import CannotStart
from bot.guide import Guide
from knowledge.model import Role


def role_named(guide: Guide, name: str, *, or_document: bool = False) -> Role:
    """The role that a name means; `or_document` if it could have been a document's as well.

    Raises:
        CannotStart: no role is meant, or several are; it names them, or those that come near.
    """
    role = guide.role(name)
    if role:
        return role
    meant = [role.title for role in guide.catalogue.between(name)]
    if meant:
        raise CannotStart(wording.unclear_name(name, meant))
    near = [role.title for role in guide.catalogue.near(name)]
    known = [role.title for role in guide.library.roles]
    raise CannotStart(wording.unknown_name(name, near, known, or_document=or_document))
