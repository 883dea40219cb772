"""Sentences that refuse: MAY NOT, has no authority, does not own, outside the remit.

A piece of a clause comes in with its scene; what it says goes out, or nothing where the piece is of
another kind. A refusal that ends where somebody agrees is a need of agreement.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.agreements import approved
from knowledge.decision_rights.holders import named
from knowledge.decision_rights.permissions import MAY, UNLESS
from knowledge.decision_rights.scene import Said, Scene, decides, refused, trimmed

_MODAL = re.compile(
    r"^(?P<subj>.*?)\s*\b(?P<verb>(?:may|must|can|shall)\s+(?:not|never)|cannot"
    r"|(?:can|must|may)n?['’]t|never(?= \w+s\b)|(?:is|are) (?:not|never) (?:allowed|permitted"
    r"|authori[sz]ed|entitled|empowered|free) to|(?:does|do) (?:not|never) have (?:the )?"
    r"(?:authority|right|power) (?:to|over))\s+(?:unilaterally |itself |also )?(?P<rest>.+)",
    re.IGNORECASE,
)
_LACKS = re.compile(
    r"^(?P<subj>.*?)\s*\b(?P<verb>(?:does|do|did)(?: not|n['’]t) (?:\w+ly |itself |themselves )?"
    r"(?:decide|own|approve|sign|authori[sz]e|grant|choose)(?: on)?"
    r"|(?:has|have|holds?|with|carr(?:y|ies)) no (?:\w+ ){0,3}?(?:authority|rights?|powers?|say"
    r"|mandate|control|veto|vote)(?: over| to| on| for| in)?"
    r"|(?:grants?|approves?|signs?|decides?|authori[sz]es?|owns?|holds?) (?:no|nothing|neither|not)"
    r"|not (?:an? |the )?(?:\w+ )?(?:decision[- ]?maker|approver)"
    r"|(?:takes?|makes?) no (?=decision)|is not for)\b\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:typically|usually|normally|generally)?,?\s*(?:none\b|no\b(?! one| longer| more| later"
    r"| sooner"
    r"| fewer| less| limit| \w*\s*(?:approval|sign-?off|consent|permission|quote))|nothing\b)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"^(?P<act>.+?) (?:(?:is|are|lies?|falls?) (?:outside|beyond)|(?:is|are) not (?:with)?in) "
    r".*?(?:power|authority|remit|gift|hands)s?\b",
    re.IGNORECASE,
)
_DOES_AND = re.compile(r"^(?P<who>.+?)\s\w+s\b.*\b(?:and|but)$")
_CIRCUMSTANCE = re.compile(r"^(?P<who>.+?)\s(?P<when>(?:in|with|during|on)\s.+)$")
_TILL = re.compile(r"\s*\b(?:without|unless|until|except|only|not before|before|save)\b")
_IS = re.compile(r"\s(?:is|are)\s")
_OWN_WORDS = re.compile(r"^(?:of (?:their|its|your) own$|be )")


def refuses(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The Shift Supervisor has no authority over repairs`, `MUST NOT merge without a review`."""
    match = _MODAL.match(piece) or _LACKS.match(piece)
    if match is None:
        return _without_verb(piece, scene)
    subject, rest = subject_of(match["subj"], scene), match["rest"]
    core = _CIRCUMSTANCE.match(subject)
    if core and scene.is_own(core["who"]):
        return (refused(trimmed(_OWN_WORDS.sub("", rest)), condition=core["when"]),)
    holder = scene.holder_of(subject)
    if holder is None:
        if re.match(r"be \w+", rest):
            return _forbidden_thing(piece, subject, rest, scene)
        many = _each_of(subject, scene)
        several = tuple(refused(trimmed(rest), one) for one in many)
        return several or _after_permission(subject, rest, scene)
    if not holder and (found := unless(rest, scene)):
        return found
    action = trimmed(_OWN_WORDS.sub("", rest))
    if re.search(r"\bsigns?\b", match["verb"]):
        action = f"sign {action}"
    return (refused(action, holder),)


def subject_of(subject: str, scene: Scene) -> str:
    """The holder at the head of `the Release Manager builds it and`, else the subject as it is."""
    match = _DOES_AND.match(subject)
    return match["who"] if match and scene.holder_of(match["who"]) is not None else subject


def _each_of(subject: str, scene: Scene) -> list[str]:
    """The holders in `Contributors, Reviewers and everybody else who …`; of a single one none."""
    who = re.sub(r"(?:,| and) everybody else\b.*", "", subject)
    names = [named(name) for name in re.split(r",\s+(?:and )?|\sand\s", who)]
    return names if all(scene.holders.role_of(name) for name in names) else []


def _without_verb(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`None; may recommend`, `Refusing a claim is outside your remit`."""
    none = _NONE.match(piece)
    if none and (found := unless(_IS.sub(" ", none["rest"]), scene)):
        return found
    if none and scene.decisions:
        return (refused(trimmed(none["rest"])),)
    outside = _OUTSIDE.match(piece)
    return (refused(trimmed(outside["act"])),) if outside else ()


def _forbidden_thing(piece: str, subject: str, rest: str, scene: Scene) -> tuple[Said, ...]:
    """`A pull request MUST NOT be merged until …`: a thing that nobody may do."""
    nobody = re.match(r"(?:nobody|no ?one|none)\b", subject.strip(), re.IGNORECASE)
    if nobody or re.search(r"\bif\b", subject) or MAY.match(subject):
        return ()
    if not scene.decisions and re.search(r"\bcan(?:not|['’]t| not)\b", piece):
        return ()
    action = f"{subject} {rest.removeprefix('be ')}"
    return unless(action, scene) or (refused(trimmed(action)),)


def unless(rest: str, scene: Scene) -> tuple[Said, ...]:
    """The agreement without which something may not be done; nothing where none is named."""
    ways = [UNLESS.match(rest, at.start()) for at in _TILL.finditer(rest)]
    named_by = [one for one in ways if one and (not one["who"] or scene.somebody(one["who"]))]
    found = next(iter(named_by), None)
    if found is None:
        return ()
    action = trimmed(rest[: found.start()])
    if found["noun"] == "consent" and not found["of"]:
        return (refused(action, condition=found[0].strip()),)
    approver = found["of"] or found["poss"] or found["who"] or ""
    return approved(action, approver, found["noun"] or found["noun2"] or "approval", scene)


def _after_permission(subject: str, rest: str, scene: Scene) -> tuple[Said, ...]:
    """`they MAY review but MUST NOT merge`: two things said of one subject."""
    permission = MAY.match(subject)
    shared = re.search(r"(?:,|\bbut|\band)$", subject)
    if not permission or not shared or not scene.is_own(permission["subj"]):
        return ()
    action = re.sub(r"[\s,]+(?:but|and|or)$", "", permission["rest"])
    return decides(trimmed(action)), refused(trimmed(rest))
