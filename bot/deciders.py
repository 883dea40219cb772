"""Who decides something, and who else takes part in it: rights of many roles become `Deciders`.

Comes in: an inquiry and the rights that it may be about. Goes out: who takes which part in one
matter, or None where no right is about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.asked_amounts import amounts_asked, is_within
from bot.deciding import NAMED, Match, Matches
from bot.intents import part_asked
from bot.model import Inquiry
from bot.verdict import AGREED_TO, CLOSE, NAMES_ALL, same_matter
from knowledge.decision_rights.model import DecisionRight, Part
from knowledge.lexical import stems

SURE_OF_WHO = 0.55
SURE_OF_EXACT_WHO = 0.2
"""How sure it must be that a right is what is asked; less so for one that names the very thing."""

MEASURED = 3.0
"""What it is worth, of rights of many roles, that a limit covers the amounts asked about."""

SLIGHTLY = 0.25
"""How much less of what is asked a matter may name that has a decider, beside one that has none."""


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who takes part in one decision: `decide`, `agree`, `propose` and `consulted`, best first.

    `asked` are those who take another `part` that was asked for.
    """

    action: str
    decide: tuple[Match, ...]
    agree: tuple[Match, ...] = ()
    propose: tuple[Match, ...] = ()
    consulted: tuple[Match, ...] = ()
    part: Part = Part.DECIDES
    asked: tuple[Match, ...] = ()


def who_decides(inquiry: Inquiry, matches: Matches) -> Deciders | None:
    """Who decides what the inquiry asks about; None where no right is about it.

    The best matter that has a decider counts, of those that are about as good as the best of all;
    whose approval somebody needs is told where nobody is said to decide.
    """
    best = next(iter(matches.found), None)
    exact = best is not None and best.covered >= NAMES_ALL
    if best is None or matches.sureness < (SURE_OF_EXACT_WHO if exact else SURE_OF_WHO):
        return None
    amounts = amounts_asked(inquiry.question)
    part = part_asked(inquiry.question.text)
    measured = [(m, is_within(m.right, amounts)) for m in matches.found]
    worth = {
        m: m.fit + NAMED * m.covered + (MEASURED if within else 0)
        for m, within in measured
        if within is not False
    }
    fitting = sorted(worth, key=lambda match: -worth[match])
    lead = max((match.fit for match in fitting), default=0.0)
    approved: tuple[Deciders, float] | None = None
    for best in fitting:
        if lead - best.fit > CLOSE:
            break
        found = _deciders(best, fitting, part, bounded=bool(amounts))
        if not found:
            continue
        if found.asked or any(match.right.part is Part.DECIDES for match in found.decide):
            if not approved or best.covered + SLIGHTLY >= approved[1]:
                return found
        elif not approved:
            approved = found, best.covered
    return approved[0] if approved else None


def _deciders(
    best: Match, fitting: Sequence[Match], part: Part, *, bounded: bool
) -> Deciders | None:
    """Who takes part in the matter of a right; None if nobody takes the part asked for."""
    group = same_matter(best, fitting)
    deciding = [match for match in group if match.right.part is Part.DECIDES]
    if bounded:
        deciding.sort(key=lambda match: _ceiling(match.right))
    approving = [
        match for match in group if match.right.level in AGREED_TO and match.right.approver
    ]
    asked = [match for match in group if match.right.part is part is not Part.DECIDES]
    if part is not Part.DECIDES and not asked and (part is not Part.PERFORMS or not deciding):
        return None
    if not (deciding or approving or asked):
        return None
    return Deciders(
        best.right.action,
        tuple(_once(deciding or approving, decider)),
        tuple(_once(m for m in group if m.right.part is Part.AGREES)),
        tuple(_once(m for m in group if m.right.part is Part.PROPOSES)),
        tuple(_once(m for m in group if m.right.part is Part.CONSULTED)),
        part,
        tuple(_once(asked)),
    )


def _ceiling(right: DecisionRight) -> float:
    """Up to where a right goes."""
    limit = right.limit
    return limit.up_to if limit and limit.up_to is not None else float("inf")


def decider(right: DecisionRight) -> str:
    """Who decides by a right: its holder, or whose approval the holder needs."""
    return right.holder if right.part is Part.DECIDES else right.approver


def _holder(right: DecisionRight) -> str:
    """Whose right it is."""
    return right.holder


def _once(
    found: Iterable[Match], name_in: Callable[[DecisionRight], str] = _holder
) -> Iterator[Match]:
    """The first match of each name."""
    seen: set[str] = set()
    for match in found:
        name = _plain(name_in(match.right))
        if name not in seen:
            seen.add(name)
            yield match


def _plain(name: str) -> str:
    """A holder's name for comparing."""
    return " ".join(sorted(stems(name)))
