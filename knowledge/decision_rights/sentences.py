"""What a sentence says of deciding: who may, who may not, with whose agreement, who instead.

A piece of a clause comes in (a sentence or a part of one), with whom the clause speaks of. What is
said goes out as `Said`, one for each holder. Only words of permission, refusal and agreement count:
a plain duty gives nothing, nor does SHOULD.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.decision_rights import (
    agreements,
    anothers,
    deciding,
    jointly,
    permissions,
    prohibitions,
    refusals,
    voting,
)
from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.holders import approval_by, until_stop
from knowledge.decision_rights.model import Part
from knowledge.decision_rights.scene import Said, Scene, needs, proposes

HINT = re.compile(
    r"\b(?:may|can|cannot|could|must|shall|allow|permit|authori|entitle|empower|decid|decision"
    r"|approv|sign|agree|consent|permission|review|clear|grant|choose|chosen|pick|settle|rule|final"
    r"|own|veto|nothing|recommend|propos|suggest|advis|influenc|contribut|escalat|needs?|require"
    r"|subject to|above|beyond|over|goes|go to|belong|rests?|reserved|matter for|is for|none|no "
    r"|nobody|never|independently|alone|discretion|without|shared|accountable|answers? for|limit"
    r"|up to|outside|does not|do not|discharge|countersign|mandate|authority|power|right to|free to"
    r"|proposal|(?:is|are) (?:not|never)|declin|refus|forbid|prohibit|banned|barred"
    r"|only|no ?one|yours|control|asked|asks|together|check|another|second|lies? with|stays? with"
    r"|send|sent|idea|pass|two|set|appoint|hire|adopt|award|fre(?:e|ely)|okay|nod|both|gives?"
    r"|close|stop|open"
    r"|start|order|release|draw|admit|reject|cancel|extend|issue|adjust|allocate|assign|withdraw"
    r"|remove"
    r"|swap|turn|put|call|ring|gift|refer|fine|lift|input|buys?|orders?|books?|holds|votes?"
    r"|judges?|thinks?|pitch"
    r"|bought|accept|majority|consensus|joint|among|between|authority|remit|competence)|n['’]t\b",
    re.IGNORECASE,
)
"""Words without one of which nothing can be said of a right; a cheap test before the others."""

_STARTERS = re.compile(
    r"^(?:typically|usually|normally|generally|in short|and|but|or|so|then)\b[, ]*"
    r"|^(?:to|\w+s and) (?!\w+ is\b)"
    r"(?=(?:approve|decide|authori[sz]e|sign off|approves|decides|signs off)\b)",
    re.IGNORECASE,
)
_FOR = re.compile(r"for (?P<matter>[^,]{2,50}?),?\s+(?=(?:the|an?|your)\s)", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"\b(?:on|after|following) (?:the|an?) (?:\w+ )?(?:proposal|recommendation|request) (?:of"
    r"|from|by)"
    r" (?P<who>[^,;]+)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:but |and )?(?:asks?|check with|clear it with) (?P<who>(?:the|an?|your) [^,;]+)",
    re.IGNORECASE,
)


def _asks(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Asks the Engineering Manager`, of a matter that was named."""
    match = _ASKS.match(piece) if scene.decisions else None
    who = scene.first_in(match["who"]) if match else ""
    return (needs("", approval_by(who), who),) if who and not scene.is_own(who) else ()


_RULES: tuple[Callable[[str, Scene], tuple[Said, ...]], ...] = (
    permissions.without_asking,
    permissions.nobody_asked,
    permissions.freely,
    jointly.where_agreed,
    anothers.within_authority,
    permissions.allowed,
    voting.votes,
    voting.yes_of,
    voting.decided_by_all,
    jointly.several,
    jointly.together,
    refusals.refuses,
    prohibitions.reserves,
    prohibitions.nobody_else,
    prohibitions.never,
    prohibitions.none_done,
    prohibitions.gives_none,
    prohibitions.forbids,
    jointly.needs_to_agree,
    agreements.needs_approval,
    agreements.must_agree,
    agreements.checked,
    agreements.with_agreement,
    agreements.beyond,
    agreements.given,
    agreements.prepared,
    agreements.passive,
    anothers.belongs,
    permissions.may,
    deciding.owns,
    deciding.does,
    anothers.goes_to,
    deciding.answers_for,
    anothers.shared,
    deciding.spends,
    deciding.done_by_own,
    deciding.as_judged,
    deciding.acts,
    permissions.recommends,
    _asks,
)
"""The readings of a piece, the surest first."""


def said_in(piece: str, scene: Scene) -> tuple[Said, ...]:
    """What one piece says; the first reading that fits is taken. Nothing where none does."""
    piece = _STARTERS.sub("", piece.strip(" .;,"))
    if not piece or not (scene.decisions or HINT.search(piece)):
        return ()
    matter = _FOR.match(piece)
    main = piece[matter.end() :] if matter else piece
    if matter and agreements.COMPARED.search(matter["matter"]):
        main = f"{matter['matter']} {main}"
    found = next((found for rule in _RULES if (found := rule(main, scene))), ())
    found += _proposed(piece, found, scene)
    above = bool(agreements.COMPARED.search(piece)) and limit_of(piece) is None
    return tuple(
        replace(
            one,
            action=one.action or (matter["matter"] if matter else ""),
            above=one.above or above,
        )
        for one in found
    )


def _proposed(piece: str, found: tuple[Said, ...], scene: Scene) -> tuple[Said, ...]:
    """The one on whose proposal somebody decides."""
    match = _PROPOSAL.search(piece)
    who = scene.somebody(until_stop(re.split(r"\sand\s", match["who"])[0])) if match else ""
    decided = next((one for one in found if one.part is Part.DECIDES), None)
    if decided is None or not who:
        return ()
    action = decided.action.replace(match[0] if match else "", "").strip(" ,")
    return (proposes(action, "" if scene.is_own(who) else who),)
