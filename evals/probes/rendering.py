"""A report on probes as people read it: a table in a terminal, Markdown in a file. Only layout."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.gates import Standing
from evals.probes.report import Line, Probed, ProbeReport
from evals.rendering import markdown_table
from evals.report import SAID
from evals.summary import Score, Scored, Unscored

_COLUMNS = ("probe", "asked", "right", "95% interval", "false yes")
_DASH = "–"


def show(
    report: ProbeReport, console: Console, *, misses: bool = False, kind: str | None = None
) -> None:
    """Print `report`; with `misses`, each probe answered wrongly as well."""
    if report.probed:
        table = Table(*_COLUMNS, title=_title(report), box=box.SIMPLE, title_justify="left")
        for line in report.lines:
            table.add_row(*_cells(line))
        console.print(table)
    for one in report.misses(kind) if misses else ():
        head, *lines = _miss_lines(one)
        console.print(f"[bold]{escape(head)}[/bold]")
        for text in lines:
            console.print(f"  {escape(text)}", highlight=False)
    console.print(escape(_closing(report)), highlight=False)


def as_markdown(report: ProbeReport, *, misses: bool = False, kind: str | None = None) -> str:
    """Give `report` as Markdown, with or without the probes answered wrongly."""
    lines = [f"# {_title(report)}", ""]
    if report.probed:
        lines += markdown_table(_COLUMNS, [_cells(line) for line in report.lines])
    if misses:
        lines += ["## Misses", ""]
        for one in report.misses(kind):
            head, *details = _miss_lines(one)
            lines += [f"### {head}", "", *(f"- {text}" for text in details), ""]
    return "\n".join([*lines, _closing(report), ""])


def _title(report: ProbeReport) -> str:
    asked, rights = len(report.probed), report.rights
    return f"Probes of {report.library}: {asked} questions from {rights} decision rights"


def _cells(line: Line) -> tuple[str, ...]:
    match line.right:
        case Unscored():
            return line.name, "0", _DASH, _DASH, _DASH
        case Scored(value=value, n=n, interval=interval):
            bounds = f"{interval[0]:.3f} to {interval[1]:.3f}" if interval else _DASH
            return line.name, str(n), f"{value:.3f}", bounds, _yes(line.false_yes)


def _yes(score: Score) -> str:
    match score:
        case Unscored():
            return _DASH
        case Scored(value=value, n=n):
            return f"{round(value * n)} of {n}"


def _miss_lines(one: Probed) -> Iterator[str]:
    """Give a wrong answer line by line: asked, given, expected, said, and the clause."""
    case = one.probe.case
    yield f"{case.id} ({one.probe.kind.value})"
    yield f"asked: {case.question}" + (f" [as {case.asker.role}]" if case.asker.role else "")
    yield f"given: {one.outcome.score.level}, expected: {' or '.join(one.probe.levels)}"
    if one.outcome.error:
        yield f"error: {' '.join(one.outcome.error.split())}"
    yield f"said: {' '.join(str(one.outcome.answer['text'])[:SAID].split())}"
    for gold in case.gold:
        yield f"clause: {gold.document} > {gold.section}: {' '.join(gold.quote.split())}"


def _closing(report: ProbeReport) -> str:
    if not report.rights:
        return f"{report.library}: the documents give no decision rights, so nothing was asked."
    if not report.probed:
        return f"{report.library}: no decision right makes a question with a known answer."
    match report.standing:
        case None:
            return "Probes have no target here."
        case Standing.PASS:
            return "The target is reached."
        case Standing.FAIL | Standing.UNSCORED:
            return "The target is missed."
