"""Problems of role documents in a terminal and as data: by document, a sentence each, and where.

Problems come in, lines or plain data go out. Colours are dropped by click where nobody sees them.
Text of documents is shown without characters that steer a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from adapters.terminal.screen import NARROWEST, printable
from knowledge.errors import ReadError
from knowledge.lint.model import Place, Problem, Severity
from knowledge.model import Library

LONGEST_QUOTE = 160
"""Characters of a quote that a list shows; `--json` has all of it."""

MOST_PLACES = 4
"""Places that a list shows of one problem."""

INDENT = 11
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
LABELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def problem_lines(problems: Sequence[Problem], columns: int) -> Iterator[str]:
    """The lines of a list of problems, at most `columns` wide, documents with errors first."""
    by_document: dict[str, list[Problem]] = {}
    for problem in problems:
        by_document.setdefault(problem.places[0].document, []).append(problem)
    for document, found in by_document.items():
        yield click.style(printable(document), bold=True)
        for problem in found:
            yield from _lines_of(problem, columns)
        yield ""


def problem_data(
    problems: Sequence[Problem], library: Library, unread: Sequence[ReadError]
) -> dict[str, Any]:
    """The same for programs, with whole quotes and their offsets into the repaired text."""
    return {
        "documents": len(library.documents),
        "problems": [
            {
                "check": problem.check,
                "severity": problem.severity,
                "message": problem.message,
                "remedy": problem.remedy,
                "places": [_place_data(place) for place in problem.places],
            }
            for problem in problems
        ],
        "unreadable": [
            {"document": error.path, "reason": error.reason, "remedy": error.remedy}
            for error in unread
        ],
    }


def _place_data(place: Place) -> dict[str, Any]:
    """A place with the names that a citation has; a whole document has no quote."""
    clause = place.clause
    if clause is None:
        return {"document": place.document, "section": [], "quote": "", "start": 0, "end": 0}
    return {
        "document": place.document,
        "section": list(clause.path),
        "quote": clause.text,
        "start": clause.start,
        "end": clause.end,
    }


def _lines_of(problem: Problem, columns: int) -> Iterator[str]:
    """A problem's sentence after its severity, its places below, and what can be done."""
    label = LABELS[problem.severity]
    first, *others = _folded(problem.message, columns)
    yield "  " + click.style(f"{label:<{INDENT - 2}}", fg=COLOURS[problem.severity]) + first
    for line in others:
        yield " " * INDENT + line
    for place in problem.places[:MOST_PLACES]:
        for line in _folded(_shown(place, problem), columns):
            yield " " * INDENT + click.style(line, dim=True)
    for line in _folded(f"→ {problem.remedy}", columns):
        yield " " * INDENT + click.style(line, fg="green")


def _shown(place: Place, problem: Problem) -> str:
    """A place as `document › section: “quote”`; nothing for the document that stands above."""
    clause = place.clause
    if clause is None:
        return "" if place == problem.places[0] else place.document
    quote = textwrap.shorten(clause.text, LONGEST_QUOTE, placeholder=" …")
    return f"{' › '.join((place.document, *clause.path[-1:]))}: “{quote}”"


def _folded(text: str, columns: int) -> list[str]:
    """A text broken between words to what is left of the width; nothing for no text."""
    wide = max(columns - INDENT, NARROWEST)
    return textwrap.wrap(printable(text), wide, break_on_hyphens=False)
