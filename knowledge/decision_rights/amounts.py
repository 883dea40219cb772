"""The limits that words set around amounts: `up to`, `above`, `between … and …`, a range.

Text comes in: a clause, a table's cell, somebody's question. The one limit that it sets goes out.
`amounts_in` is here as well, for whoever compares an amount with a limit.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.figures import Amount, amounts_in, is_money
from knowledge.decision_rights.model import Limit

__all__ = ["Amount", "amounts_in", "ceiling_of", "limit_of"]

_RANGE = re.compile(r"\s*(?:[-–—]|to|and|up to|and up to)\s*", re.IGNORECASE)
_VALUE = (
    r"(?:(?:an?|the|its?) )?(?:(?:order|total|contract|list|single|annual|combined) )*"
    r"(?:(?:value|amount|sum|cost|price|maximum|limit|total)(?: of)? )?"
)
_UP_TO = re.compile(
    rf"(?:up to(?:,? and including)?|at most|as much as|max(?:imum|\.)?(?: of)?|capped at"
    rf"|limited to|(?:not?|never) (?:more|longer|higher|greater|larger|later|bigger) than"
    rf"|no(?:t|thing| ?one|body) (?:\w+ ){{0,2}}(?:above|over|beyond|exceeds?)"
    rf"|(?:not|never|must not|may not) exceed(?:ing)?|(?:to )?a limit of|≤|<=|until)\s*{_VALUE}$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?:(?<!no )(?<!not )(?:less than|fewer than)|under|below|smaller than|shorter than|<"
    rf"|beneath)\s*{_VALUE}$",
    re.IGNORECASE,
)
_OVER = re.compile(
    rf"(?:(?<!no )(?<!not )more than|above|over|exceed(?:s|ing)?|beyond|in excess of|greater than"
    rf"|(?<!no )(?<!not )(?:larger|higher|longer|older|bigger|dearer|costlier) than|>|past"
    rf"|upwards of)"
    rf"\s*{_VALUE}$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"(?:at least|from|no less than|not less than|no fewer than|not fewer than|minimum(?: of)?"
    rf"|min\.?|≥|>=|starting at)"
    rf"\s*{_VALUE}$",
    re.IGNORECASE,
)
_OR_LESS = re.compile(
    r"\W*(?:\w+ ){0,2}(?:(?:or|and) (?:less|fewer|under|below|lower)|at (?:the )?most|maximum)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\W*(?:\w+ ){0,2}(?:or|and) (?:more|over|above|upwards?|higher|beyond|worse)\b|\+",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\W*(?:at (?:the )?(?:latest|least) )?(?:before|ahead of|prior to|in advance)\b", re.IGNORECASE
)
"""`Up to two days before` is the last moment: what is less than that ahead is too late."""


def limit_of(text: str) -> Limit | None:
    """The limit that `text` sets with words such as `up to`, or by a range; the first, or None."""
    amounts = amounts_in(text)
    limit: Limit | None = None
    unit = ""
    for i, amount in enumerate(amounts):
        bound = _bound(text, amounts, i)
        if bound is None or (limit and amount.unit != unit):
            continue
        if limit is None:
            limit, unit = bound, amount.unit
        elif limit.up_to is None and bound.up_to is not None and bound.up_to > (limit.over or 0):
            return Limit(bound.up_to, limit.over, unit, bound.below)
        elif limit.over is None and bound.over is not None and bound.over < (limit.up_to or 0):
            return Limit(limit.up_to, bound.over, unit, limit.below)
    return limit


def ceiling_of(text: str) -> Limit | None:
    """The limit of a text that gives an amount for one, such as the cell `£500` under `Limit`."""
    limit, amounts = limit_of(text), amounts_in(text)
    if amounts and (limit is None or limit.unit != amounts[0].unit):
        return Limit(up_to=amounts[0].value, unit=amounts[0].unit)
    return limit


def _bound(text: str, amounts: tuple[Amount, ...], i: int) -> Limit | None:
    """What the words at one amount make of it; None where they set no limit."""
    amount = amounts[i]
    before, after = text[max(0, amount.start - 80) : amount.start], text[amount.end :]
    if i + 1 < len(amounts) and amounts[i + 1].unit == amount.unit:
        between = text[amount.end : amounts[i + 1].start]
        opened = re.search(r"\b(?:between|from)\s*$", before, re.IGNORECASE)
        if _RANGE.fullmatch(between) and (opened or not re.search(r"and", between)):
            return Limit(amounts[i + 1].value, _just_below(amount), amount.unit)
    if _AHEAD.match(after) and _UP_TO.search(before):
        return Limit(over=_just_below(amount), unit=amount.unit)
    for pattern, limit in (
        (_UP_TO, Limit(up_to=amount.value, unit=amount.unit)),
        (_BELOW, Limit(up_to=amount.value, unit=amount.unit, below=True)),
        (_OVER, Limit(over=amount.value, unit=amount.unit)),
        (_LEAST, Limit(over=_just_below(amount), unit=amount.unit)),
    ):
        if pattern.search(before):
            return limit
    if _OR_LESS.match(after):
        return Limit(up_to=amount.value, unit=amount.unit)
    if _OR_MORE.match(after):
        return Limit(over=_just_below(amount), unit=amount.unit)
    return None


def _just_below(amount: Amount) -> float:
    """The bound over which an amount is the first: a band from 5,001 begins above 5,000."""
    whole = amount.value.is_integer()
    if whole and (not is_money(amount.unit) or amount.value % 10 == 1):
        return amount.value - 1
    return round(amount.value - 0.01, 2)
