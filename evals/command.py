"""The whole of `remit eval`: load, ask, add up, report, and say with a number whether gates hold.

The terminal adapter hands in what it alone knows: how to open the bot, and where to print.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from rich.console import Console

from evals.case import CASES, LIBRARIES, load_suite, locate
from evals.gates import GATES, load_gates
from evals.rendering import as_markdown, bar, show
from evals.report import as_json, make_report
from evals.run import OpenGuide, run_libraries


def evaluate(  # noqa: PLR0913 - one argument for each of the command's options
    suite: str | None,
    split: Literal["dev", "test", "all"],
    *,
    open_guide: OpenGuide,
    console: Console,
    misses: bool = False,
    kind: str | None = None,
    json_file: Path | None = None,
    markdown_file: Path | None = None,
    cases: Path = CASES,
    libraries: Path = LIBRARIES,
    gates: Path = GATES,
) -> int:
    """Ask the cases of `suite` (None: all) in `split`, print and write the report.

    `misses` lists each answer at fault, of one `kind` or of all. Progress goes to standard error if
    that is a terminal. Gives 0, or 1 if a gate was missed in the test split or no case was asked.

    Raises:
        EvalError: the cases, their library or the gates cannot be used.
        KnowledgeError: a library cannot be opened.

    """
    limits = load_gates(gates)
    chosen = [case for case in load_suite(suite, cases) if split in ("all", case.split)]
    with bar(len(chosen)) as done:
        came = run_libraries(chosen, open_guide, lambda library: locate(library, libraries), done)
    report = make_report(came, limits, suite, split)
    show(report, console, misses=misses, kind=kind)
    if json_file is not None:
        text = json.dumps(as_json(report), ensure_ascii=False, indent=1, allow_nan=False)
        json_file.write_text(text + "\n", encoding="utf-8")
    if markdown_file is not None:
        markdown_file.write_text(as_markdown(report, misses=misses, kind=kind), encoding="utf-8")
    return 0 if report.passed else 1
