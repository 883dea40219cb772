"""YAML and JSON that may come from anyone, as plain Python values.

Text goes in; mappings, lists, strings, booleans and None come out. Numbers and dates stay strings,
as they are written, so that `0.10` and `no` read as their author put them. What is nested too
deeply, or grows without measure through aliases, is refused before it is built.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from knowledge.errors import ReadError
from knowledge.reading.blocks import DEEPEST

_MOST_VALUES = 200_000
_KEPT_TAGS = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")


class _TextLoader(yaml.SafeLoader):
    """A safe loader to which every scalar is text, but for nulls and merge keys."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and shape are the base class's
        first: [pair for pair in pairs if pair[0] in _KEPT_TAGS]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_yaml(text: str, path: str) -> list[Any]:
    """Return the documents in the YAML `text`; `path` names it in messages.

    Raises:
        ReadError: not valid YAML (the line is named), nested too deeply, or an alias bomb.

    """
    try:
        _measure(text, path)
        return list(yaml.load_all(text, Loader=_TextLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 1}" if mark else ""
        problem = error.problem or error.context or "something is wrong"
        raise ReadError(path, f"is not valid YAML{where}: {problem}", "mend that line") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = f"is not valid YAML: {' '.join(str(error).split())}"
        raise ReadError(path, reason, "save it again as UTF-8 text") from error
    except RecursionError as error:
        raise _too_deep(path) from error


def load_json(text: str, path: str) -> Any:
    """Return the value of the JSON `text`; `path` names it in messages.

    Raises:
        ReadError: not valid JSON (the line is named), or nested too deeply.

    """
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        reason = f"is not valid JSON in line {error.lineno}, column {error.colno}: {error.msg}"
        raise ReadError(path, reason, "mend that line") from error
    except RecursionError as error:
        raise _too_deep(path) from error
    open_ = [(value, 0)]
    while open_:
        inner, depth = open_.pop()
        if depth > DEEPEST:
            raise _too_deep(path)
        children = inner.values() if isinstance(inner, dict) else inner
        if isinstance(inner, (dict, list)):
            open_.extend((child, depth + 1) for child in children)
    return value


def _measure(text: str, path: str) -> None:
    """Count how many values `text` stands for once its aliases are followed."""
    sizes: dict[str, int] = {}
    anchors: list[str | None] = []
    counts = [0]
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in anchors:
                raise ReadError(path, f"has an alias *{event.anchor} inside itself", "remove it")
            counts[-1] += sizes.get(event.anchor or "", 0)
        elif isinstance(event, yaml.ScalarEvent):
            counts[-1] += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            anchors.append(event.anchor)
            counts.append(1)
        elif isinstance(event, yaml.CollectionEndEvent):
            size, anchor = counts.pop(), anchors.pop()
            counts[-1] += size
            if anchor:
                sizes[anchor] = size
        if len(anchors) > DEEPEST:
            raise _too_deep(path)
        if sum(counts[-2:]) > _MOST_VALUES:
            raise ReadError(
                path,
                f"stands for more than {_MOST_VALUES:,} values, most of them through aliases",
                "write it without so many aliases",
            )


def _too_deep(path: str) -> ReadError:
    return ReadError(path, f"is nested more than {DEEPEST} levels deep", "make it flatter")
