"""Who asks, as given on the command line or in a line of a batch.

Whoever can start `remit` can read the files, so they may say who they are and which groups they are
in; an id that the settings know has the groups that these give it too.
"""

from __future__ import annotations

import click
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.audience_settings import AudienceSettings
from adapters.membership import Membership, open_membership
from bot.model import Asker
from knowledge.settling import Catalogue


class AskerGiven(BaseModel):
    """An asker in JSON; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str = ""
    groups: list[str] = Field(default_factory=list)
    role: str | None = None

    def as_asker(self, membership: Membership) -> Asker:
        """The asker as the bot knows one, with the groups that `membership` gives them too."""
        groups = dict.fromkeys((*self.groups, *membership.groups_of(self.id)))
        return Asker(self.id, tuple(groups), self.role or "")


def read_asker(text: str, catalogue: Catalogue) -> Asker:
    """The asker that `--as` means: JSON, else a role that the whole text names, else an id.

    Raises:
        click.BadParameter: it starts like JSON but is none, or not of an asker.
    """
    if text.lstrip().startswith("{"):
        return _given(text).as_asker(_membership())
    role = catalogue.named(text)
    if role and not catalogue.mentions(text).rest:
        return Asker(role=role.title)
    return _given(text).as_asker(_membership())


def groups_named(text: str) -> tuple[str, ...]:
    """The groups of the asker that `--as` means, before there is a catalogue of roles.

    Raises:
        click.BadParameter: it starts like JSON but is none, or not of an asker.
    """
    return _given(text).as_asker(_membership()).groups


def _given(text: str) -> AskerGiven:
    """The asker in JSON, else one of this id."""
    if not text.lstrip().startswith("{"):
        return AskerGiven(id=text)
    try:
        return AskerGiven.model_validate_json(text)
    except ValidationError as error:
        raise click.BadParameter(reason(error), param_hint="--as") from error


def _membership() -> Membership:
    """The groups of the settings."""
    return open_membership(AudienceSettings())


def reason(error: ValidationError) -> str:
    """The first of pydantic's complaints: where, and what."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
