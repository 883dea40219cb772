"""Sentences about what is done together: `any two members together may`, `only with underwriting`.

A piece of a clause comes in with its scene; the agreement that its own holder needs goes out, or
nothing where the piece is of another kind.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.agreements import agreed_by
from knowledge.decision_rights.holders import approval_by, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.permissions import MAY
from knowledge.decision_rights.scene import Said, Scene, needs, trimmed

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
    r"^(?P<act>.+?),? (?:where|if|when|once|provided(?: that)?) (?P<who>(?:the|an?|your|both)\s"
    r"[^,;]+?) (?:agrees?|approves?|consents?)$"
)
_PERMITTED = re.compile(r"^.*?\b(?:may|can)\s(?!be)|\b(?:may|can) be ")


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
    who = scene.somebody(until_stop(match["who"])) if match else ""
    if not match or not who or scene.is_own(who) or not scene.is_own(match["subj"] or ""):
        return ()
    return (needs(trimmed(match["act"]), approval_by(who, Level.TEAM_APPROVAL), who),)


def where_agreed(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Publish externally where the Publication Committee agrees`."""
    match = _WHERE_AGREED.match(piece)
    who = scene.somebody(match["who"]) if match else ""
    if not match or not who or scene.is_own(who) or MAY.match(match["act"]):
        return ()
    return agreed_by(trimmed(match["act"]), who)
