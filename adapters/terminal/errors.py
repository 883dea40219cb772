"""How any failure becomes one line on standard error and an exit code, here and nowhere else."""

from __future__ import annotations

import click

from adapters.errors import AdapterError
from adapters.terminal import wording
from bot.errors import BotError
from bot.memory.errors import MemoryProblem
from evals.errors import EvalError
from knowledge.errors import KnowledgeError, ReadError

INPUT_FAILED = 1
"""The exit code if some input failed, or a gate was missed."""

WRONG_USAGE = 2
"""The exit code if the call, a setting or the index is wrong."""


class InputFailed(click.ClickException):
    """What was given cannot be worked on."""

    exit_code = INPUT_FAILED


class CannotStart(click.ClickException):
    """The call, a setting or the index is wrong."""

    exit_code = WRONG_USAGE


def translated(error: Exception) -> click.ClickException:
    """The failure that an exception of any package stands for."""
    from pydantic import ValidationError  # noqa: PLC0415  `remit --help` can do without
    from pydantic_settings import SettingsError  # noqa: PLC0415

    match error:
        case ReadError():
            return InputFailed(str(error))
        case KnowledgeError() | BotError() | EvalError() | AdapterError() | MemoryProblem():
            return CannotStart(str(error))
        case ValidationError() if error.title.endswith("Settings"):
            first = error.errors(include_url=False, include_input=False)[0]
            name = _prefix(error.title) + "__".join(str(part) for part in first["loc"]).upper()
            return CannotStart(wording.bad_setting(name.rstrip("_"), first))
        case SettingsError():
            return CannotStart(wording.bad_setting("A setting", {"msg": str(error)}))
        case OSError():
            return CannotStart(wording.refused(error))
        case _:
            return InputFailed(wording.unexpected(error))


def _prefix(settings: str) -> str:
    """What the variables of a settings class begin with."""
    from knowledge.settings import RemitSettings  # noqa: PLC0415  `remit --help` can do without

    known = {each.__name__: each for each in RemitSettings.__subclasses__()}
    return known.get(settings, RemitSettings).model_config.get("env_prefix", "")


def sentence(error: click.ClickException) -> str:
    """What is told of an error, in one line."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "remit"
        return wording.usage(error.format_message(), command)
    return wording.one_line(error.format_message())
