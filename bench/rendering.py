"""A report as people read it: one table through rich, plain where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.model import Comparison, Report, Standing

COLUMNS = ("figure", "Remit", "peer", "peer's", "ratio", "lowest–highest", "target", "")
STYLES = {Standing.PASS: "green", Standing.FAIL: "bold red"}


def show(report: Report, console: Console) -> None:
    """Print the table of all comparisons, what they were measured on, and the remarks."""
    table = Table(box=box.SIMPLE)
    for column in COLUMNS:
        right = column in {"Remit", "peer's", "ratio", "lowest–highest"}
        table.add_column(column, justify="right" if right else "left", no_wrap=bool(column))
    for figure in report.figures:
        for i, comparison in enumerate(figure.comparisons):
            style = STYLES.get(comparison.standing) if comparison.standing else None
            title = "" if i else f"{figure.title}, {figure.unit}"
            table.add_row(title, *cells(comparison), style=style)
        table.add_section()
    console.print(table)
    for line in closing(report):
        console.print(escape(line), highlight=False)


def cells(one: Comparison) -> tuple[str, ...]:
    """Give the cells of a comparison, after the figure's title."""
    return (
        rounded(one.ours.middle),
        one.peer.name,
        rounded(one.peer.middle),
        f"{one.ratio:.2f}",
        f"{min(one.ratios):.2f}–{max(one.ratios):.2f}",
        str(one.target) if one.target else "–",
        one.standing.value if one.standing else "",
    )


def rounded(value: float) -> str:
    """A value with three digits that count, or more before the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def closing(report: Report) -> Iterator[str]:
    """Give the lines under the table."""
    yield "Medians of rounds in turns; " + ", ".join(
        f"{name} {value}" for name, value in report.setting.items()
    )
    yield from report.notes
