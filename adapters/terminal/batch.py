"""Many questions from one file to another: JSON Lines in, JSON Lines out, in the same order.

A line that is no question is told on standard error and has no answer; the others have theirs. Each
answer is on the disk as soon as it is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.terminal import screen, wording
from adapters.terminal.asker import AskerGiven, reason
from adapters.terminal.errors import INPUT_FAILED
from bot.guide import Guide
from bot.model import Question

Fault = tuple[int, str]
"""A line's number, and why it has no answer."""


class Line(BaseModel):
    """A line of a batch; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str | int
    question: str
    history: list[str] | None = None
    asker: AskerGiven | None = None

    def as_question(self) -> Question:
        """The question as the bot knows one."""
        asker = self.asker or AskerGiven()
        return Question(self.question, tuple(self.history or ()), asker.as_asker())


def answer_file(guide: Guide, questions: Path, out: Path) -> int:
    """Answer every line of `questions` that is one, into `out`; 1 if any was not, else 0."""
    lines, faults = read_lines(questions)
    _tell(questions, faults)
    failures: list[Fault] = []
    with out.open("wb") as file, _progress(len(lines)) as done:
        for number, line in lines:
            try:
                data = {"id": line.id} | timed(guide, line.as_question())
            except Exception as error:
                if click.get_current_context().meta.get("debug"):
                    raise
                failures.append((number, wording.not_answered(error)))
            else:
                file.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE))
                file.flush()
            done()
    _tell(questions, failures)
    return INPUT_FAILED if faults or failures else 0


def read_lines(path: Path) -> tuple[list[tuple[int, Line]], list[Fault]]:
    """The lines of a file that are questions, and the faults of the others, with their numbers.

    Lines are counted from 1; empty ones are passed over.
    """
    lines: list[tuple[int, Line]] = []
    faults: list[Fault] = []
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    for number, text in enumerate(content.split(b"\n"), start=1):
        if text.strip():
            try:
                lines.append((number, Line.model_validate_json(text)))
            except ValidationError as error:
                faults.append((number, reason(error)))
    return lines, faults


def timed(guide: Guide, question: Question) -> dict[str, Any]:
    """An answer in the contract's form, with the milliseconds that it took."""
    start = time.perf_counter()
    answer = guide.answer(question)
    took = time.perf_counter() - start
    return answer.as_json() | {"latency_ms": round(took * 1000, 1)}


def _tell(path: Path, faults: Iterable[Fault]) -> None:
    """Say what is wrong with which line."""
    for number, why in faults:
        what = wording.one_line(screen.printable(why)).rstrip(".")
        click.echo(f"Error: {wording.bad_line(path, number, what)}", err=True)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar where somebody is looking; what it gives is called after each line."""
    if not screen.is_terminal("stderr"):
        yield lambda: None
        return
    from adapters.terminal.bars import question_bar  # noqa: PLC0415  only where it can be seen

    with question_bar(total) as done:
        yield done
