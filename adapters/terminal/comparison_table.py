"""A comparison in a terminal: a table a topic, a column a role, the sources under it.

Comes in: a `Comparison` with its citations. It is printed as wide as the terminal. Text of
documents is shown without characters that steer a terminal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import click
from rich import box
from rich.table import Table
from rich.text import Text

from adapters.terminal import screen, tables, wording
from bot.comparison import Cell, Comparison, Row, Topic
from bot.model import Citation
from bot.wording import NOT_SAID

WIDEST = 120
"""Columns beyond which two columns of text are hard to follow."""


def show_comparison(comparison: Comparison, *, quotes: bool) -> None:
    """Print it; `quotes` adds what each citation says in full, else only its place is given."""
    console = tables.console()
    width = min(console.width, WIDEST)
    for topic in comparison.topics:
        console.print(_table(comparison, topic), width=width)
        if topic.more:
            more = wording.more_to_compare(topic.more, topic.name)
            console.print(Text(more, style="dim"), width=width)
            console.print()
    cited = _by_place(comparison.citations)
    if quotes:
        together = [citation for citations in cited.values() for citation in citations]
        lines = screen.source_lines(together, width)
    else:
        lines = _places(cited, width)
    for line in lines:
        click.echo(line)


def _table(comparison: Comparison, topic: Topic) -> Table:
    """One topic: each row's name over its cells."""
    title = Text(screen.printable(topic.name), style="bold")
    table = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False, expand=True)
    for role in comparison.roles:
        header = Text(screen.printable(role.title), style="cyan")
        table.add_column(header, overflow="fold", ratio=1)
    for row in topic.rows:
        name = _name(row, topic)
        if name:
            table.add_row(Text(screen.printable(name), style="bold"))
        table.add_row(*(_cell(comparison, cell) for cell in row.cells), end_section=True)
    return table


def _name(row: Row, topic: Topic) -> str:
    """A row's name as it is announced; what is the same for all says so."""
    name = "" if row.name == topic.name else row.name
    if row.differs:
        return name
    return f"{name} {wording.SAME_FOR_BOTH}".strip()


def _cell(comparison: Comparison, cell: Cell) -> Text:
    """What is said of one role, each part with its number."""
    if not cell.parts:
        return Text(NOT_SAID, style="dim")
    bullet = screen.BULLET if len(cell.parts) > 1 else ""
    lines = [
        f"{bullet}{screen.printable(' '.join(part.text.split()))}\u00a0[{comparison.number(part)}]"
        for part in cell.parts
    ]
    if cell.more:
        lines.append(wording.parts_left(cell.more))
    text = Text("\n".join(lines))
    text.highlight_regex(screen.MARK, "cyan")
    return text


def _by_place(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    """The citations of each section, in the order in which the sections are first cited."""
    places: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        places[" › ".join((citation.document, *citation.section))].append(citation)
    return places


def _places(cited: Mapping[str, Sequence[Citation]], width: int) -> Iterator[str]:
    """The lines of each place with the numbers of its citations."""
    for place, citations in cited.items():
        numbers = " ".join(f"[{citation.n}]" for citation in citations)
        for line in screen.wrap(screen.printable(f"{place} {numbers}"), width):
            yield click.style(line, dim=True)
