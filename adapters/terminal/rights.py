"""How a role's decision rights look in a terminal: by level, then by the section that says so.

Rights come in, lines go out, at most `columns` wide. Each right has whose agreement it takes, its
limit and its condition under it; what several clauses of a section say alike is shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from adapters.rights import LEVELS, terms
from adapters.terminal import screen
from knowledge.decision_rights.model import DecisionRight


def right_lines(
    rights: Sequence[DecisionRight], columns: int, *, with_holders: bool = False
) -> Iterator[str]:
    """The lines of some rights; `with_holders` says whose each is, for those of several holders."""
    for level, name in LEVELS.items():
        of_level = [right for right in rights if right.level is level]
        if not of_level:
            continue
        yield ""
        yield click.style(name, bold=True)
        for place, inside in groupby(of_level, _place):
            for line in screen.wrap(f"  {screen.printable(place)}", columns):
                yield click.style(line, fg="cyan")
            for lines in dict.fromkeys(_entry(right, columns, with_holders) for right in inside):
                yield from lines


def _place(right: DecisionRight) -> str:
    """Where a right is written."""
    return " › ".join((right.clause.document, *right.clause.path))


def _entry(right: DecisionRight, columns: int, with_holders: bool) -> tuple[str, ...]:  # noqa: FBT001 - from one caller
    """A right's lines: what is decided, and under it on what terms."""
    who = f"{right.holder}: " if with_holders else ""
    lines = screen.wrap(f"    • {screen.printable(who + right.action)}", columns)
    on_terms = " · ".join(terms(right))
    if on_terms:
        lines += screen.wrap(f"      {screen.printable(on_terms)}", columns)
    return tuple(lines)
