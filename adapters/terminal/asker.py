"""Who asks, as given on the command line or in a line of a batch."""

from __future__ import annotations

import click
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.model import Asker
from knowledge.settling import Catalogue


class AskerGiven(BaseModel):
    """An asker in JSON; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str = ""
    groups: list[str] = Field(default_factory=list)
    role: str | None = None

    def as_asker(self) -> Asker:
        """The asker as the bot knows one."""
        return Asker(self.id, tuple(self.groups), self.role or "")


def read_asker(text: str, catalogue: Catalogue) -> Asker:
    """The asker that `--as` means: JSON, else a role that the whole text names, else an id.

    Raises:
        click.BadParameter: it starts like JSON but is none, or not of an asker.
    """
    if text.lstrip().startswith("{"):
        try:
            return AskerGiven.model_validate_json(text).as_asker()
        except ValidationError as error:
            raise click.BadParameter(reason(error), param_hint="--as") from error
    role = catalogue.named(text)
    if role and not catalogue.mentions(text).rest:
        return Asker(role=role.title)
    return Asker(id=text)


def reason(error: ValidationError) -> str:
    """The first of pydantic's complaints: where, and what."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
