"""One JSON object a line from a file to a file, in the same order, each as soon as it is there.

A line that is not of the form is told on standard error and has no counterpart; the others have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.terminal import screen, wording
from adapters.terminal.asker import reason
from adapters.terminal.errors import INPUT_FAILED

Fault = tuple[int, str]
"""A line's number, and why it has no counterpart."""


class Line(BaseModel):
    """A line of a batch; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str | int


L = TypeVar("L", bound=Line)


def work_through(
    source: Path, out: Path, form: type[L], work: Callable[[L], dict[str, Any]], doing: str
) -> int:
    """Write what `work` makes of every line of `source` that has the `form`, after its `id`.

    Gives 1 if any line had no counterpart, else 0. `doing` names the work on the bar.
    """
    lines, faults = read_lines(source, form)
    _tell(source, faults)
    failures: list[Fault] = []
    with out.open("wb") as file, _progress(len(lines), doing) as done:
        for number, line in lines:
            try:
                data = {"id": line.id} | work(line)
            except Exception as error:
                if click.get_current_context().meta.get("debug"):
                    raise
                failures.append((number, wording.not_answered(error)))
            else:
                file.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE))
                file.flush()
            done()
    _tell(source, failures)
    return INPUT_FAILED if faults or failures else 0


def read_lines(path: Path, form: type[L]) -> tuple[list[tuple[int, L]], list[Fault]]:
    """The lines of a file that have the form, and the faults of the others, with their numbers.

    Lines are counted from 1; empty ones are passed over.
    """
    lines: list[tuple[int, L]] = []
    faults: list[Fault] = []
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    for number, text in enumerate(content.split(b"\n"), start=1):
        if text.strip():
            try:
                lines.append((number, form.model_validate_json(text)))
            except ValidationError as error:
                faults.append((number, reason(error)))
    return lines, faults


def _tell(path: Path, faults: Iterable[Fault]) -> None:
    """Say what is wrong with which line."""
    for number, why in faults:
        what = wording.one_line(screen.printable(why)).rstrip(".")
        click.echo(f"Error: {wording.bad_line(path, number, what)}", err=True)


@contextmanager
def _progress(total: int, doing: str) -> Iterator[Callable[[], None]]:
    """A bar where somebody is looking; what it gives is called after each line."""
    if not screen.is_terminal("stderr"):
        yield lambda: None
        return
    from adapters.terminal.bars import line_bar  # noqa: PLC0415  only where it can be seen

    with line_bar(total, doing) as done:
        yield done
