"""A run added up: figures beside their gates, tables of parts and of decisions, and the misses.

A `Report` is all that is said of a run; `plain` gives it to machines, `rendering`, `page` and
`junit` show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from evals.case import DECISION_KINDS, GROUPS, Group, Level, Split
from evals.gates import Gate, Gates, Standing
from evals.metrics import FAILED, CaseScore
from evals.run import Outcome, Run, Skipped
from evals.silence import Curve, curve
from evals.summary import METRICS, Metric, Score, summarise

SAID = 300
"""How many characters of an answer a miss shows."""

BROKEN_DOWN = (
    "evidence",
    "precision",
    "points",
    "mix_up",
    "wrong_silence",
    "wrong_speech",
    "clarification",
)
"""The metrics shown by kind, library and split."""

DECIDED = ("verdict", "false_yes", "yes_on_silence", "approver", "who_decides", "comparison")
"""The metrics of decisions and of what belongs to them, shown by library."""


@dataclass(frozen=True, slots=True)
class Row:
    """A metric's score beside its gate; without a gate there is no standing."""

    metric: Metric
    score: Score
    gate: Gate | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Headline:
    """All metrics over one group of libraries in one split. Only `test` has gates that bind."""

    group: Group
    split: Split
    cases: int
    rows: tuple[Row, ...]

    @property
    def missed(self) -> bool:
        """Whether a gate that binds is not passed."""
        return self.split == "test" and any(
            row.standing not in (None, Standing.PASS) for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Some metrics over the cases that are alike in one thing; `missed` of them have a fault."""

    name: str
    cases: int
    missed: int
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How often each level was `given` to the decisions whose right one is `wanted`."""

    wanted: str
    given: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is said of a run.

    `parts` are by `kind`, `library` and `split`; `decisions` by library, of those with a decision
    metric alone; `verdicts` by the level wanted, in the contract's order.
    """

    suite: str
    split: str
    headlines: tuple[Headline, ...]
    parts: Mapping[str, tuple[Part, ...]]
    decisions: tuple[Part, ...]
    verdicts: tuple[Verdicts, ...]
    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...]
    curve: Curve | None = None

    @property
    def passed(self) -> bool:
        """Whether something was asked, and no gate that binds was missed."""
        return bool(self.outcomes) and not any(one.missed for one in self.headlines)

    def misses(self, kind: str | None = None) -> tuple[Outcome, ...]:
        """Give the outcomes that have a fault, of one `kind` or of all."""
        return tuple(
            one for one in self.outcomes if one.score.misses and kind in (None, one.score.case.kind)
        )


def severity(outcome: Outcome) -> tuple[int, ...]:
    """Give a key by which the worst miss sorts first.

    A yes that is not in the documents is worst, then a bot that failed, then speech where silence
    is right, another role's document, a wrong verdict, needless silence, then the number of faults.
    """
    score = outcome.score
    faults = (
        score.false_yes is True,
        score.status == FAILED,
        score.silence_expected and not score.silent,
        score.mixed_up is True,
        score.verdict is False,
        not score.in_turn,
    )
    return (*(-int(fault) for fault in faults), -len(score.misses))


def make_report(run: Run, gates: Gates, suite: str | None, split: str) -> Report:
    """Add `run` up, the gates beside it; `suite` and `split` say what was asked."""
    scores = [one.score for one in run.outcomes]
    return Report(
        suite=suite or "all",
        split=split,
        headlines=tuple(_headlines(scores, gates)),
        parts={
            "kind": _parts((one.case.kind, one) for one in scores),
            "library": _parts((one.case.library, one) for one in scores),
            "split": _parts((one.case.split, one) for one in scores),
        },
        decisions=_parts(
            ((one.case.library, one) for one in scores if one.case.kind in DECISION_KINDS), DECIDED
        ),
        verdicts=tuple(_verdicts(scores)),
        outcomes=run.outcomes,
        skipped=run.skipped,
        curve=curve(scores),
    )


def _headlines(scores: Sequence[CaseScore], gates: Gates) -> Iterable[Headline]:
    splits: tuple[Split, ...] = ("test", "dev")
    for split in splits:
        for group in GROUPS:
            chosen = [one for one in scores if (one.case.split, one.case.group) == (split, group)]
            if chosen:
                rows = tuple(_rows(chosen, gates.get(group, {})))
                yield Headline(group, split, len(chosen), rows)


def _rows(scores: Sequence[CaseScore], gates: Mapping[str, Gate]) -> Iterable[Row]:
    found = summarise(scores)
    for metric in METRICS:
        gate, score = gates.get(metric.name), found[metric.name]
        yield Row(metric, score, gate, gate.judge(score) if gate else None)


def _parts(
    named: Iterable[tuple[str, CaseScore]], metrics: Sequence[str] = BROKEN_DOWN
) -> tuple[Part, ...]:
    gathered: dict[str, list[CaseScore]] = {}
    for name, score in named:
        gathered.setdefault(name, []).append(score)
    return tuple(
        Part(
            name=name,
            cases=len(scores),
            missed=sum(bool(one.misses) for one in scores),
            scores=summarise(scores, metrics),
        )
        for name, scores in sorted(gathered.items())
    )


def _verdicts(scores: Sequence[CaseScore]) -> Iterable[Verdicts]:
    for wanted in get_args(Level):
        given = Counter(one.level for one in scores if one.level and one.case.verdict == wanted)
        if given:
            yield Verdicts(wanted, dict(sorted(given.items())))
