"""How a role's decision rights look in a terminal: by level, then by the section that says so.

Rights come in, lines go out, at most `columns` wide. Each right has whose agreement it takes, its
limit and its condition under it; what several clauses of a section say alike is shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from adapters.terminal import screen
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part

LEVELS = {
    Level.INDEPENDENT: "Decides alone",
    Level.TEAM_APPROVAL: "Needs the agreement of peers, the team or a senior",
    Level.MANAGER_APPROVAL: "Needs the approval of a manager or a policy gate",
    Level.RECOMMEND_ONLY: "May propose or advise; somebody else decides",
    Level.NOT_AUTHORIZED: "May not decide",
}
"""Each level as a heading, in the order in which they are shown."""

PARTS = {
    Part.AGREES: "has to agree",
    Part.PROPOSES: "",
    Part.CONSULTED: "is consulted",
    Part.PERFORMS: "carries it out",
    Part.INFORMED: "is informed",
    Part.EXCLUDED: "",
    Part.DECIDES: "",
}
"""What the holder does in a decision, where the level does not tell."""


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


def limit_in_words(limit: Limit) -> str:
    """A limit as people write it: `above 500 and up to 2,500 USD`."""
    parts = []
    if limit.over is not None:
        parts.append(f"above {_number(limit.over)}")
    if limit.up_to is not None:
        parts.append(f"{'below' if limit.below else 'up to'} {_number(limit.up_to)}")
    last = limit.up_to if limit.up_to is not None else limit.over
    plural = "s" if limit.unit.islower() and last != 1 else ""
    return f"{' and '.join(parts)} {limit.unit}{plural}".replace(" %", "%").strip()


def _place(right: DecisionRight) -> str:
    """Where a right is written."""
    return " › ".join((right.clause.document, *right.clause.path))


def _entry(right: DecisionRight, columns: int, with_holders: bool) -> tuple[str, ...]:  # noqa: FBT001 - from one caller
    """A right's lines: what is decided, and under it on what terms."""
    who = f"{right.holder}: " if with_holders else ""
    lines = screen.wrap(f"    • {screen.printable(who + right.action)}", columns)
    terms = " · ".join(filter(None, _terms(right)))
    if terms:
        lines += screen.wrap(f"      {screen.printable(terms)}", columns)
    return tuple(lines)


def _terms(right: DecisionRight) -> Iterator[str]:
    """Whose agreement a right takes, how far it goes, and when."""
    if right.approver:
        asks = right.level in {Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL}
        yield f"{'approval' if asks else 'decided by'}: {right.approver}"
    yield PARTS[right.part]
    if right.limit:
        yield limit_in_words(right.limit)
    yield right.condition


def _number(value: float) -> str:
    """A number with thousands parted, and decimals only where it has any."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
