"""The whole of `remit eval`: load, ask, add up, report, and say with a number whether gates hold.

The terminal adapter hands in what it alone knows: how to open the bot, and where to print.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console

from evals.attribution import Check
from evals.case import CASES, LIBRARIES, load_suite, locate
from evals.gates import GATES, load_gates
from evals.junit import as_junit
from evals.page import as_html
from evals.paired import Comparison, compare
from evals.plain import as_json
from evals.rendering import as_markdown, bar, show, show_comparison
from evals.report import Report, make_report
from evals.run import OpenGuide, run_libraries
from evals.saving import RUNS, as_text, cases_of, load, save


@dataclass(frozen=True, slots=True)
class Files:
    """Where a report is written, in each form; None for a form that nobody wants.

    `save` is the name that the run is kept under.
    """

    json: Path | None = None
    markdown: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    save: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the suite's own files are."""

    cases: Path = CASES
    libraries: Path = LIBRARIES
    gates: Path = GATES
    runs: Path = RUNS


def evaluate(  # noqa: PLR0913 - one argument for each of the command's options
    suite: str | None,
    split: Literal["dev", "test", "all"],
    *,
    open_guide: OpenGuide,
    console: Console,
    check: Check | None = None,
    misses: bool = False,
    kind: str | None = None,
    against: str | None = None,
    files: Files = Files(),
    places: Places = Places(),
) -> int:
    """Ask the cases of `suite` (None: all) in `split`, print and write the report.

    Without `check`, statements are not compared with what they cite. `misses` lists each answer at
    fault, of one `kind` or of all. `against` names an earlier run to compare with. Progress goes to
    standard error if that is a terminal. Gives 0, or 1 if a gate was missed in the test split or no
    case was asked.

    Raises:
        EvalError: the cases, their library, the gates or the earlier run cannot be used.
        KnowledgeError: a library cannot be opened.

    """
    limits = load_gates(places.gates)
    before = load(against, places.runs) if against else ()
    chosen = [case for case in load_suite(suite, places.cases) if split in ("all", case.split)]
    with bar(len(chosen)) as done:
        came = run_libraries(
            chosen, open_guide, lambda library: locate(library, places.libraries), done, check
        )
    report = make_report(came, limits, suite, split)
    now = cases_of(as_json(report))
    comparison = compare(against, before, now) if against else None
    show(report, console, misses=misses, kind=kind)
    if comparison:
        show_comparison(comparison, console)
    _write(report, comparison, files, places.runs, misses=misses, kind=kind)
    return 0 if report.passed else 1


def _write(  # noqa: PLR0913 - what is written, and where
    report: Report,
    comparison: Comparison | None,
    files: Files,
    runs: Path,
    *,
    misses: bool,
    kind: str | None,
) -> None:
    """Write the report in each form that is wanted."""
    if files.save is not None:
        save(as_json(report), files.save, runs)
    if files.json is not None:
        files.json.write_text(as_text(as_json(report)), encoding="utf-8")
    if files.markdown is not None:
        text = as_markdown(report, comparison, misses=misses, kind=kind)
        files.markdown.write_text(text, encoding="utf-8")
    if files.html is not None:
        files.html.write_text(as_html(report, comparison), encoding="utf-8")
    if files.junit is not None:
        files.junit.write_text(as_junit(report), encoding="utf-8")
