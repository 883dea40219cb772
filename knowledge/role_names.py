"""The ways to name a role: title, alias, abbreviation, a part of the title, its level alone.

Comes in: a catalogue's roles, and words as typed. Goes out: names as words in lower case, each with
how literal it is, and the readings of typed words that may be such names. Which role a text means
is not told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from knowledge.agent_nouns import is_agent_noun, is_agent_title, one_of
from knowledge.model import Role
from knowledge.titles import BODIES, LEVELS, SHORT, is_role_noun

LITERAL, SHORTENED, FREE, LEVEL_ONLY = 4, 3, 2, 1
COMMON = frozenset(
    "is it as or am an at on in to so no my me we he us pm hr ai ml it do go be by if of up the and"
    " are was all any can may who how why not our you per day out off one two".split()
)
NO_INITIALS = (COMMON - {"pm"}) | {"vs"}
NO_PLURALS = frozenset("does has was his its this thus less yes plus gas bus pass miss".split())
"""Everyday words that look like initials in the plural (`DoEs`)."""

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
RUNGS = ("level", "grade", "band")


@dataclass(frozen=True, slots=True)
class Name:
    """A way to name a role: its words in lower case, and how literal it is."""

    words: tuple[str, ...]
    role: Role
    strength: int


def plain(token: str) -> str:
    """A token in lower case, without a possessive; a grade's Roman numeral as a figure."""
    word = re.sub(r"['’]s$", "", token.lower())
    return ROMAN.get(word, word)


def readings(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The words as typed, in the singular, the last two as one, and with short forms in full."""
    typed = tuple(word for word in words if word not in "/&,")
    yield typed
    many = typed[-1] if typed and typed[-1] not in NO_PLURALS else ""
    singular = (*typed[:-1], singular_of(many)) if many else typed
    if singular != typed:
        yield singular
    elif re.fullmatch(r"[a-z]{2,4}s", many):
        singular = (*typed[:-1], typed[-1][:-1])
        yield singular
    if len(singular) > 1 and min(map(len, singular[-2:])) > len("of"):  # no initials
        yield (*singular[:-2], singular[-2] + singular[-1])
    written = tuple(part for word in singular for part in SHORT.get(word, word).split())
    if written != singular:
        yield written


def singular_of(word: str) -> str:
    """A role's noun in the singular."""
    return one_of(word)


def is_noun(word: str) -> bool:
    """Whether a word names a profession, or whoever does something, as far as its form tells."""
    return is_role_noun(word) or is_agent_noun(word)


def names_of(role: Role, roles: Sequence[Role]) -> Iterable[Name]:
    """Every way to name one role."""
    titles = [role.title, *role.aliases]
    for i, title in enumerate(titles):
        yield Name(words_of(title), role, LITERAL if i == 0 or len(title) > 3 else SHORTENED)
        for alternative, strength in _alternatives(title):
            yield Name(words_of(alternative), role, strength)
        written = tuple(p for word in words_of(title) for p in SHORT.get(word, word).split())
        yield Name(written, role, LITERAL if i == 0 and "/" not in title else SHORTENED)
    words = words_of(role.title)
    yield from (Name(spelling, role, SHORTENED) for spelling in _spellings(words))
    yield from (Name(rung, role, FREE) for rung in _rungs(role))
    yield from (Name(part, role, FREE) for part in _parts(words))
    yield from (Name(short, role, strength) for short, strength in _abbreviations(words))
    if len(words) > 2 and not any(
        words_of(r.title)[: len(words) - 1] == words[:-1] for r in roles if r is not role
    ):
        yield Name(words[:-1], role, LEVEL_ONLY)
    level = next((word for word in words if word in LEVELS), "")
    rivals = [r for r in roles if r is not role and level in words_of(r.title)]
    if level and len(words) > 1:
        for short, full in (("", level), *((s, f) for s, f in SHORT.items() if f == level)):
            yield Name((short or full,), role, LEVEL_ONLY if rivals else FREE)


def _spellings(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A trade of two words in one: `ropemaker`. That of one word is read in two by `readings`."""
    if len(words) > 1 and is_agent_title(" ".join(words)):
        yield (*words[:-2], words[-2] + words[-1])


def _rungs(role: Role) -> Iterable[tuple[str, ...]]:
    """A step of a ladder by its number: `level II`, `grade 2 engineer`, `E2`.

    The family said without its step leaves the choice between its roles.
    """
    *family, last = words_of(role.title)
    if family and last.isdigit():
        yield ("".join(word[0] for word in family if word != "of") + last,)
        yield from ((rung, last) for rung in RUNGS)
        yield from ((rung, last, *family) for rung in RUNGS)
        yield tuple(family)
    for alias in role.aliases:
        if code := re.fullmatch(r"[A-Z]{1,3}(\d{1,2})", alias):
            yield from ((rung, code[1]) for rung in RUNGS)


def _abbreviations(words: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], int]]:
    """Titles with their end, or all of them, shortened to initials: `RS`, `senior AI RS`, `SRS`.

    Initials that are also a word (`AM`, `PO`) are such in capitals alone.
    """
    for part in (words, *(part for part in _parts(words) if len(part) > 1)):
        grade = part[-1:] if len(part) > 2 and part[-1].isdigit() else ()
        name = part[: len(part) - len(grade)]
        for i in range(len(name) - 1):
            short = "".join(w if w in {"ai", "ml"} else w[0] for w in name[i:] if w != "of")
            full = "".join(w[0] for w in name[i:])
            for initials in {short, full}:
                known = initials.upper() if initials in NO_INITIALS else initials
                yield (*name[:i], known, *grade), SHORTENED if (*name, *grade) == words else FREE


@lru_cache(maxsize=1 << 14)
def words_of(title: str) -> tuple[str, ...]:
    """A title's words in lower case and the singular."""
    words = [plain(w) for w in re.findall(r"[A-Za-z0-9][\w+#]*", title)]
    return (*words[:-1], singular_of(words[-1])) if words and is_noun(words[-1]) else tuple(words)


def _alternatives(title: str) -> Iterable[tuple[str, int]]:
    """`Manager, Sales` is a manager of sales; an `AI/ML Researcher` may be called ML researcher."""
    name, comma, unit = title.partition(", ")
    if comma:
        yield f"{name} of {unit}", SHORTENED
        yield f"{unit} {name}", SHORTENED
        yield from ((f"{name} {word} {unit}", SHORTENED) for word in ("for", "in"))
        if " " in name:  # of a manager of something, `manager` says next to nothing
            noun = name.rsplit(" ", 1)[1]
            yield from ((short, FREE) for short in (name, noun, f"{unit} {noun}"))
    slash = re.search(r"(\w+)/(\w+)", title)
    if slash:
        for part in slash.groups():
            yield title.replace(slash[0], part), FREE


def _parts(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Shorter forms of a title that still end in its noun: `senior scientist`, `scientist`.

    A head of something is also the `head`, and the `something head`.
    """
    if "of" in words[1:-1]:
        at = words.index("of")
        yield words[:at]
        tail = [word for word in words[at + 1 :] if word != "the"]
        yield from ((*tail[i:], *words[:at]) for i in range(len(tail)))
        return
    if len(words) < 2 or not (is_noun(words[-1]) or words[-1] in BODIES):
        return
    for size in range(len(words) - 2, -1, -1):
        for kept in combinations(words[:-1], size):
            yield (*kept, words[-1])
