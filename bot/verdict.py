"""Whether a role may do something: rights become a verdict.

Comes in: an inquiry and the rights that it may be about. Goes out: a `Ruling`, with the clauses
that it rests on, or None where the documents do not say. Silence is never a yes: without a right
that fits nothing is specified, and an amount beyond a limit is beyond the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.asked_amounts import amounts_asked, is_within, values_in, without_bounds
from bot.deciding import Match, Matches
from bot.intents import action_in, asks_to_qualify
from bot.model import Inquiry, Passage, Verdict
from bot.qualifiers import numbered
from knowledge.decision_rights.figures import Amount
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.lexical import stems

SURE = 0.2
SURE_UNNAMED = 0.5
SURE_OF_YES = 0.8
SURE_OF_NAMED_YES = 0.6
SURE_OF_EXACT_YES = 0.4
"""How sure it must be that a right is what is asked; surer where it names nothing of that, and
where it means yes to somebody, but for one that names what the documents surely speak of. Measured
on questions about organisations left out of training."""

ANSWERED = 0.4
"""How likely the documents must speak of a matter for a yes, or for a right that names nothing of
what is asked."""

SHOWN = 0.28
"""The same for their nearest to be shown beside silence."""

NAMES, SPOKEN_OF, NAMES_ALL = 0.5, 0.5, 0.9
"""How much of what is asked a right names, and how likely the documents answer, for a surer yes;
and how much it names if it says the very thing."""

SAME = 0.6
"""Share of words that two actions have in common if they are one matter."""

CLOSE = 2.5
"""How far behind the best a matter may be whose decider is told instead."""

COMMON = 0.75
"""Share of the words of the shorter of two actions that the other has if they are one thing."""

APPROVED_ABOVE = {Level.MANAGER_APPROVAL, Level.RECOMMEND_ONLY, Level.NOT_AUTHORIZED}
"""Levels that cannot hold beside a right to decide alone."""

AGREED_TO = {Level.MANAGER_APPROVAL, Level.TEAM_APPROVAL}
"""Levels at which somebody else has to agree."""

CONFLICT = "conflict"
NOT_SPECIFIED = "not_specified"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the rights that it rests on, the telling one first; of silence there are none.

    `beyond` says that what is asked goes beyond the limit of the first right, and no other says who
    decides then. `near` are the passages nearest to what the documents leave open, if they speak of
    it at all, and `looked` those that were looked at in vain.
    """

    verdict: Verdict
    rights: tuple[Match, ...]
    beyond: bool = False
    near: tuple[Passage, ...] = ()
    looked: tuple[Passage, ...] = ()


def rule(inquiry: Inquiry, matches: Matches) -> Ruling | None:
    """The verdict on what the inquiry's one role may do: a level, or that it is not specified.

    None where the question is not for the rights to answer, such as whether somebody qualifies.
    """
    if asks_to_qualify(inquiry.question.text):
        return None
    return _ruled(inquiry, matches) or _unspoken(inquiry, matches)


def _ruled(inquiry: Inquiry, matches: Matches) -> Ruling | None:
    """The verdict by the rights; None where no right is about it."""
    best = next(iter(matches.found), None)
    if best is None or matches.sureness < (SURE if best.covered else SURE_UNNAMED):
        return None
    if not best.covered and matches.answered < ANSWERED:
        return None
    role = inquiry.roles[0]
    amounts = amounts_asked(inquiry.question)
    group = same_matter(best, matches.found)
    told = _telling(group, matches.found, amounts)
    if told is None:
        return None
    telling, beyond = told
    telling = _stricter(telling, group)
    action = telling.right.action
    against = next((m for m in group if _contradicts(telling.right, m.right)), None)
    if against is None or beyond:
        against = _other_bound(telling, matches.found, amounts)
    if against:
        verdict = Verdict(CONFLICT, role.title, action)
        return Ruling(verdict, (telling, against))
    level, approver = telling.right.level, telling.right.approver
    doubtful = not _is_sure_of_yes(matches, telling)
    if telling.right.level is Level.INDEPENDENT and doubtful and not beyond:
        return None
    if beyond:
        level, approver = Level.MANAGER_APPROVAL, ""
    elif level is Level.NOT_AUTHORIZED and _may_propose(telling, group):
        level = Level.RECOMMEND_ONLY
    verdict = Verdict(level.value, role.title, action, approver)
    return Ruling(verdict, (telling,), beyond)


def _is_sure_of_yes(matches: Matches, telling: Match) -> bool:
    """Whether it is sure enough that a right is what is asked for a yes by it."""
    if telling.covered >= NAMES_ALL:
        return matches.sureness >= SURE_OF_EXACT_YES and matches.answered >= SHOWN
    if telling.covered >= NAMES and matches.answered >= SPOKEN_OF:
        return matches.sureness >= SURE_OF_NAMED_YES
    return matches.sureness >= SURE_OF_YES and matches.answered >= ANSWERED


def _unspoken(inquiry: Inquiry, matches: Matches) -> Ruling:
    """That the documents leave open what is asked, with what they say that is nearest."""
    verdict = Verdict(NOT_SPECIFIED, inquiry.roles[0].title, action_in(inquiry.subject))
    near = matches.near if matches.answered >= SHOWN else ()
    return Ruling(verdict, (), near=near, looked=matches.near)


