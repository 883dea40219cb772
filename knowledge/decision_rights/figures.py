"""Amounts of money, time and things in a text, each with its unit.

Text comes in, amounts go out in its order. Numbers that measure nothing (a year, a section's
number, a grade) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "$": "USD", "usd": "USD", "us$": "USD", "dollar": "USD", "buck": "USD", "quid": "GBP",
    "chf": "CHF", "franc": "CHF", "¥": "JPY", "jpy": "JPY", "yen": "JPY", "₹": "INR",
    "inr": "INR", "rupee": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN",
    "cad": "CAD", "aud": "AUD", "nzd": "NZD", "sgd": "SGD", "zar": "ZAR", "cny": "CNY",
    "aed": "AED", "dirham": "AED", "sar": "SAR", "riyal": "SAR", "a$": "AUD", "c$": "CAD",
    "czk": "CZK", "huf": "HUF", "brl": "BRL", "mxn": "MXN",
}  # fmt: skip
"""Signs, codes and words for money, in lower case and the singular, and their ISO codes."""

SMALL_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
POWERS = {
    "hundred": 1e2, "k": 1e3, "thousand": 1e3, "grand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6,
    "million": 1e6, "bn": 1e9, "billion": 1e9,
}  # fmt: skip
TIMES = frozenset("minute hour day week month quarter year".split())

_CODES = "|".join(sorted((re.escape(c) for c in CURRENCIES if len(c) < 4), key=len, reverse=True))
_SPELT = "|".join(f"{name}s?" for name in CURRENCIES if len(name) > 3)
_WORDS = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?<![\w.,/:+])(?<![A-Za-z]{{2}}-)(?P<before>(?:{_CODES})\s?)?"
    rf"(?:(?P<figure>\d{{1,3}}(?:[ ,'’\u00a0\u202f]\d{{3}})+(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\d.])|\d+(?:[.,]\d{1,2})?(?![\d.,]*\d))"
    rf"|(?P<spelt>{_WORDS})(?:[- ](?P<ones>one|two|three|four|five|six|seven|eight|nine))?\b)"
    r"(?:(?P<near>k|m|mn|bn)\b|\s(?P<power>hundred|thousand|grand|million|billion|mn|mio|bn|m)\b)*"
    rf"(?:\s?(?P<percent>%|per ?cent\b|percent(?:age points?)?\b)"
    rf"|\s?(?P<after>(?:{_CODES}|{_SPELT})(?!\w)))?",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[ -]([A-Za-z][\w’'-]*)")
_NO_NOUN = frozenset(
    "a an the of in per for and or at on to each every without with is are by as from if when"
    " above below over under up more less fewer than that who which a must may can should will"
    " has have had was were be been do does need needs within after before between into out not"
    " but so alone also excl excluding incl including am pm".split()
)
_MONTHS = "January February March April May June July August September October November December"
_DATE = re.compile(
    rf"(?:{_MONTHS.replace(' ', '|')}|Q[1-4]|since|until|version|rev(?:ision)?|section|level|grade"
    r"|chapter|page|appendix|tier|phase|step|note|band|class|form|annex|part|no\.?)\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s(?:{_MONTHS.replace(' ', '|')})\b|(?:st|nd|rd|th)\b|:\d|/\d", re.IGNORECASE
)


_NUMBER = re.compile(rf"\d|\b(?:{_WORDS})\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:[-–—]|to|and|or|and up to|up to|but not more than|,? ?up to(?: and including)?)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit (as in `Limit`; empty where there is none), from `start` to `end`."""

    value: float
    unit: str
    start: int
    end: int


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Every amount in `text`, in its order; a range gives two, both with the unit it names once."""
    if not _NUMBER.search(text):
        return ()
    found = list(_found(text))
    for i in range(len(found) - 1, 0, -1):
        one, other = found[i - 1], found[i]
        if not one.unit and other.unit and _JOINED.fullmatch(text[one.end : other.start]):
            found[i - 1] = Amount(one.value, other.unit, one.start, one.end)
        elif other.unit != one.unit and not other.unit and is_money(one.unit):
            joined = _JOINED.fullmatch(text[one.end : other.start])
            found[i] = Amount(other.value, one.unit if joined else "", other.start, other.end)
    return tuple(found)


def _found(text: str) -> Iterator[Amount]:
    """The amounts, each with the unit that stands at it."""
    for match in AMOUNT.finditer(text):
        sign = (match["before"] or match["after"] or "").strip().lower()
        unit = CURRENCIES.get(sign) or CURRENCIES.get(sign.rstrip("s"), "")
        if match["percent"]:
            unit = "%"
        power = (match["power"] or match["near"] or "").lower()
        end = match.end()
        if power == "m" and not is_money(unit):
            power, end = "", match.start("power" if match["power"] else "near")
        if match["near"] and power not in {"k", "m", "mn", "bn"}:
            end = match.start("near")
        value = _value(match, sign) * POWERS.get(power, 1)
        if not unit and not _AFTER.match(text, match.end()):
            unit, end = _noun(text, end)
        if unit in {"third", "half", "halve"} or text[match.end() : end].endswith(("'s", "’s")):
            continue
        if unit or not _measures_nothing(text, match, power):
            yield Amount(value, unit, match.start(), end)


def _value(match: re.Match[str], sign: str) -> float:
    """The number itself, before its power of ten."""
    if match["spelt"]:
        tens = SMALL_NUMBERS[match["spelt"].lower()]
        return float(tens + SMALL_NUMBERS.get((match["ones"] or "").lower(), 0))
    figure = re.sub(r"[ '’\u00a0\u202f]", "", match["figure"])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure) and (sign or figure.count(".") > 1):
        return float(figure.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", figure):
        return float(figure.replace(",", "."))
    return float(figure.replace(",", ""))


def _noun(text: str, end: int) -> tuple[str, int]:
    """The noun that is counted, in the singular, and where it ends; the last of up to three."""
    noun, at = "", end
    for _ in range(3):
        match = _NOUN.match(text, at)
        if match is None or match[1].lower() in _NO_NOUN:
            break
        word = match[1].rsplit("-", 1)[-1]
        noun, at = _singular(word), match.end()
        if noun in TIMES or word.isupper():
            break
    return (noun, at) if noun else ("", end)


def _singular(word: str) -> str:
    """A counted noun in the singular and in lower case; a unit's sign (`MW`) as it is."""
    if word.isupper() or (len(word) < 4 and not word.islower()):
        return word
    word = re.sub(r"['’]s?$", "", word.lower())
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _measures_nothing(text: str, match: re.Match[str], power: str) -> bool:
    """Whether a bare number names something (a year, a date, a section) or is only a word."""
    figure = match["figure"] or ""
    year = not power and re.fullmatch(r"(?:19|20)\d\d", figure)
    return bool(
        not figure
        or year
        or _DATE.search(text, 0, match.start())
        or _AFTER.match(text, match.end())
        or (not text[: match.start()].strip() and re.match(r"[.)]\s", text[match.end() :]))
    )


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return len(unit) == 3 and unit in CURRENCIES.values()
