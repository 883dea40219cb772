"""The amounts that a question is about, held against the limits of rights.

Comes in: a question, and rights with limits. Goes out: amounts with their units, and whether they
are within a limit. Nothing is converted but spans of time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.model import Question
from knowledge.decision_rights.figures import Amount, amounts_in, is_money
from knowledge.decision_rights.model import DecisionRight
from knowledge.lexical import stems

DAYS = {
    "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "quarter": 91.0,
    "year": 365.0,
}  # fmt: skip
"""Spans of time in days."""

SHORT = re.compile(r"[\d.,]+\s?k\b", re.IGNORECASE)
"""Thousands as people write sums in chat."""

BOUNDING = re.compile(
    r"\b(?:up to|at most|not? (?:more|longer) than|not exceeding|for a (?:period|maximum)"
    r"|(?:per|an?|each|any(?: one)?|one) (?:person|week|month|year|quarter|day|order|time|case))\b",
    re.IGNORECASE,
)

SPELT = tuple(
    (re.compile(pattern, re.IGNORECASE), figure)
    for pattern, figure in (
        (r"\ba fortnight\b", "14 days"),
        (r"\bhalf an hour\b", "30 minutes"),
        (r"\bhalf a (?:day)\b", "12 hours"),
        (r"\bhalf a year\b", "6 months"),
        (r"\ba dozen\b", "12"),
        (r"\ba couple of\b", "2"),
        (
            r"\b(for|by|of|over) an? (?:whole |full )?(minute|hour|day|week|month|quarter|year)\b",
            r"\1 1 \2",
        ),
    )
)
"""Amounts that a question spells, and how they are written in figures."""


def amounts_asked(question: Question) -> tuple[Amount, ...]:
    """The amounts that a question is about; a bare number has the unit that was used last."""
    text = in_figures(question.text)
    found = tuple(_as_money(amount, text) for amount in amounts_in(text))
    if any(amount.unit for amount in found) or not question.history:
        return found
    units = [a.unit for turn in question.history for a in amounts_in(turn) if a.unit]
    return amounts_in(f"{question.text.rstrip(' ?.!')} {units[-1]}") if units else ()


def _as_money(amount: Amount, text: str) -> Amount:
    """An amount without the noun after it where `4k` of it can be money: `a 4k order`."""
    short = SHORT.match(text[amount.start : amount.end])
    counted = amount.unit and not is_money(amount.unit) and amount.unit not in DAYS
    return replace(amount, unit="") if short and counted else amount


def in_figures(text: str) -> str:
    """A text with amounts such as `a fortnight` and `for an hour` in figures."""
    for pattern, figure in SPELT:
        text = pattern.sub(figure, text)
    return text


@lru_cache(maxsize=1 << 14)
def without_bounds(action: str) -> frozenset[str]:
    """The stems of an action without the amounts in it, and the words around these."""
    for amount in reversed(amounts_in(action)):
        action = f"{action[: amount.start]} {action[amount.end :]}"
    return frozenset(stems(BOUNDING.sub(" ", action)))


def values_in(right: DecisionRight, amounts: Sequence[Amount]) -> list[float]:
    """The amounts asked about in the unit of a right's limit; another span of time is converted."""
    unit = right.limit.unit if right.limit else ""
    told = [amount.value for amount in amounts if same_unit(amount.unit, unit)]
    if told or unit not in DAYS:
        return told
    days = DAYS | {"week": 5.0} if "working" in right.clause.text else DAYS
    return [a.value * days[a.unit] / days[unit] for a in amounts if a.unit in days]


def is_within(right: DecisionRight, amounts: Sequence[Amount]) -> bool | None:
    """Whether the amounts asked about are within a right's limit; None where they don't meet."""
    limit = right.limit
    if limit is None:
        return None
    told = values_in(right, amounts)
    if not told and is_money(limit.unit) and any(is_money(a.unit) for a in amounts):
        return False  # another currency: how much that is nobody here can say
    return all(map(limit.covers, told)) if told else None


def same_unit(asked: str, given: str) -> bool:
    """Whether two units measure the same; a bare number may be of any."""
    return asked in {given, ""}
