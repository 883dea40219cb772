"""Renders the chart's templates as Helm does, as far as this chart goes.

Helm itself is on few machines that run tests. What a template may use here is what stands in
`FUNCTIONS` and in `Renderer`; anything else fails the test that renders it, so that the chart stays
simple enough to be sure of.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PIECE = re.compile(r"(?P<eat>\s*\{\{-|\{\{)(?P<code>.*?)(?P<eat_after>-\}\}\s*|\}\})", re.DOTALL)
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|:=|[()|,]|[^\s()|,]+')


class TemplateFailed(Exception):
    """A value that is required is missing."""


@dataclass
class Block:
    """A template's part: text, an expression, or `if`, `with`, `range` and `define` with parts."""

    kind: str
    code: str = ""
    parts: list[Block] = field(default_factory=list)
    otherwise: list[Block] = field(default_factory=list)


def required(message: str, value: Any) -> Any:
    """The value, which must be there."""
    if value in (None, ""):
        raise TemplateFailed(message)
    return value


def nindent(spaces: int, text: str) -> str:
    """A new line, and each line moved to the right."""
    return "\n" + "\n".join(" " * spaces + line if line else line for line in text.split("\n"))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "default": lambda given, value: value or given,
    "div": lambda one, other: int(one) // int(other),
    "nindent": nindent,
    "not": lambda value: not value,
    "quote": lambda value: json.dumps(_text(value), ensure_ascii=False),
    "required": required,
    "sha256sum": lambda text: hashlib.sha256(text.encode()).hexdigest(),
    "toYaml": lambda value: yaml.safe_dump(value, default_flow_style=False).rstrip("\n"),
    "trimPrefix": lambda prefix, text: text.removeprefix(prefix),
    "trimSuffix": lambda suffix, text: text.removesuffix(suffix),
}


def _text(value: Any) -> str:
    """A value as Go writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def parse(source: str) -> list[Block]:
    """A template's parts."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for found in PIECE.finditer(source):
        pieces += [("text", source[at : found.start()]), ("code", found["code"].strip())]
        at = found.end()
    pieces.append(("text", source[at:]))
    walk = iter(pieces)
    parts, end = _parts(walk)
    assert not end, f"{end} without a beginning"
    return parts


def _parts(walk: Iterator[tuple[str, str]]) -> tuple[list[Block], str]:
    """Parts up to an `end` or `else`, and which of the two it was."""
    parts: list[Block] = []
    for kind, code in walk:
        word, _, rest = code.partition(" ")
        if kind == "text":
            parts.append(Block("text", code))
        elif word in {"end", "else"}:
            return parts, code
        elif word in {"if", "with", "range", "define"}:
            block = Block(word, rest.strip())
            block.parts, end = _parts(walk)
            if end == "else":
                block.otherwise, end = _parts(walk)
            assert end == "end"
            parts.append(block)
        else:
            parts.append(Block("code", code))
    return parts, ""


class Renderer:
    """Renders the templates of one chart with some values."""

    def __init__(self, chart: Path, values: dict[str, Any], release: str = "remit") -> None:
        """Read the chart; `values` go over its own."""
        described = yaml.safe_load((chart / "Chart.yaml").read_text())
        defaults = yaml.safe_load((chart / "values.yaml").read_text())
        self.root = {
            "Values": merged(defaults, values),
            "Release": {"Name": release, "Service": "Helm"},
            "Chart": {"Name": described["name"], "AppVersion": described["appVersion"]},
        }
        self._defined: dict[str, list[Block]] = {}
        self._sources = sorted((chart / "templates").glob("*.yaml"))
        for block in parse((chart / "templates" / "_helpers.tpl").read_text()):
            if block.kind == "define":
                self._defined[json.loads(block.code)] = block.parts

    def text(self, name: str) -> str:
        """One template, rendered."""
        source = next(each for each in self._sources if each.name == name)
        return self._render(parse(source.read_text()), self.root, {"$": self.root})

    def objects(self) -> list[dict[str, Any]]:
        """Everything that the chart would make."""
        documents = (yaml.safe_load_all(self.text(each.name)) for each in self._sources)
        return [each for some in documents for each in some if each]

    def _render(self, parts: list[Block], dot: Any, names: dict[str, Any]) -> str:
        """Parts as text."""
        return "".join(self._one(part, dot, names) for part in parts)

    def _one(self, block: Block, dot: Any, names: dict[str, Any]) -> str:
        """One part as text."""
        match block.kind:
            case "text":
                return block.code
            case "if":
                chosen = block.parts if self._value(block.code, dot, names) else block.otherwise
                return self._render(chosen, dot, names)
            case "with":
                value = self._value(block.code, dot, names)
                return self._render(block.parts, value, names) if value else ""
            case "range":
                return "".join(
                    self._render(block.parts, *each) for each in self._each(block, dot, names)
                )
            case _:
                name, assigned, code = block.code.partition(":=")
                value = self._value(code or block.code, dot, names)
                if assigned:
                    names[name.strip()] = value
                return "" if assigned else _text(value)

    def _each(
        self, block: Block, dot: Any, names: dict[str, Any]
    ) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The dot and the variables of each turn of a `range` over a mapping, by its keys."""
        variables, _, code = block.code.partition(":=")
        key, value = (each.strip() for each in variables.split(","))
        for name, each in sorted(self._value(code, dot, names).items()):
            yield each, {**names, key: name, value: each}

    def _value(self, code: str, dot: Any, names: dict[str, Any]) -> Any:
        """What an expression gives."""
        steps: list[list[str]] = [[]]
        for word in WORD.findall(code):
            if word == "|":
                steps.append([])
            else:
                steps[-1].append(word)
        value: Any = None
        for number, (head, *rest) in enumerate(steps):
            given = [self._atom(each, dot, names) for each in rest] + ([value] if number else [])
            if head == "include":
                name, scope = given
                value = self._render(self._defined[name], scope, {"$": scope})
            elif head in FUNCTIONS:
                value = FUNCTIONS[head](*given)
            else:
                assert not given, f"{head} is no function that this chart may use"
                value = self._atom(head, dot, names)
        return value

    @staticmethod
    def _atom(word: str, dot: Any, names: dict[str, Any]) -> Any:
        """A literal, a variable or a field."""
        if word.startswith('"'):
            return json.loads(word)
        if word.lstrip("-").isdigit():
            return int(word)
        if word == ".":
            return dot
        start, *fields = word.split(".")
        value = names[start] if start else dot
        for each in filter(None, fields):
            assert each in value, f"{word}: there is no {each}"
            value = value[each]
        return value


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Values with others laid over them, as deep as both go."""
    both = dict(one)
    for name, value in other.items():
        own = both.get(name)
        deeper = isinstance(own, dict) and isinstance(value, dict)
        both[name] = merged(own, value) if deeper else value  # type: ignore[arg-type]
    return both
