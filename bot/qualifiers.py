"""Words that tell a thing from its neighbour: first and second, not on the list, another's.

Comes in: what is asked and what a right is about, as texts. Goes out: whether a word of the one
rules the other out. What only one of them names rules nothing out: nothing is weighed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexical import stems


def _sides(*groups: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """The stems of each side of groups such as `first|second`."""
    return tuple(tuple(frozenset(stems(side)) for side in group.split("|")) for group in groups)


KINDS = _sides(
    "first|second|third|fourth|fifth|final last",
    "internal|external",
    "inside|outside",
    "same|another other different",
    "temporary seasonal casual|permanent",
    "planned scheduled|emergency unplanned unscheduled",
    "paid|unpaid",
    "public|private",
    "domestic national|international foreign overseas abroad",
    "minor small|major large",
    "new|existing current",
    "parttime|fulltime",
    "weekday|weekend",
)
"""Kinds of which a thing is one: who may decide the one may not therefore decide the other."""

DEEDS = _sides(
    "extend lengthen prolong|shorten cut",
    "hire appoint recruit|dismiss fire sack",
    "approve accept|reject refuse decline",
    "raise increase|lower decrease reduce",
    "buy purchase|sell",
    "open reopen|close shut",
    "start begin|stop halt end",
    "promote|demote",
    "add|remove delete strike",
    "suspend|reinstate",
)
"""Deeds that undo each other, looked for where a question opens."""

_NUMBERED = re.compile(
    r"\b(severity|category|class|level|grade|tier|band|type|phase|stage|round|zone|priority|step"
    r"|schedule|group)[ -]([A-Z]?\d{1,2}|[A-Z])\b(?!\s*(?:to|or|and|[-–,])\s*(?:[A-Z]?\d|[A-Z]\b))",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:(?:is|are|was|were|has|have|did|does|do)(?: not|n['’]?t)|not (?=on\b|in\b|part\b|yet\b"
    r"|\w+ed\b|\w+en\b)|['’]s not|['’]re not|outside (?:of )?the|never)\b[ -]"
    r"(?P<words>(?:[\w’'-]+[ -]?){1,4})|\bnon[- ](?P<one>\w+)"
    r"|\boff (?:the |our )?(?P<list>lists?|rosters?|registers?|panels?|frameworks?|catalogues?)\b",
    re.IGNORECASE,
)
_UN = re.compile(r"\bun(?P<word>[a-z]{3,}(?:ed|able|al|ised|ized))\b", re.IGNORECASE)
_ANOTHERS = re.compile(
    r"\b(?:(?:some|any)(?:one|body) else|another (?:\w+ )?\w+|other (?:people|teams?"
    r"|sections?))['’]s?\b"
    r"|\bsomebody else\b|\bsomeone else\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:own|their|his|her|your|my)\b", re.IGNORECASE)
_SMALL = frozenset(
    stems(
        "the a an on in of part yet been be have has to by it that which who work use need do make"
    )
)
FEW = 2
"""Words after a denial that it denies."""


Sides = dict[int, frozenset[int]]
"""The sides of groups that some words are on, by the group's number; of other groups none."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it is held against others: `kinds` and `deeds` by all its words, `opening` deeds.

    `anothers` and `own` say whether it names another's thing and one's own; `words` are its stems,
    `denied` those that it denies.
    """

    words: frozenset[str]
    kinds: Sides
    deeds: Sides
    opening: Sides
    numbered: frozenset[tuple[str, str]]
    anothers: bool
    own: bool
    denied: frozenset[str]


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Read:
    """A text read; what rights tell of is held against every question."""
    words = _words(text)
    return Read(
        words,
        _sides_of(KINDS, words),
        _sides_of(DEEDS, words),
        _sides_of(DEEDS, frozenset(stems(text)[:2])),
        numbered(text),
        bool(_ANOTHERS.search(text)),
        bool(re.search(r"\bown\b", text)),
        _denied(text),
    )


def rules_out(asked: str, told: str) -> bool:
    """Whether what a right tells of is another thing than what is asked, by a word of its own."""
    one, other = _read(asked), _read(told)
    if _opposed(one.kinds, other.kinds) or _opposed(one.opening, other.deeds):
        return True
    if _differ(one.numbered, other.numbered):
        return True
    if one.anothers and other.own and not other.anothers:
        return True
    no_one, no_other = one.denied, other.denied
    return bool(
        (no_one & other.words - no_other and not no_one & no_other)
        or (no_other & one.words - no_one and not no_one & no_other)
    )


@lru_cache(maxsize=4096)
def numbered(text: str) -> frozenset[tuple[str, str]]:
    """The grades and classes that a text names: `severity 1`, `category A`."""
    return frozenset((m[1].lower(), m[2].lower()) for m in _NUMBERED.finditer(text))


def _sides_of(groups: Sequence[Sequence[frozenset[str]]], words: frozenset[str]) -> Sides:
    """The sides that words are on."""
    found = {
        number: frozenset(i for i, side in enumerate(sides) if side & words)
        for number, sides in enumerate(groups)
    }
    return {number: on for number, on in found.items() if on}


def _opposed(here: Sides, there: Sides) -> bool:
    """Whether words and words are on different sides of a group."""
    return any(number in there and not on & there[number] for number, on in here.items())


def _differ(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether two texts name different ones of a kind."""
    if not one or not other:
        return False
    shared = {kind for kind, _ in one} & {kind for kind, _ in other}
    return any(
        not {n for kind, n in one if kind == each} & {n for kind, n in other if kind == each}
        for each in shared
    )


def _words(text: str) -> frozenset[str]:
    """The stems of a text, those after `un` as well."""
    return frozenset(stems(re.sub(r"\b(part|full)[- ]time\b", r"\1time", text)))


def _denied(text: str) -> frozenset[str]:
    """The stems of what a text denies: of `not on the approved list`, approv and list."""
    found = [m["words"] or m["one"] or m["list"] for m in _DENIED.finditer(text)]
    found += [match["word"] for match in _UN.finditer(text)]
    telling = ([stem for stem in stems(part) if stem not in _SMALL][:FEW] for part in found)
    return frozenset(stem for part in telling for stem in part)
