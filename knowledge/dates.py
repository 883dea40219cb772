"""Dates as documents write them: `2024-03-01`, `1 March 2024`, `March 2024`, `Q1 2024`, `2024`.

A text comes in, the last day of what it names goes out. Numbers that are no dates do not count.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_I = re.IGNORECASE
_MONTHS = {
    name[:3].lower(): number
    for number, name in enumerate(
        "January February March April May June July August September October November"
        " December".split(),
        1,
    )
}
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_DATES = tuple(
    re.compile(pattern, _I)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?![\d])",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH},? (?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<one>\d{1,2})[/.](?P<other>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b",
        r"\bQ(?P<quarter>[1-4])[ /-]?(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)\b",
    )
)


def date_in(text: str) -> date | None:
    """The first date in a text; the last day of what it names (`March 2024`, `2024`), or None.

    Where day and month could be either, the later day is meant.
    """
    for pattern in _DATES:
        if (match := pattern.search(text)) and (day := _day_of(match.groupdict())):
            return day
    return None


def _day_of(parts: dict[str, str | None]) -> date | None:
    """The last day of what a date's parts name; None if there is no such day."""
    year = int(parts["year"] or 0)
    if parts.get("one") and parts.get("other"):
        one, other = int(parts["one"] or 0), int(parts["other"] or 0)
        days = [_date(year, month, day) for day, month in ((one, other), (other, one))]
        return max((day for day in days if day), default=None)
    if parts.get("quarter"):
        return _date(year, 3 * int(parts["quarter"] or 0), None)
    if parts.get("month"):
        month = _MONTHS[str(parts["month"])[:3].lower()]
    else:
        month = int(parts.get("number") or 12)
    return _date(year, month, int(parts["day"] or 0) if parts.get("day") else None)


def _date(year: int, month: int, day: int | None) -> date | None:
    """That day, or the month's last; None if there is no such day."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, day or last) if (day or last) <= last else None
