"""A report as one HTML page that needs nothing else: figures, plots and the worst misses.

In: a report, and a comparison with an earlier run if there is one. Out: HTML. Only layout: the
plots are drawn in the template `page.html` as SVG, without scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from evals.paired import Comparison
from evals.plain import miss
from evals.rendering import GROUPS_IN_WORDS, cells
from evals.report import Headline, Report, Row, severity
from evals.silence import Curve
from evals.summary import Scored, Unscored, wilson

WORST = 25
"""How many misses are shown in full; the others are named."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of `n` as it is drawn: the part of the width that it takes, and its interval's."""

    name: str
    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A figure's row: its words, and where it is drawn if it is a share that was scored."""

    title: str
    value: str
    interval: str
    n: str
    target: str
    standing: str
    reason: str
    drawn: Bar | None
    gate: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A curve as it is drawn: its name, its class of colour, and its points from 0 to 1."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]


def as_html(report: Report, comparison: Comparison | None = None) -> str:
    """Give `report` as a page; everything that people or documents wrote is escaped."""
    misses = sorted(report.misses(), key=severity)
    asked = len(report.outcomes)
    return _template().render(
        report=report,
        asked=asked,
        right=_bar("right in everything", asked - len(misses), asked) if asked else None,
        headlines=[(_heading(one), [_strip(row) for row in one.rows]) for one in report.headlines],
        kinds=[
            _bar(part.name.replace("_", " "), part.cases - part.missed, part.cases)
            for part in report.parts["kind"]
        ],
        libraries=[
            _bar(part.name, part.cases - part.missed, part.cases)
            for part in report.parts["library"]
        ],
        curve=report.curve,
        lines=_lines(report.curve) if report.curve else (),
        verdicts=report.verdicts,
        levels=_levels(report),
        comparison=comparison,
        misses=[miss(one) for one in misses[:WORST]],
        further=[one.score.case.id for one in misses[WORST:]],
    )


def _heading(headline: Headline) -> dict[str, Any]:
    return {
        "title": f"{GROUPS_IN_WORDS[headline.group]}, {headline.split} split",
        "cases": headline.cases,
        "binds": headline.split == "test",
    }


def _strip(row: Row) -> Strip:
    title, value, interval, n, target, _ = cells(row)
    drawn = gate = None
    if isinstance(row.score, Scored) and row.metric.unit == "share":
        low, high = row.score.interval or (row.score.value, row.score.value)
        drawn = Bar(title, row.score.n, row.score.value, low, high)
        if row.gate:
            gate = row.gate.at_most if row.gate.at_least is None else row.gate.at_least
    standing = row.standing.value if row.standing else ""
    reason = row.score.reason if isinstance(row.score, Unscored) else ""
    return Strip(title, value, interval, n, target, standing, reason, drawn, gate)


def _bar(name: str, right: int, n: int) -> Bar:
    low, high = wilson(right, n)
    return Bar(name, n, right / n, low, high)


def _lines(curve: Curve) -> Sequence[Line]:
    known = [(point.bar, point.precision) for point in curve.points]
    return (
        Line("precision", "one", tuple((bar, y) for bar, y in known if y is not None)),
        Line("recall", "two", tuple((point.bar, point.recall) for point in curve.points)),
        Line("F1", "three", tuple((point.bar, point.f1) for point in curve.points)),
    )


def _levels(report: Report) -> Sequence[str]:
    """Give the levels that were wanted or given, those that were wanted first."""
    wanted = [one.wanted for one in report.verdicts]
    given = [level for one in report.verdicts for level in one.given]
    return tuple(dict.fromkeys([*wanted, *given]))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
