"""Small libraries, written to a folder, read as any other, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from knowledge.decision_rights.reading import rights_of
from knowledge.lint.linting import lint
from knowledge.lint.model import Check, Problem
from knowledge.reading_room import read_library

TODAY = date(2026, 6, 1)


def checked(folder: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything that is wrong with these documents, on `TODAY`."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    library, errors = read_library([folder])
    assert errors == ()
    return lint(library, rights_of(library), TODAY)


def found(problems: tuple[Problem, ...], check: Check) -> list[Problem]:
    """The problems of one check."""
    return [problem for problem in problems if problem.check is check]


def quotes(problem: Problem) -> list[str]:
    """The clauses that a problem points at."""
    return [place.clause.text for place in problem.places if place.clause]
