"""A report as people read it: rich tables in a terminal, Markdown in a file. Only layout, no sums.

Colours are rich's, which leaves them out where `NO_COLOR` is set or the output is no terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.gates import Gate, Standing
from evals.paired import Comparison, Paired
from evals.plain import miss
from evals.report import BROKEN_DOWN, DECIDED, Headline, Part, Report, Row
from evals.run import Outcome
from evals.summary import METRICS, Score, Scored, Unscored

GROUPS_IN_WORDS = {"own": "own documents", "others": "other organisations' documents"}
_STYLES = {Standing.PASS: "green", Standing.FAIL: "bold red", Standing.UNSCORED: "yellow"}
_COLUMNS = ("metric", "value", "95% interval", "n", "target", "")
_TITLES = {metric.name: metric.title for metric in METRICS}
_DASH = "–"
_PAIRED = ("same cases", "then", "now", "n", "better", "worse", "p (McNemar)", "")


def show(
    report: Report, console: Console, *, misses: bool = False, kind: str | None = None
) -> None:
    """Print `report`; with `misses`, each answer at fault as well, of one `kind` or of all."""
    for headline in report.headlines:
        table = Table(title=_title(headline), box=box.SIMPLE, title_justify="left")
        for column in _COLUMNS:
            table.add_column(column, no_wrap=bool(column))
        for row in headline.rows:
            style = _STYLES[row.standing] if row.standing else None
            table.add_row(*cells(row), style=style)
        console.print(table)
    for _, columns, rows in _tables(report):
        table = Table(*columns, box=box.SIMPLE)
        for line in rows:
            table.add_row(*line)
        console.print(table)
    for outcome in report.misses(kind) if misses else ():
        head, *lines = miss_lines(outcome)
        console.print(f"[bold]{escape(head)}[/bold]")
        for line in lines:
            console.print(f"  {escape(line)}", highlight=False)
    for line in _closing(report):
        console.print(escape(line), highlight=False)


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print what got better and worse since an earlier run."""
    title = _against(comparison)
    table = Table(*_PAIRED, title=title, box=box.SIMPLE, title_justify="left")
    for row in comparison.rows:
        table.add_row(*_paired(row))
    console.print(table)
    for line in _changes(comparison):
        console.print(escape(line), highlight=False)


def as_markdown(
    report: Report,
    comparison: Comparison | None = None,
    *,
    misses: bool = False,
    kind: str | None = None,
) -> str:
    """Give `report` as Markdown, with or without the misses, of one `kind` or of all."""
    lines = [f"# Evaluation: {report.suite}, split {report.split}", ""]
    for headline in report.headlines:
        lines += [f"## {_title(headline)}", ""]
        lines += markdown_table(_COLUMNS, [cells(row) for row in headline.rows])
    for title, columns, rows in _tables(report):
        lines += [f"## {title}", "", *markdown_table(columns, rows)]
    if comparison:
        rows = [_paired(row) for row in comparison.rows]
        lines += [f"## {_against(comparison)}", "", *markdown_table(_PAIRED, rows)]
        lines += [*(f"- {line}" for line in _changes(comparison)), ""]
    if misses:
        lines += ["## Misses", ""]
        for outcome in report.misses(kind):
            head, *details = miss_lines(outcome)
            lines += [f"### {head}", "", *(f"- {line}" for line in details), ""]
    return "\n".join([*lines, *_closing(report), ""])


