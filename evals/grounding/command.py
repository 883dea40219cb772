"""The whole of `remit eval grounding`: mutate a library's sentences, check them, print and write.

The terminal adapter hands in where to print; no index is needed, and nothing is asked of the bot.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.support.checking import Checker, load
from evals.grounding.measuring import Judged, Line, judge, lines
from evals.grounding.mutating import Trial, trials
from evals.rendering import bar, markdown_table
from evals.summary import Score, Unscored
from knowledge.embedding import MiniLM
from knowledge.model import Library

COLUMNS = ("sentence", "tried", "found at 5% false alarms", "95% interval", "wanted", "refused")


def check_library(  # noqa: PLR0913 - one argument for each of the command's options
    library: Library,
    name: str,
    *,
    console: Console,
    misses: bool = False,
    json_file: Path | None = None,
    markdown_file: Path | None = None,
) -> int:
    """Measure the grounding check on the sentences of a library; 1 if a gate is missed, else 0.

    `name` is what the library is called; `misses` lists each sentence that was judged wrongly.
    """
    checker = Checker(MiniLM(), load())

    def check(trial: Trial) -> Judged:
        said = checker(trial.sentence, trial.passages)
        return Judged(trial, said.score, said.supported, said.reason)

    made = trials(library)
    with bar(len(made)) as done:
        judged = judge(made, check, done)
    found = lines(judged)
    title = f"Grounding check on {name}: {len(judged)} sentences"
    table = Table(*COLUMNS, title=title, box=box.SIMPLE, title_justify="left")
    for line in found:
        table.add_row(*_cells(line))
    console.print(table)
    for one in judged if misses else ():
        if one.supported is not one.trial.true:
            console.print(f"[bold]{escape(one.trial.change)}[/bold] {one.score:.2f}")
            console.print(f"  {escape(one.trial.sentence)}", highlight=False)
            console.print(f"  {escape(one.reason)}", highlight=False)
    passed = bool(found) and all(line.passed for line in found)
    if json_file is not None:
        json_file.write_text(
            json.dumps(_data(name, found, passed=passed), indent=1, allow_nan=False) + "\n",
            encoding="utf-8",
        )
    if markdown_file is not None:
        rows = [_cells(line) for line in found]
        text = "\n".join([f"# {title}", "", *markdown_table(COLUMNS, rows)])
        markdown_file.write_text(text + "\n", encoding="utf-8")
    return 0 if passed else 1


def _cells(line: Line) -> tuple[str, ...]:
    """A line of the table."""
    wanted = f"≥ {line.wanted:.2f}" if line.wanted is not None else "–"
    match line.found:
        case Unscored():
            return line.change, "0", "–", "–", wanted, "–"
        case found:
            low, high = found.interval or (found.value, found.value)
            return (
                line.change,
                str(found.n),
                f"{found.value:.3f}",
                f"{low:.2f}–{high:.2f}",
                wanted,
                _value(line.refused),
            )


def _value(score: Score) -> str:
    """A share as a figure."""
    return "–" if isinstance(score, Unscored) else f"{score.value:.3f}"


def _data(name: str, found: tuple[Line, ...], *, passed: bool) -> dict[str, Any]:
    """The report as plain data; what could not be scored is null."""
    return {
        "library": name,
        "passed": passed,
        "changes": [
            {
                "change": line.change,
                "tried": 0 if isinstance(line.found, Unscored) else line.found.n,
                "found": None if isinstance(line.found, Unscored) else line.found.value,
                "refused": None if isinstance(line.refused, Unscored) else line.refused.value,
                "wanted": line.wanted,
            }
            for line in found
        ],
    }
