"""Sentences about what is done together: `any two members together may`, `only with underwriting`.

A piece of a clause comes in with its scene; the agreement that its own holder needs goes out, or
nothing where the piece is of another kind.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.agreements import AGREES
from knowledge.decision_rights.holders import approval_by, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.permissions import MAY
from knowledge.decision_rights.scene import Said, Scene, agrees, needs, trimmed

_TOGETHER_WITH = re.compile(
    r"^(?P<act>.+?),? only (?:together |jointly )?with (?P<who>[^,;]+)"
    r"|^(?P<act2>.+?) by (?P<who2>two [^,;]+? together)\b"
)
_DONE_TOGETHER = re.compile(
    r"^(?P<subj>(?:the|an?|each|you|they|we)\b[\w ]*?\s)?(?!work|collaborat|liais|meet|speak|sit"
    r"|stand|grow)"
    r"(?P<act>(?:[a-z]+s|[A-Z][a-z]+)\s[^,;]+?),? (?:together|jointly) with (?P<who>[^,;]+)$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"^(?:any |at least )?(?P<who>two|three|several) [\w ]+ together$", re.IGNORECASE
)
_WHERE_AGREED = re.compile(
    r"^(?P<act>.+?),? (?:but )?(?:only )?(?:where|if|when|once|until|after|unless|as long as"
    r"|provided(?: that)?) (?P<who>(?:(?:the|an?|your|both|all|every|each|our)\s|[A-Z])[^,;]*?)"
    rf"(?: (?:\w+ ){{1,6}}and)? {AGREES}\b",
    re.IGNORECASE,
)
_NEEDS_TO_AGREE = re.compile(
    r"^(?P<subj>.+?)\s(?:needs?|requires?|takes?)\s+(?P<who>.+?) to (?:all )?(?:agree|approve"
    r"|consent"
    r"|sign|say yes|okay|clear|confirm)\b(?P<how>.*)",
    re.IGNORECASE,
)
_FOUR_EYES = re.compile(
    r"\bfour eyes\b|\btwo pairs? of eyes\b|\b(?:beside|alongside) you\b", re.IGNORECASE
)
_STATE = re.compile(
    r"(?: (?:may|can|shall))? (?:takes?|comes?) (?:effect|into force)$"
    r"|,? (?:is|are) (?:only )?(?:fine|allowed|permitted|ok(?:ay)?|possible|accepted)$"
    r"| and (?:applies|apply)$",
    re.IGNORECASE,
)
_PERMITTED = re.compile(
    r"^.*?\b(?:may|can|shall)\s(?!be)|\b(?:may|can|shall) be |^(?:you|we) (?=[a-z])",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|nothing|nobody)\b|n['’]t\b", re.IGNORECASE)


def several(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Any two members together may stop a machine`, `operated by two trained people together`."""
    permission = MAY.match(piece)
    subject = _TOGETHER.match(permission["subj"]) if permission else None
    if permission and subject:
        action = trimmed(permission["rest"])
        return (needs(action, Level.TEAM_APPROVAL, f"{subject['who']} together"),)
    match = _TOGETHER_WITH.match(piece)
    who = (match["who"] or match["who2"]) if match else ""
    if not match or not (match["who2"] or scene.somebody(until_stop(who))):
        return ()
    action = trimmed(_PERMITTED.sub("", match["act"] or match["act2"]))
    if match["who2"]:
        return (needs(action, Level.TEAM_APPROVAL, who),)
    return (needs(action, approval_by(who, Level.TEAM_APPROVAL), until_stop(who)),)


def together(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Hires testers together with People Operations`: what colleagues do as one."""
    match = _DONE_TOGETHER.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or scene.is_own(who) or not scene.is_own(match["subj"] or ""):
        return ()
    return (needs(trimmed(match["act"]), approval_by(who, Level.TEAM_APPROVAL), who),)


def where_agreed(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Publish externally where the Publication Committee agrees`."""
    match = _WHERE_AGREED.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or _NEGATED.search(match["act"]):
        return ()
    permission = MAY.match(match["act"])
    others = permission and scene.holder_of(permission["subj"])
    if others or (scene.is_own(who) and not scene.are_fellows(match["who"])):
        return ()
    action = trimmed(_PERMITTED.sub("", _STATE.sub("", match["act"])))
    own = needs(action, scene.level_of(match["who"]), who)
    return (own,) if scene.is_own(who) else (own, agrees(action, who))


def needs_to_agree(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The winter plan needs all three keepers to agree`, `… a colleague to agree beside you`."""
    match = _NEEDS_TO_AGREE.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who:
        return ()
    level = scene.level_of(match["who"])
    level = Level.TEAM_APPROVAL if _FOUR_EYES.search(match["how"]) else level
    return needs(trimmed(match["subj"]), level, who), agrees(trimmed(match["subj"]), who)
