"""How an answer looks in a terminal: wrapped to its width, sources below, colours where they show.

Comes in: an `Answer`. Goes out: lines. click drops the colours where the output is no terminal or
`NO_COLOR` is set. Text of documents is shown without characters that steer a terminal.
"""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

import click

from bot.model import Answer, Citation, Status

WIDEST = 100
"""Columns beyond which lines get hard to read."""

NARROWEST = 24
"""Columns below which nothing is laid out; the terminal breaks the lines then."""

BULLET = "• "
HANGING = re.compile(r"\s*(?:[•*–-] |\d{1,2}[.)] )?")
MARK = re.compile(r"\[\d+\]")
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """A text without control characters, but for line ends and tabs, and without bidi overrides."""
    return STEERING.sub("", text)


def is_terminal(stream: Literal["stdout", "stderr"]) -> bool:
    """Whether somebody is looking at that stream."""
    return (sys.stdout if stream == "stdout" else sys.stderr).isatty()


def width() -> int:
    """Columns that lines may take."""
    return min(shutil.get_terminal_size().columns, WIDEST)


def answer_lines(answer: Answer, columns: int) -> Iterator[str]:
    """The lines of an answer, at most `columns` wide, with its sources below."""
    for number, line in enumerate(printable(answer.text).splitlines()):
        leads = number == 0 and answer.status is Status.ANSWERED and not line.startswith(BULLET)
        for wrapped in wrap(line, columns):
            yield _marked(wrapped, bold=leads)
    if answer.citations:
        yield ""
        yield from source_lines(answer.citations, columns)


def wrap(line: str, columns: int) -> list[str]:
    """A line broken between words; what follows an item's mark stays under the item's words."""
    mark = HANGING.match(line)
    return _folded(line, columns, after=mark.end() if mark else 0)


def _folded(line: str, columns: int, after: int) -> list[str]:
    """A line broken between words, all but its first piece indented by `after`."""
    pieces = textwrap.wrap(
        line,
        max(columns, NARROWEST),
        subsequent_indent=" " * after,
        break_on_hyphens=False,
    )
    return pieces or [""]


def source_lines(citations: Sequence[Citation], columns: int) -> Iterator[str]:
    """The quotes with their numbers, under the place that neighbours share."""
    for (document, section), quotes in groupby(citations, lambda one: (one.document, one.section)):
        place = printable(" › ".join((document, *section)))
        for line in _folded(place, columns, after=2):
            yield click.style(line, fg="cyan")
        for citation in quotes:
            number = f"  [{citation.n}] "
            quote = printable(" ".join(citation.quote.split()))
            for line in _folded(f"{number}“{quote}”", columns, after=len(number)):
                yield click.style(line, dim=True)


def _marked(line: str, *, bold: bool) -> str:
    """A line in bold or plain, with the citation numbers in another colour."""
    parts: list[str] = []
    at = 0
    for mark in MARK.finditer(line):
        parts += [_bold(line[at : mark.start()], bold=bold), click.style(mark[0], fg="cyan")]
        at = mark.end()
    return "".join([*parts, _bold(line[at:], bold=bold)])


def _bold(text: str, *, bold: bool) -> str:
    """A text in bold, if it is to be and there is any."""
    return click.style(text, bold=True) if bold and text else text
