"""The whole of `remit eval probes`: make probes of a library, ask, add up, report.

The terminal adapter hands in what it alone knows: the bot over the documents, and where to print.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from rich.console import Console

from bot.model import Answer, Question
from evals.case import Group
from evals.gates import GATES, PROBES, load_gates
from evals.probes.making import probes_of
from evals.probes.rendering import as_markdown, show
from evals.probes.report import as_json, ask, report_on
from evals.rendering import bar
from knowledge.decision_rights.model import DecisionRight
from knowledge.model import Library


class ProbedGuide(Protocol):
    """What is asked of the bot over the library that the probes are made from."""

    @property
    def library(self) -> Library:
        """The documents and roles."""
        ...

    @property
    def rights(self) -> tuple[DecisionRight, ...]:
        """The decision rights in force, in the order of the clauses."""
        ...

    def answer(self, question: Question) -> Answer:
        """Answer `question`; silence is an answer too."""
        ...


def probe_library(  # noqa: PLR0913 - one argument for each of the command's options
    guide: ProbedGuide,
    name: str,
    group: Group,
    *,
    console: Console,
    misses: bool = False,
    kind: str | None = None,
    json_file: Path | None = None,
    markdown_file: Path | None = None,
    gates: Path = GATES,
) -> int:
    """Make probes of the documents behind `guide`, ask them, print and write the report.

    `name` is what the documents are called and `group` says which gate is theirs; `misses` lists
    each probe answered wrongly, of one `kind` of probe or of all. Gives 0, or 1 if the gate was
    missed or the documents give nothing to ask.

    Raises:
        EvalError: the gates cannot be used.

    """
    gate = load_gates(gates).get(group, {}).get(PROBES)
    probes = probes_of(guide.library, guide.rights)
    with bar(len(probes)) as done:
        probed = ask(probes, lambda case: guide.answer(case.as_question()).as_json(), done)
    report = report_on(probed, name, len(guide.rights), gate)
    show(report, console, misses=misses, kind=kind)
    if json_file is not None:
        text = json.dumps(as_json(report), ensure_ascii=False, indent=1, allow_nan=False)
        json_file.write_text(text + "\n", encoding="utf-8")
    if markdown_file is not None:
        markdown_file.write_text(as_markdown(report, misses=misses, kind=kind), encoding="utf-8")
    return 0 if report.passed else 1
