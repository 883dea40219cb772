"""What a sentence says of deciding: who may, who may not, with whose agreement, who instead.

A piece of a clause comes in (a sentence or a part of one), with whom the clause speaks of. What is
said goes out as `Said`, one for each holder. Only words of permission, refusal and agreement count:
a plain duty gives nothing, nor does SHOULD.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.decision_rights import agreements, deciding, permissions, refusals
from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.scene import Said, Scene

HINT = re.compile(
    r"\b(?:may|can|cannot|could|must|shall|allow|permit|authori|entitle|empower|decid|decision"
    r"|approv|sign|agree|consent|permission|review|clear|grant|choose|chosen|pick|settle|rule|final"
    r"|own|veto|nothing|recommend|propos|suggest|advis|influenc|contribut|escalat|needs?|require"
    r"|subject to|above|beyond|over|goes|go to|belong|rests?|reserved|matter for|is for|none|no "
    r"|nobody|never|independently|alone|discretion|without|shared|accountable|answers? for|limit"
    r"|up to|outside|does not|do not|discharge|countersign|mandate|authority|power|right to|free to"
    r"|proposal|(?:is|are|do|does)n?['’]?t? not?\b|n['’]t\b|declin|refus|forbid|prohibit|banned|barred"
    r"|only|no ?one|yours|control|asked|asks|together|check|another|second|lies? with|stays? with"
    r"|send|pass|two)",
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
_RULES: tuple[Callable[[str, Scene], tuple[Said, ...]], ...] = (
    permissions.without_asking,
    permissions.allowed,
    refusals.refuses,
    agreements.needs_approval,
    agreements.must_agree,
    agreements.checked,
    agreements.beyond,
    agreements.passive,
    agreements.belongs,
    permissions.may,
    deciding.does,
    agreements.goes_to,
    deciding.answers_for,
    agreements.shared,
    deciding.spends,
    permissions.recommends,
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
    above = bool(agreements.COMPARED.search(piece)) and limit_of(piece) is None
    return tuple(
        replace(
            one,
            action=one.action or (matter["matter"] if matter else ""),
            above=one.above or above,
        )
        for one in found
    )
