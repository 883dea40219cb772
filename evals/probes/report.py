"""Probes asked and added up: right and wrong ones by kind, beside the gate.

A `ProbeReport` is all that is said of a library's probes; `as_json` gives it to machines,
`rendering` shows it to people. Asking and scoring one answer is the evaluation's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.case import Case
from evals.gates import Gate, Standing
from evals.metrics import Json
from evals.probes.making import Probe, ProbeKind
from evals.run import Outcome, run
from evals.summary import Score, Scored, Unscored, share


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe with what the bot made of it."""

    probe: Probe
    outcome: Outcome

    @property
    def right(self) -> bool:
        """Whether the level given is one that is right."""
        return self.outcome.score.level in self.probe.levels


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of the probes of one kind, or of all: right, and a yes where there is none."""

    name: str
    right: Score
    false_yes: Score


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All that is said of a library's probes; the last of `lines` is over all kinds."""

    library: str
    rights: int
    probed: tuple[Probed, ...]
    lines: tuple[Line, ...]
    gate: Gate | None

    @property
    def standing(self) -> Standing | None:
        """How the share of right ones stands to its gate; None without a gate."""
        return self.gate.judge(self.lines[-1].right) if self.gate else None

    @property
    def passed(self) -> bool:
        """Whether something was asked, and no gate was missed."""
        return bool(self.probed) and self.standing in (None, Standing.PASS)

    def misses(self, kind: str | None = None) -> tuple[Probed, ...]:
        """Give the probes that were answered wrongly, of one `kind` or of all."""
        return tuple(
            one for one in self.probed if not one.right and kind in (None, one.probe.kind.value)
        )


def ask(
    probes: Sequence[Probe],
    answer: Callable[[Case], Json],
    done: Callable[[], None] = lambda: None,
) -> tuple[Probed, ...]:
    """Put all `probes` to the bot, which gives an answer in the contract's JSON form.

    `done` is called after each. One at which the bot raises an error is a wrong one.
    """
    came = run([one.case for one in probes], answer, done=done)
    return tuple(map(Probed, probes, came.outcomes))


def report_on(
    probed: tuple[Probed, ...], library: str, rights: int, gate: Gate | None
) -> ProbeReport:
    """Add `probed` up; `rights` is how many the documents of `library` give."""
    lines = [
        _line(kind.value, found)
        for kind in ProbeKind
        if (found := [one for one in probed if one.probe.kind is kind])
    ]
    return ProbeReport(library, rights, probed, (*lines, _line("all", probed)), gate)


def as_json(report: ProbeReport) -> dict[str, Any]:
    """Give the report as plain data: the figures by kind, and every probe with its answer."""
    return {
        "library": report.library,
        "rights": report.rights,
        "passed": report.passed,
        "target": report.gate.model_dump(exclude_none=True) if report.gate else None,
        "standing": report.standing.value if report.standing else None,
        "kinds": {
            line.name: {"right": _score(line.right), "false_yes": _score(line.false_yes)}
            for line in report.lines
        },
        "probes": [
            {
                "id": one.probe.case.id,
                "kind": one.probe.kind.value,
                "question": one.probe.case.question,
                "asker": one.probe.case.asker.role,
                "expected": list(one.probe.levels),
                "given": one.outcome.score.level,
                "right": one.right,
                "said": one.outcome.answer["text"],
                "error": one.outcome.error,
                "gold": [entry.model_dump() for entry in one.probe.case.gold],
            }
            for one in report.probed
        ],
    }


def _line(name: str, probed: Sequence[Probed]) -> Line:
    return Line(
        name,
        share((one.right for one in probed), "probes"),
        share((one.outcome.score.false_yes for one in probed), "probes without a yes"),
    )


def _score(score: Score) -> dict[str, Any]:
    match score:
        case Unscored(reason):
            return {"unscored": reason}
        case Scored(value, n, interval):
            return {"value": value, "n": n, "interval": list(interval) if interval else None}
