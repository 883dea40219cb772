"""What a heading's level makes of a clause under it, and where the clause's own words count more.

What is told comes in with a piece and what the piece says by itself; what holds goes out. A heading
tells of all that is listed under it, but a sentence may say the contrary (`You may hold a ship`
under `Not yours`), and prose there may only state a duty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.decision_rights.amounts import amounts_in, limit_of
from knowledge.decision_rights.headings import Told
from knowledge.decision_rights.holders import named, until_stop
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.decision_rights.says import say_of
from knowledge.decision_rights.scene import Said, Scene, decides, refused, trimmed
from knowledge.decision_rights.sentences import said_in

AGREED_TO = {Level.MANAGER_APPROVAL, Level.TEAM_APPROVAL}
"""Levels at which somebody else has to agree."""

BRIEF = 4
"""Words of a cell that says no more than which part somebody has: `Grants`, `No part`."""

DUTY = re.compile(r"\b(?:must|shall|should|is told|are told|has to be told)\b", re.IGNORECASE)
_STATEMENT = re.compile(rf"{DUTY.pattern}|\b(?:is|are|was|were|lapses?|meets?)\b", re.IGNORECASE)
_BY_THE_WAY = re.compile(
    r",|\b(?:when|if|whatever|whoever|that|which|who|whose|until|after|before|where|while|as"
    r"|because|since|once|unless|how)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:whether|how|what|which|who|where|when)\b", re.IGNORECASE)
_OWNS = re.compile(r"\b(?:owns?|accountable|answers? for|full|delegat\w+)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:no limit|without limit|unlimited|any amount)\b", re.IGNORECASE)
_PERMITS = re.compile(
    r"^(?:you|they|the \w+(?: \w+)?) (?:may|can)\b(?! not)|\b(?:may|can) be .+ by you\b",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"^(?!.*\bnot even\b).*(?:approv|agree|consent|authori[sz]|permission|signed off|sign-?off"
    r"|clear(?:ed|ance)|together|jointly|vote)",
    re.IGNORECASE,
)
"""Words of agreement that count more than a heading under which all is somebody else's."""


def is_told_later(told: Told, pieces: Sequence[str], scene: Scene) -> bool:
    """Whether later pieces say what the first leaves open: `Interviews; HR hires`."""
    first = pieces[0] if pieces else ""
    if told.sure or limit_of(first) or said_in(first, scene):
        return False
    return any(said_in(piece, scene) for piece in pieces[1:])


def states_something(told: Told, text: str, *, prose: bool) -> bool:
    """Whether a text states a fact or a duty, where its heading tells of rights."""
    if not told.sure:
        main = "" if _QUESTION.match(text) else _BY_THE_WAY.split(text, maxsplit=1)[0]
        return bool(_STATEMENT.search(main))
    return prose and told.level is None and bool(DUTY.search(text))


def overrides(told: Told, said: Sequence[Said], piece: str) -> bool:
    """Whether a sentence says of its own holder what counts more than the heading over it."""
    own = next((one for one in said if not one.holder), None)
    if own is None or told.level is Level.INDEPENDENT:
        return own is not None
    if told.level in AGREED_TO:
        kept_away = own.level is Level.NOT_AUTHORIZED and not own.approver
        agreed = own.level in AGREED_TO and bool(own.approver)
    else:
        kept_away = own.level is Level.NOT_AUTHORIZED
        agreed = own.level in AGREED_TO and bool(own.approver and _LETS.search(piece))
    permitted = own.level is Level.INDEPENDENT and bool(_PERMITS.search(piece))
    advises = told.level is Level.RECOMMEND_ONLY and own.level is not Level.INDEPENDENT
    return kept_away or agreed or permitted or advises


def as_told(told: Told, piece: str, said: Sequence[Said], scene: Scene) -> Said:
    """What the heading tells of a piece, with the approver that the piece itself names."""
    assert told.level is not None
    own = next((one for one in said if not one.holder), None)
    other = next((one.holder for one in said if one.holder), "")
    if told.level is Level.INDEPENDENT and other and own is None:
        return refused(trimmed(piece), approver=other)
    approver = (own.approver if own and scene.somebody(own.approver) else "") or other
    action = own.action if own and (approver or not own.action) else trimmed(piece)
    if not approver and told.level in AGREED_TO:
        approver, action = _addressee(piece, action, scene)
    return Said(action, told.level, told.part, approver=approver or told.approver)


def _addressee(piece: str, action: str, scene: Scene) -> tuple[str, str]:
    """Whom a piece names at its end (`…, from Procurement`), and the action without it."""
    match = re.search(r",\s(?:from|to|by|with)\s(?P<who>[^,]+(?:, [A-Z]\w+)?)", piece)
    name = named(until_stop(match["who"])) if match else ""
    if not match or not (scene.somebody(name) or (name and name.istitle())):
        return "", action
    return name, action.replace(match[0], "", 1)


def fallback(told: Told, text: str, found: Sequence[DecisionRight]) -> Said:
    """What an area of authority, or a heading, tells of a clause whose own words are unclear."""
    if told.level:
        return Said(trimmed(text), told.level, told.part, approver=told.approver)
    decider = next((right.holder for right in found if right.part is Part.DECIDES), "")
    if decider:
        return refused(trimmed(text), approver=decider)
    if amounts_in(text) or _OWNS.search(text) or _OPEN.search(text):
        return decides(trimmed(text))
    say = say_of(text, {}) if len(text.split()) < BRIEF else None
    if say:
        return Said("", say.level, say.part)
    return Said(trimmed(text), Level.RECOMMEND_ONLY, Part.PERFORMS)