def lacks_decider(ruling: Ruling | None) -> bool:
    """Whether a verdict withholds a decision, and its clause does not say who takes it."""
    verdict = ruling.verdict if ruling else None
    return bool(verdict and verdict.level == Level.NOT_AUTHORIZED and not verdict.approver)


def with_decider(ruling: Ruling, everybodys: Matches) -> Ruling:
    """The same with who decides what the role may not, where another clause says so."""
    telling = ruling.rights[0].right
    for match in everybodys.found:
        right = match.right
        decides = right.part is Part.DECIDES and right.level is Level.INDEPENDENT
        same = _mostly(frozenset(stems(telling.action)), frozenset(stems(right.action)), least=2)
        if decides and right.role != telling.role and same:
            verdict = replace(ruling.verdict, approver=right.holder)
            return replace(ruling, verdict=verdict, rights=(*ruling.rights, match))
    return ruling


def _mostly(one: frozenset[str], other: frozenset[str], least: int = 1) -> bool:
    """Whether one of two sets of stems, of `least` at least, is mostly part of the other."""
    fewer = min(len(one), len(other))
    return fewer >= least and len(one & other) >= COMMON * fewer


def same_matter(best: Match, found: Sequence[Match]) -> list[Match]:
    """The rights about what the best one is about, best first: of its clause, or worded like it."""
    return [
        match
        for match in found
        if match.right.clause.id == best.right.clause.id
        or _alike(best.right.action, match.right.action) >= SAME
    ]


def _telling(
    group: Sequence[Match], found: Sequence[Match], amounts: Sequence[Amount]
) -> tuple[Match, bool] | None:
    """The right of a matter that holds for the amounts asked about, and whether they are beyond it.

    One that is about as good and has a limit in their unit tells more than one without, or one for
    other amounts. None if all are for those, or for another currency.
    """
    best = group[0]
    if is_within(best.right, amounts):
        return best, False
    close = [m for m in found if best.fit - m.fit <= CLOSE and m.right.level in AGREED_TO]
    close = [*group, *close]
    within = next((match for match in close if is_within(match.right, amounts)), None)
    if is_within(best.right, amounts) is None:
        stricter = within and best.right.level is Level.INDEPENDENT is not within.right.level
        return (within if within and stricter else best), False
    if within:
        return within, False
    limit = best.right.limit
    above = limit is not None and any(
        limit.up_to is not None and value >= limit.up_to for value in values_in(best.right, amounts)
    )
    if not above:
        return None
    return best, best.right.level is Level.INDEPENDENT


def _contradicts(right: DecisionRight, other: DecisionRight) -> bool:
    """Whether two rights of one role about one matter cannot both hold."""
    if right.clause.document == other.clause.document or right.limit != other.limit:
        return False
    if right.condition != other.condition and (right.condition and other.condition):
        return False
    if numbered(right.action) != numbered(other.action):
        return False
    levels = {right.level, other.level}
    apart = Level.INDEPENDENT in levels and bool(levels & APPROVED_ABOVE)
    return apart and _alike(right.action, other.action) >= SAME


def _other_bound(telling: Match, found: Sequence[Match], amounts: Sequence[Amount]) -> Match | None:
    """A right of the same holder to the same, up to another limit that the amounts tell apart.

    Two documents disagree if what one lets the holder decide is beyond the other's limit.
    """
    right = telling.right
    own = [m for m in found if m.right.holder == right.holder and _bounds(m.right)]
    for match in own if _bounds(right) else ():
        other = match.right
        apart = {is_within(right, amounts), is_within(other, amounts)} == {True, False}
        if apart and other.clause.document != right.clause.document and _same_thing(right, other):
            return match
    return None


def _bounds(right: DecisionRight) -> bool:
    """Whether a right lets its holder decide up to an amount."""
    limit = right.limit
    return right.level is Level.INDEPENDENT and limit is not None and limit.up_to is not None


def _same_thing(right: DecisionRight, other: DecisionRight) -> bool:
    """Whether two rights are to the same thing, but for the amounts that they name."""
    same_unit = right.limit and other.limit and right.limit.unit == other.limit.unit
    return bool(same_unit) and _mostly(without_bounds(right.action), without_bounds(other.action))


def _stricter(telling: Match, group: Sequence[Match]) -> Match:
    """A right alone gives way to one about the same that takes the agreement of colleagues.

    Who may decide and who has to agree are often told in different places; both hold.
    """
    if telling.right.level is not Level.INDEPENDENT:
        return telling
    for match in group:
        agreed = (
            match.right.level is Level.TEAM_APPROVAL and match.right.limit == telling.right.limit
        )
        if agreed and _alike(telling.right.action, match.right.action) >= SAME:
            return match
    return telling


def _may_propose(telling: Match, group: Sequence[Match]) -> bool:
    """Whether the clause that gives a decision to others lets the role propose the same."""
    return any(
        match.right.clause.id == telling.right.clause.id
        and match.right.level is Level.RECOMMEND_ONLY
        and match.covered >= telling.covered
        for match in group
    )


def _alike(one: str, other: str) -> float:
    """The share of their words that two actions have in common (Dice), 0 to 1."""
    first, second = set(stems(one)), set(stems(other))
    return 2 * len(first & second) / ((len(first) + len(second)) or 1)
