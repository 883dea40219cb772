"""From what a piece says to rights: the action filled in, the limit, the condition, the holders.

A `Said` comes in with its place and with what was spoken of before it; rights go out, one for each
holder, or none where nobody is known or nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.decision_rights.amounts import amounts_in, limit_of
from knowledge.decision_rights.figures import TIMES, is_money
from knowledge.decision_rights.headings import AREA, told_by
from knowledge.decision_rights.holders import named
from knowledge.decision_rights.model import DecisionRight, Level, Limit
from knowledge.decision_rights.scene import Said, Scene, trimmed
from knowledge.model import BlockKind, Clause
from knowledge.titles import bare, whole_title

_CONDITION = re.compile(
    r"(?:(?:,\s+|\s\()(?P<loose>(?:within|when|where|once|after|with|inside|in line with|based on"
    r"|except|save|other than|often|not|e\.g\.|on the (?:proposal|advice))\b[^()]*?)"
    r"|(?:,?\s+|\s\()(?P<text>(?:subject to|(?:for )?as long as|provided|unless|on condition"
    r"|only if|only when|in consultation with|if)\b[^()]*?))\)?[.;]?$",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"(?:(?:its|their) (?:approval|adoption|award|release)"
    r"|sign|together|jointly|each(?: one)?|that|this|those|these|it|them|both|more|which"
    r"|(?:later|longer|larger"
    r"|higher) ones?|one|anything(?: \w+)?|the (?:rest|decision)|(?:anything |everything )?"
    r"(?:above|beyond|larger|longer|more|higher|dearer|bigger|deeper|over)"
    r"(?: (?:that|this|it|than that|the \w+))?|a (?:longer|larger|higher|bigger) (?:one|\w+))?",
    re.IGNORECASE,
)
_SUMS = re.compile(
    r"(?:sums?|amounts?|payments?|expenditure|commitments?|costs?)"
    r"(?: (?:from|between|above|over|up to|of|beyond|below)\b(?!.*\b(?:for|on)\s).*)?$",
    re.IGNORECASE,
)
"""What is meant is what such sums are for, which was said before."""
_ONLY_BOUND = re.compile(
    r"(?:(?:between|from|above|over|beyond|below|under|up|to|and|more|less|than|you|they|it|there"
    r"|that|this|sum|amount|figure|limit)\b"
    r"|[£$€\d,.k]|\s)+",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(r"\bfrom there\b", re.IGNORECASE)
_GRADE_ONLY = re.compile(r"(?:[A-Z]{1,3}\d{1,2}(?:,| and| or)?\s?)+")
_ONLY_AMOUNT = re.compile(r"(?:up to )?[£$€]?[\d,. ]+(?: ?(?:%|[A-Z]{3}|\w+s))?$")
_ALLOWS = re.compile(
    r"\b(?:spend|refund|waive|order|allowance|budget|petty|at your discretion|for each)\b",
    re.IGNORECASE,
)


_PRONOUN = re.compile(r"^(?!whether|what|if|how|that)(\w+) (?:it|them)\b")
_AFTER_VERB = re.compile(
    r"[a-z]+ (?P<what>(?:(?:the|an?|any|their) )?[a-z-]+"
    r"(?: of (?:the |an? )?[a-z-]+)?(?: (?!of\b)[a-z-]+)?)(?=$|\s|,)"
)

_TORN = re.compile(r"(?:or|and|nor|but)\b", re.IGNORECASE)
"""The end of an enumeration, which is nobody's name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: the clause, the piece of it, its label, its scene."""

    clause: Clause
    piece: str
    label: str
    scene: Scene


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was spoken of last: what `that` and `above this` in the next piece mean.

    `settler` is who decides on it, where it was proposed.
    """

    action: str = ""
    limit: Limit | None = None
    holder: str = ""
    role: str = ""
    settler: str = ""


def built(said: Said, place: Place, spoken: Spoken) -> Iterator[DecisionRight]:
    """The rights of one thing said."""
    if _TORN.match(said.holder) or _TORN.match(said.approver):
        return
    action, condition = _parted(said.action)
    refers = (
        _ANAPHOR.fullmatch(action)
        or (spoken.action and _SUMS.match(action))
        or (spoken.action and _ONLY_BOUND.fullmatch(action))
    )
    anaphor = bool(refers) and not place.label
    action = _filled_in(action, place, spoken, anaphor=anaphor)
    if not action:
        return
    action = _with_noun(action, spoken)
    limit = _limit(said, place, spoken, anaphor=anaphor)
    condition = said.condition or condition or _condition_of(place.piece)
    scene = place.scene
    if said.holder:
        who = [(name, scene.holders.role_of(name)) for name in _each(said.holder, scene)]
    elif anaphor and spoken.holder and spoken.role not in scene.roles:
        who = [(spoken.holder, spoken.role)]
    else:
        who = list(zip(scene.titles, scene.roles, strict=True))
        if scene.common:
            by = {scene.holders.role_of(name) for name in said.approver.split(" / ")}
            who = [one for one in who if one[1] not in by]
    for holder, role in who:
        yield DecisionRight(
            place.clause,
            holder,
            role,
            action,
            said.level,
            said.part,
            said.approver,
            limit,
            condition,
        )


def _with_noun(action: str, spoken: Spoken) -> str:
    """`Shorten it` with what `it` is: what the deed spoken of before was done to."""
    noun = _AFTER_VERB.match(spoken.action)
    if not noun:
        return action
    return _PRONOUN.sub(lambda match: f"{match[1]} {noun['what']}", action, count=1)


def _each(holder: str, scene: Scene) -> list[str]:
    """The holders of `the Manager or the Partner`."""
    names = [named(name) for name in re.split(r"\s+or\s+", holder)]
    return names if all(scene.holders.is_somebody(name) for name in names) else [holder]


def _filled_in(action: str, place: Place, spoken: Spoken, *, anaphor: bool) -> str:
    """The action with what stands for it elsewhere: what was spoken of, the label, the heading."""
    if anaphor and spoken.action:
        signs = action == "sign" and "sign" not in spoken.action.lower()
        return f"sign {spoken.action}" if signs else spoken.action
    if place.label:
        only_amount = limit_of(place.piece) or _ONLY_AMOUNT.fullmatch(action)
        bare_label = not action or (only_amount and _ONLY_AMOUNT.match(action))
        return place.label if bare_label else f"{place.label}: {action}"
    if anaphor and action:
        return ""
    if action and not (_GRADE_ONLY.fullmatch(action) or _names_only_roles(action)):
        return action
    heading = bare(place.clause.path[-1]) if place.clause.path else ""
    return ", ".join(filter(None, (heading, action)))


def _names_only_roles(action: str) -> bool:
    """Whether an action is but whom it is about: `Senior Engineer and to Staff Engineer`."""
    parts = re.split(r",?\s+(?:and|or)\s+(?:to\s+|for\s+)?", action)
    return all(len(part.split()) > 1 and whole_title(part) for part in parts)


def _limit(said: Said, place: Place, spoken: Spoken, *, anaphor: bool) -> Limit | None:
    """The limit in the words themselves, or beyond the one that was told before."""
    limit = limit_of(said.scope or place.piece)
    before = spoken.limit
    if before and before.unit not in TIMES and re.search(r"\blonger\b", place.piece):
        before = None
    if before and limit and _FROM_THERE.search(place.piece) and limit.over is None:
        return Limit(limit.up_to, before.up_to, limit.unit or before.unit)
    if before and said.above and before.up_to is not None:
        if limit is None:
            return Limit(over=before.up_to, unit=before.unit)
        if limit.over is None:
            return Limit(limit.up_to, before.up_to, limit.unit or before.unit)
    if limit is None and before and anaphor and before.over is not None:
        return before
    if limit is None and said.level is Level.INDEPENDENT and not said.holder:
        return _allowance(place)
    return limit


def _allowance(place: Place) -> Limit | None:
    """The sum that a piece allows without saying `up to`: `You can spend £1,500 a round`."""
    told = told_by(place.clause.path)
    area = told is AREA or (told is not None and place.clause.kind is BlockKind.ROW)
    money = [amount for amount in amounts_in(place.piece) if is_money(amount.unit)]
    if len(money) != 1 or not (area or _ALLOWS.search(place.piece)):
        return None
    return Limit(up_to=money[0].value, unit=money[0].unit)


def _parted(action: str) -> tuple[str, str]:
    """An action, and the condition that stands at its end."""
    match = _CONDITION.search(action)
    short = match is not None and match.start() < 3
    if match is None or (short and not _ANAPHOR.fullmatch(action[: match.start()].strip())):
        return trimmed(action), ""
    return trimmed(action[: match.start()]), _condition_of(action)


def _condition_of(piece: str) -> str:
    """The condition at a piece's end or in its last bracket."""
    match = _CONDITION.search(piece)
    return (match["text"] or match["loose"]).strip(" ,.;)") if match else ""