@contextmanager
def bar(total: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far the asking has come; what it gives is called once a question."""
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("asking", total=total)
        yield lambda: progress.advance(task)


def _title(headline: Headline) -> str:
    bearing = "" if headline.split == "test" else "; targets bind on the test split only"
    return f"{GROUPS_IN_WORDS[headline.group]}, {headline.split}: {headline.cases} cases{bearing}"


def cells(row: Row) -> tuple[str, ...]:
    """Give a figure's row: title, value, interval, n, target, and how it stands to its gate."""
    places = 0 if row.metric.unit == "characters" else 3
    target = _target(row.gate, places) if row.gate else _DASH
    standing = row.standing.value if row.standing else ""
    match row.score:
        case Unscored(reason):
            return (
                row.metric.title,
                "unscored",
                _DASH,
                "0",
                target,
                f"{standing} ({reason})".strip(),
            )
        case Scored(value=value, n=n, interval=interval):
            bounds = f"{interval[0]:.{places}f} to {interval[1]:.{places}f}" if interval else _DASH
            return row.metric.title, f"{value:.{places}f}", bounds, str(n), target, standing


def _target(gate: Gate, places: int) -> str:
    if gate.at_least is not None:
        return f"≥ {gate.at_least:.{min(places, 2)}f}"
    return f"≤ {gate.at_most:.{min(places, 2)}f}"


def _tables(report: Report) -> Iterator[tuple[str, Sequence[str], list[Sequence[str]]]]:
    """Give the title, the columns and the rows of each table below the headlines."""
    for by, parts in report.parts.items():
        yield f"By {by}", _part_columns(by, BROKEN_DOWN), [_part_cells(part) for part in parts]
    if report.decisions:
        columns = _part_columns("decisions in", DECIDED)
        yield "Decisions by library", columns, [_part_cells(part) for part in report.decisions]
    if report.verdicts:
        levels = [(one.wanted, _counts(one.given)) for one in report.verdicts]
        yield "Verdicts", ("verdict wanted", "given"), [*levels]


def _part_columns(by: str, metrics: Sequence[str]) -> tuple[str, ...]:
    return (by, "cases", "missed", *(_TITLES[name] for name in metrics))


def _part_cells(part: Part) -> tuple[str, ...]:
    figures = (_figure(score) for score in part.scores.values())
    return (part.name, str(part.cases), str(part.missed), *figures)


def _counts(given: Mapping[str, int]) -> str:
    """Give the levels with how often each was given, the most frequent first."""
    return ", ".join(f"{level} {n}" for level, n in sorted(given.items(), key=lambda one: -one[1]))


def _figure(score: Score) -> str:
    match score:
        case Unscored():
            return _DASH
        case Scored(value=value, n=n):
            return f"{value:.2f} ({n})"


def miss_lines(outcome: Outcome) -> Iterator[str]:
    """Give a miss line by line: what is wrong, asked, said, cited and wanted."""
    told = miss(outcome)
    yield f"{told['id']} ({told['kind']}): {', '.join(told['faults'])}"
    for turn in told["history"]:
        yield f"before: {_line(turn)}"
    yield f"asked: {_line(told['question'])}" + (f" [as {told['asker']}]" if told["asker"] else "")
    if told["error"]:
        yield f"error: {_line(told['error'])}"
    yield f"said ({told['status']}): {_line(told['said'])}"
    if verdict := told["verdict"]:
        given = " by ".join(filter(None, (verdict["given"], verdict["given_approver"])))
        expected = " by ".join((verdict["expected"], *verdict["expected_approver"][:1]))
        yield f"verdict: {_line(given)}, expected {expected}"
    if told["deciders"]:
        yield f"deciders: {'; '.join(spellings[0] for spellings in told['deciders'])}"
    for cited in told["cited"]:
        mark = "right" if cited["right"] else "stray"
        section = " > ".join(cited["section"])
        yield f"cited ({mark}): {cited['document']} > {_line(section)}: {_line(cited['quote'])}"
    for one in told["unsupported"]:
        yield f"not supported by what it cites: {_line(one['statement'])} ({one['reason']})"
    for gold in told["gold"]:
        yield f"gold: {gold['document']} > {_line(gold['section'])}: {_line(gold['quote'])}"


def _against(comparison: Comparison) -> str:
    differing = [
        f"{count} cases are {what}"
        for count, what in ((comparison.appeared, "new"), (comparison.vanished, "gone"))
        if count
    ]
    return "; ".join([f"Against the run {comparison.name}", *differing])


def _paired(row: Paired) -> tuple[str, ...]:
    then, now = f"{row.before / row.n:.3f}", f"{row.now / row.n:.3f}"
    counts = (row.n, row.better, row.worse)
    return (row.name, then, now, *map(str, counts), f"{row.p:.3f}", row.said)


def _changes(comparison: Comparison) -> Iterator[str]:
    for what, changes in (("worse", comparison.worse), ("better", comparison.better)):
        for change in changes:
            faults = ", ".join(change.now) or f"before: {', '.join(change.before)}"
            yield f"{what}: {change.id}: {_line(change.question)} ({faults})"


def _closing(report: Report) -> Iterator[str]:
    for one in report.skipped:
        yield f"Skipped {one.cases} cases of the library {one.library}: {one.reason}."
    if not report.outcomes:
        yield "No case was asked, so nothing is passed."
        return
    failed = [
        f"{row.metric.title} ({GROUPS_IN_WORDS[headline.group]})"
        for headline in report.headlines
        for row in headline.rows
        if headline.split == "test" and row.standing not in (None, Standing.PASS)
    ]
    if failed:
        yield f"Missed: {'; '.join(failed)}."
    elif any(headline.split == "test" for headline in report.headlines):
        yield "Every target is reached."


def _line(text: str) -> str:
    return " ".join(text.split())


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Give the lines of a table, and an empty one below."""
    cells = [columns, ["---"] * len(columns), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in cells] + [""]
