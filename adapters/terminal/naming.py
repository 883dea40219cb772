"""Which role a name on the command line means."""

from __future__ import annotations

from adapters.terminal import wording
from adapters.terminal.errors import CannotStart
from bot.guide import Guide
from knowledge.model import Role


def role_named(guide: Guide, name: str) -> Role:
    """The role that a name means.

    Raises:
        CannotStart: no role is meant, or several are.
    """
    role = guide.role(name)
    if role:
        return role
    meant = {role.title: None for m in guide.catalogue.mentions(name).named for role in m.roles}
    if len(meant) > 1:
        raise CannotStart(wording.unclear_name(name, tuple(meant)))
    raise CannotStart(wording.unknown_role(name, [role.title for role in guide.library.roles]))
