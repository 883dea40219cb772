"""Progress bars on standard error; they vanish when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column

from adapters.terminal import screen
from knowledge.reading.files import documents_in


@contextmanager
def ingest_bars(
    folders: Sequence[Path],
) -> Iterator[tuple[Callable[[str], None], Callable[[int, int], None]]]:
    """Two bars: one to be told each document before it is read, one how many texts are embedded."""
    total = sum(1 for folder in folders if folder.is_dir() for _ in documents_in(folder))
    with _progress() as progress:
        read = progress.add_task("Reading", total=total, what="")
        embedded = progress.add_task("Embedding", total=None, what="", visible=False)
        seen: set[str] = set()

        def reading(path: str) -> None:
            # The reader starts anew where one document among known ones has changed.
            seen.add(path)
            progress.update(read, completed=len(seen), what=screen.printable(path))

        def embedding(done: int, of: int) -> None:
            progress.update(read, completed=total, what="")
            progress.update(embedded, completed=done, total=of, visible=True)

        yield reading, embedding


@contextmanager
def line_bar(total: int, doing: str) -> Iterator[Callable[[], None]]:
    """One bar, to be advanced by each line that is done with."""
    with _progress() as progress:
        task = progress.add_task(doing, total=total, what="")
        yield lambda: progress.advance(task)


def _progress() -> Progress:
    """The form of all bars."""
    return Progress(
        TextColumn("{task.description}", table_column=Column(min_width=9)),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[what]}", markup=False, style="dim"),
        console=Console(stderr=True),
        transient=True,
    )
