"""A run as people read it: what each fault did, and the count beside its targets."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.model import Standing, Target
from bench.rendering import STYLES
from proof.model import Asked, Outcome

NONE = Target(0)
SOME = Target(1, below=False)
FEW = Target(0.01)
"""Or a server that refuses everything, or says of everything that it failed, would lose nothing."""
MEMORY = Target(1.1)
USUAL_AGAIN = Target(10)

Row = tuple[str, float, Target | None]


def rows(outcome: Outcome) -> Iterator[Row]:
    """The count, each figure with its target; without one it is there to look at."""
    asked = list(outcome.ledger.asked.values())
    taken = [each for each in asked if each.acknowledged is not None]
    yield "questions", len(asked), SOME
    yield "acknowledged", len(taken), None
    yield "acknowledged and never answered", sum(each.lost for each in taken), NONE
    yield "answered twice", sum(each.doubled for each in asked), NONE
    told = [each for each in taken if each.notices and not each.answers]
    yield "told to ask again instead, share", len(told) / max(1, len(taken)), FEW
    yield "never acknowledged, share", 1 - len(taken) / max(1, len(asked)), FEW
    yield "restricted passages shown to others", len(outcome.ledger.leaks), NONE
    yield "the same shown to those who may", outcome.ledger.rightly, SOME
    yield "inventions of the model shown", outcome.ledger.invented, NONE
    yield "messages to nobody's question", outcome.ledger.unknown, NONE
    yield "refused by Slack or Teams", outcome.refused, NONE
    yield "damaged files in an index at the end", len(outcome.corrupt), NONE
    yield "replicas with old documents at the end", outcome.stale, NONE
    yield "replicas that ended by themselves", outcome.died, NONE
    again = max((each.usual_after for each in outcome.aftermaths), default=0.0)
    yield "usual again after a fault, slowest, s", again, USUAL_AGAIN
    if not isnan(ratio := outcome.memory_ratio()):
        yield "memory at the end, by minute 5", ratio, MEMORY


def passed(outcome: Outcome) -> bool:
    """Whether no target was missed."""
    judged = ((value, target) for _, value, target in rows(outcome) if target)
    return all(target.judge(value) is Standing.PASS for value, target in judged)


def show(outcome: Outcome, console: Console, load: float) -> None:
    """Print both tables, and what was left out."""
    faults = Table(box=box.SIMPLE, title="What each fault did")
    faults.add_column("at, s", justify="right")
    faults.add_column("fault", no_wrap=True)
    for name in ("lasted, s", "questions", "p95, s", "slowest, s", "usual after, s"):
        faults.add_column(name, justify="right")
    for each in outcome.aftermaths:
        spell = each.spell
        standing = USUAL_AGAIN.judge(each.usual_after)
        faults.add_row(
            f"{spell.began - outcome.began:.0f}",
            spell.name,
            f"{spell.ended - spell.began:.1f}",
            str(each.asked),
            f"{each.p95_s:.2f}",
            f"{each.slowest_s:.1f}",
            f"{each.usual_after:.1f}",
            style=STYLES[standing],
        )
    count = Table("figure", "value", "target", "", box=box.SIMPLE, title="The count")
    for name, value, target in rows(outcome):
        judged = target.judge(value) if target else None
        style = STYLES[judged] if judged else None
        count.add_row(name, f"{value:.4g}", str(target or "–"), judged or "", style=style)
    console.print(faults)
    console.print(count)
    console.print(
        f"An answer is usual within {outcome.bound_s:.2f} s; {outcome.ended - outcome.began:.0f} s "
        f"of load; load average of the machine {load:.1f}."
    )
    for line in (*outcome.left_out, *outcome.corrupt, *outcome.ledger.leaks[:20], *_wrong(outcome)):
        console.print(escape(line), highlight=False)


def _wrong(outcome: Outcome) -> Iterator[str]:
    """The questions that were lost or answered twice, with moments to look for in the logs."""

    def moments(asked: Asked) -> str:
        return ", ".join(f"{at - outcome.began:.1f} s" for at in asked.answers) or "never"

    for asked in outcome.ledger.asked.values():
        if asked.lost or asked.doubled:
            at = f"{asked.at - outcome.began:.1f} s"
            yield f"{asked.platform} {asked.name}: asked at {at}, answered {moments(asked)}"
