"""Several roles meant at once: the levels of one family (`all levels`, `all three engineers`).

Comes in: a text, and the roles that its names may mean. Goes out: the roles that it speaks of
together, where one family alone can be meant. `people at all levels` speaks of no roles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Role
from knowledge.titles import family_of

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = rf"(?: (?P<number>{'|'.join(_NUMBERS)}|[2-9]))?"
_LEVELS = re.compile(
    rf"\b(?:all|every|each|both|across|between|per)(?: of)?(?: the| our| its)?{_NUMBER}"
    r"(?: different)? (?:levels?|grades?|bands?|tiers?|rungs?)\b"
    r"(?P<whose> (?:of|for|in)(?: an?| the)?)?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:stakeholders?|people|audiences?|colleagues|staff|partners|leaders|customers|management)"
    r"\s+(?:(?:from|at|of|across|on) )?$",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?P<word>all|every|each|both)(?: of)?(?: the| our)?{_NUMBER}(?: kinds of)?\s*$",
    re.IGNORECASE,
)
_RUNGS = re.compile(r" (?:levels|grades|roles|jobs)\b", re.IGNORECASE)
_NEAR = re.compile(r"\W*(?:(?:at|across|on|in|for|of|by|from) ?)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A role's name at its place in a text, with the roles that it may mean."""

    roles: tuple[Role, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Together:
    """Roles that are meant together, where the text says so, and the name that stands for them.

    `name` is the name's index; none where the text names no role.
    """

    roles: tuple[Role, ...]
    start: int
    end: int
    name: int | None


def together_in(text: str, names: Sequence[Named], roles: Sequence[Role]) -> Together | None:
    """The levels of a family that a text speaks of as one; none where it leaves open which."""
    for index, name in enumerate(names):
        before = _ALL.search(text[: name.start])
        plural = text[name.start : name.end].lower().endswith("s") or _RUNGS.match(text, name.end)
        family = name.roles
        if before and before["word"].lower() == "all" and plural and len(family) == 1:
            family = _family(family[0], roles)
        if before and _fits(family, before):
            return Together(family, before.start(), name.end, index)
    said = _LEVELS.search(text)
    if not said or _PEOPLE.search(text[: said.start()]):
        return None
    for index, name in enumerate(names):
        gap = text[said.end() : name.start] or text[name.end : said.start()]
        near = len(name.roles) > 1 or _NEAR.fullmatch(gap)
        family = name.roles if len(name.roles) > 1 else _family(name.roles[0], roles)
        if near and _fits(family, said):
            return Together(family, said.start(), said.end(), index)
    fitting = [family for family in _families(roles) if _fits(family, said)]
    if names or said["whose"] or len(fitting) != 1:
        return None
    return Together(fitting[0], said.start(), said.end(), None)


def _fits(family: Sequence[Role], said: re.Match[str]) -> bool:
    """Whether a family has several roles, and as many as a text says."""
    number = (said["number"] or "").lower()
    wanted = _NUMBERS.index(number) + 2 if number in _NUMBERS else int(number or 0)
    return len(family) > 1 and wanted in {0, len(family)}


def _families(roles: Sequence[Role]) -> list[tuple[Role, ...]]:
    """The roles whose titles differ in their level, or in a specialty of the same craft."""
    names = {family_of(role.title).lower() for role in roles}
    found: dict[str, list[Role]] = defaultdict(list)
    for role in roles:
        own = family_of(role.title).lower()
        crafts = [name for name in names if " " in name and own.endswith(f" {name}")]
        found[min(crafts, key=len, default=own)].append(role)
    return [tuple(family) for family in found.values()]


def _family(role: Role, roles: Sequence[Role]) -> tuple[Role, ...]:
    """All roles of a role's family."""
    return next((family for family in _families(roles) if role in family), (role,))
