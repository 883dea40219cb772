"""Sentences that give a matter to somebody else: it belongs to them, goes to them, is theirs.

A piece of a clause comes in with its scene; what it says of its own holder and of the other goes
out, or nothing where the piece is of another kind. What lies beyond a limit that was told needs the
other's agreement; anything else is not the own role's to decide.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.agreements import COMPARED
from knowledge.decision_rights.holders import approval_by, named, own, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.scene import Said, Scene, decides, needs, refused, trimmed

_BELONGS = re.compile(
    r"^(?P<act>.*?)\s*\b(?:(?:ultimately |finally |typically |usually |always )?"
    r"(?:belongs?|rests?|sits?|lies?|stays?) (?:typically |usually |always )?(?:to|with)"
    r"|(?:is|are) (?:reserved (?:to|for)|a (?:matter|question|decision) for|for|up to)"
    r"|(?:is|are) (?:decided|approved) at|decision (?:typically |usually )?above)\s+(?P<who>.+)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"^(?:(?:these|this|that|it|\w+ing\b[^,;]*) belongs? to|(?!an? )[^;]*?\b(?:lies?|rests?|stays?)"
    r" with)\b|\b(?:is|are) reserved (?:to|for)\b|\b(?:is|are) for\b[^,;]+\balone\b",
    re.IGNORECASE,
)
_IS_THEIRS = re.compile(
    r"^(?P<act>.*?)\s*\b(?:is|are|remains?|stays?)\s+(?P<who>(?:the |your )?[^,;]+?)['’]s?"
    r"(?: (?:own|decision|call|to (?:decide|agree|approve|make)|responsibility|alone))?[.)]*$"
    r"|^(?P<own>.*?)\s*\b(?:is|are) (?:all )?(?:yours|mine|ours)\b",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\b(?:enquir|inquir|request|question|claim|contract|complaint|application|exception"
    r"|change|purchase|order|case|dispute|appeal|waiver|referral|quer|matter|call|anything"
    r"|everything|offer|recruiting|hiring|requisition|refund|proposal|invitation|not on the)",
    re.IGNORECASE,
)
"""What somebody else settles when it goes to them; a report that goes to them says nothing."""

_REFERRED = re.compile(r"\b(?:is|are|must be) (?:referred|escalated) (?:up )?to\b")

_SENDS = re.compile(
    r"^(?:(?P<subj>.*?)\s)?(?:sends?|pass(?:es)?|refers?|hands?|leaves?)\s(?P<what>.+?)"
    r"\s(?:on |over )?to (?P<who>(?:the|your)\s.+|[A-Z].+)"
)
_ALONE_DECIDES = re.compile(
    r"^(?P<act>.+?)\s(?:to|by|for) (?P<who>[^,;]+), (?:who|which) (?:alone |then |finally )?"
    r"(?:decides?|approves?|signs?|settles?)\b(?: (?P<what>.+))?"
)
_GOES_TO = re.compile(
    r"^(?P<act>.*?)\s*,?\b(?:go(?:es)?(?: through)?|(?:is|are|must be|gets?) (?:referred|escalated"
    r"|passed|put|taken|sent|asked)|escalates?|refers?|phone|call|ring|ask|passes)\b(?P<what>.*?)\s"
    r"(?:up |back )?(?:to|before|for)?\s*(?P<who>(?:the|your|an?) .+|[A-Z][\w/&]+.*)",
)
_WITHIN = re.compile(
    r"^(?P<act>.+?) (?:is|are|falls?|lies?) (?:with)?in"
    r" (?:(?:your|the|their|its) )?(?:own )?(?:authority|remit|powers?|discretion|gift|competence)"
    r"(?: of (?P<whose>[^,;]+))?$",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?P<act>.*?)\s*\b(?:is |are )?shared?s? (?P<what>.*?)\s?\bwith (?P<who>.+)", re.IGNORECASE
)


def belongs(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`X belongs to the product manager`, `a longer halt is the chief's`."""
    match = _BELONGS.match(piece) or _IS_THEIRS.match(piece)
    if match and match.groupdict().get("own"):
        return (decides(trimmed(match["own"])),)
    who = scene.first_in(match["who"]) if match else ""
    telling = scene.decisions or COMPARED.search(piece) or "decision" in piece
    if not match or not who or not (telling or _SURE.search(piece)):
        return ()
    action = trimmed(match["act"])
    if scene.is_own(who):
        return (decides(action),)
    if COMPARED.search(piece):
        return needs(action, approval_by(who), who, above=True), decides(action, who)
    return refused(action, approver=who), decides(action, who)


def within_authority(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Expenses up to £100 are within the authority of the post`, or of somebody else."""
    match = _WITHIN.match(piece)
    whose = (match["whose"] or "you").strip() if match else ""
    who = "" if own(whose) or scene.is_own(whose) else scene.first_in(whose)
    if not match or not (who or own(whose) or scene.is_own(whose)):
        return ()
    action = trimmed(match["act"])
    return (refused(action, approver=who), decides(action, who)) if who else (decides(action),)


def goes_to(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Anything above goes to the board`, `larger claims go to the Legal department`."""
    match = _GOES_TO.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    above = bool(COMPARED.search(piece))
    if not match or not who or not (scene.decisions or above) or scene.is_own(who):
        return _handed(piece, scene)
    action = trimmed(match["act"] or match["what"])
    if not above and _CASES.search(action):
        return _anothers(action, who)
    return needs(action, approval_by(who), who, above=above), decides(action, who, above=above)


def _handed(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Enquiries from the press go to Communications`, `passed to Legal, which alone decides`."""
    if match := _ALONE_DECIDES.match(piece):
        who = scene.first_in(match["who"])
        action = trimmed(match["what"] or match["act"])
        return () if not who or scene.is_own(who) else _anothers(action, who)
    match = _GOES_TO.match(piece) or _SENDS.match(piece)
    if match is None:
        return ()
    who = scene.first_in(match["who"])
    parts = match.groupdict()
    what = parts.get("act") or parts.get("what") or ""
    decided = _CASES.search(what) or _REFERRED.search(piece)
    if not who or scene.is_own(who) or not decided:
        return ()
    return _anothers(trimmed(what), who)


def _anothers(action: str, who: str) -> tuple[Said, ...]:
    """Something that somebody else settles: with a committee's agreement, or not for the role."""
    level = approval_by(who)
    own = needs(action, level, who) if level is Level.TEAM_APPROVAL else refused(action, "", who)
    return own, decides(action, who)


def shared(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Production delivery is shared with engineering`, in an area of authority."""
    match = _SHARED.match(piece) if scene.decisions else None
    if match is None:
        return ()
    who = named(until_stop(match["who"]))
    return (needs(trimmed(match["act"] or match["what"]), Level.TEAM_APPROVAL, who),)
