"""docs/settings.md and the settings classes say the same."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin

import pytest
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
MODULES = (
    "knowledge.settings",
    "bot.settings",
    "evals.settings",
    "adapters.settings",
    "adapters.audience_settings",
    "adapters.web.settings",
    "adapters.slack.settings",
    "adapters.teams.settings",
)
ROW = re.compile(r"^\| `(REMIT_[A-Z0-9_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def settings_classes() -> Iterator[type[BaseSettings]]:
    """Every settings class that a package defines."""
    for name in MODULES:
        if importlib.util.find_spec(name) is not None:
            for value in vars(importlib.import_module(name)).values():
                is_settings = isinstance(value, type) and issubclass(value, BaseSettings)
                if is_settings and value.__module__ == name:
                    yield value


def nested_model(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds, also one that may be absent; None for a plain value."""
    options = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else [annotation]
    for option in options:
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None


def variables(
    model: type[BaseModel], prefix: str, delimiter: str
) -> Iterator[tuple[str, FieldInfo]]:
    """The environment variables of `model` and the models in it, with their fields."""
    for name, field in model.model_fields.items():
        inner = nested_model(field.annotation)
        if inner is None:
            yield (prefix + name).upper(), field
        else:
            yield from variables(inner, prefix + name + delimiter, delimiter)


def in_code() -> dict[str, FieldInfo]:
    """Every setting of the product by its environment variable."""
    found: dict[str, FieldInfo] = {}
    for settings in settings_classes():
        config = settings.model_config
        prefix = config.get("env_prefix") or ""
        found.update(variables(settings, prefix, config.get("env_nested_delimiter") or "__"))
    return found


def in_document() -> dict[str, tuple[str, str]]:
    """The rows of the document's tables: variable -> (default, meaning)."""
    rows = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    return {name: (default, meaning) for name, default, meaning in rows}


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    """An operator finds every setting in one place, and none that does nothing."""
    assert sorted(in_document()) == sorted(in_code())


@pytest.mark.parametrize("name", sorted(in_code()))
def test_a_setting_has_the_same_meaning_and_default_in_both(name: str) -> None:
    """The meaning is the field's description; a plain default stands in the table as it is."""
    field = in_code()[name]
    default, meaning = in_document()[name]

    assert meaning == field.description
    if isinstance(field.default, bool):
        assert default == f"`{str(field.default).lower()}`"
    elif isinstance(field.default, str | int | float) and field.default != "":
        assert default == f"`{field.default}`"
    else:
        assert not default.startswith("`"), "say in words what is taken when nothing is set"


@pytest.mark.parametrize("name", sorted(in_code()))
def test_a_secret_is_held_as_one(name: str) -> None:
    """Tokens, passwords and keys never show in a log, a traceback or `remit doctor`."""
    if name.endswith(("_TOKEN", "_PASSWORD", "_SECRET", "_KEY")):
        annotation = in_code()[name].annotation
        assert SecretStr in (annotation, *get_args(annotation))
