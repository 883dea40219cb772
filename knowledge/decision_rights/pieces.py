"""The pieces of a clause: its sentences, and the parts of them that each say one thing.

Text comes in, its pieces go out in their order. A condition stays with what it is for, and a verb
that shares its subject with the piece before can be given that subject again.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.permissions import head_of
from knowledge.decision_rights.scene import Scene

_BETWEEN = re.compile(
    r";\s+(?![^()]*\))|(?<=[.!?])\s+(?=[A-Z“\"(])|\s[–—-]\s"
    r"|,?\s+but\s+(?=(?:you |they |it )?(?:does|do|may|must|can|MUST|MAY|not|never)\b)"
    r"|,\s+but\s+(?=whether\b)|,\s+and\s+(?=(?:nobody|no one)\b)"
    r"|,?\s+and\s+(?=(?:do not|proposes|recommends|decides|approves|signs off|owns|sets|chooses"
    r"|picks|appoints|hires|settles|buys|orders|books|spends|may|can|MAY|MUST NOT)\b)"
    r"|,\s+(?:and|while|whereas)\s+(?=(?:the|an?|anything|anyone|above|beyond)\s)"
    r"|(?:,\s+(?:and (?:then )?|but |while |then )?|\s(?:and|but|while)\s)"
    r"(?=(?:the|an?|your)\s(?:[\w’'/-]+\s){1,5}?(?:decides?|approves?|signs?|owns?|chooses?|sets?"
    r"|agrees?|picks?|settles?|fixes|rules?|grants?|determines?|must|has to|have to|takes? the)\b)"
    r"|,\s+(?=(?:beyond|above|over) (?:that|this|it)\b)"
    r"|,\s+(?=(?:[A-Z][\w’'/-]*\s){1,5}(?:decides?|chooses?|picks?|settles?|approves?|signs?)\b)"
)
_REASSURES = re.compile(
    r"(?:no ?one|nobody)(?: else)? (?:to (?:ask|call|clear)|has to be asked"
    r"|(?:may |can )?(?:overrules?|stops?|second-guess(?:es)?|goes over))\b"
    r"|no (?:forms?|paper(?:work)?|tickets?|calls?|signatures?|e-?mails?|questions asked"
    r"|need to (?:ask|check|clear))\b",
    re.IGNORECASE,
)
"""What only says over again that nobody need be asked: `No one to ask`, `no form goes further`."""

_MUST = re.compile(r"\b(?:must|has to|have to)\b")
_CONDITION = re.compile(r"(?:when|if|where|once|should|as soon as|unless)\b[^,;]*", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:proposes|recommends|decides|approves|signs off|owns|sets|chooses|picks|appoints|hires"
    r"|settles|buys|orders|books|spends)\b"
)
_OPENS_WITH_SUBJECT = re.compile(r"(?:the|an?|our|your|each|every|this)\s", re.IGNORECASE)
_VERB = re.compile(r"(?<=\w) [a-z]+s\b")


def pieces_of(text: str) -> list[str]:
    """The parts of a text that each say one thing; none of a text that says nothing."""
    pieces: list[str] = []
    for piece in filter(None, _BETWEEN.split(text)):
        if pieces and _CONDITION.fullmatch(pieces[-1]) and not _MUST.search(piece):
            pieces[-1] += f", {piece}"
        elif not _REASSURES.match(piece):
            pieces.append(piece)
    return pieces


def with_subject(piece: str, before: str, scene: Scene) -> str:
    """A piece with the subject of the one before: `The clerk runs it | and decides who …`."""
    before = re.sub(r"^(?:and|but|then|while) ", "", before)
    head = head_of(before, scene) if _GOES_ON.match(piece) else ""
    if not _GOES_ON.match(piece) or not (head or _OPENS_WITH_SUBJECT.match(before)):
        return piece
    subjects = [before[: verb.start()] for verb in _VERB.finditer(before)]
    if not subjects or any(scene.is_own(subject) for subject in subjects):
        return piece
    return f"{head or subjects[0]} {piece}"
