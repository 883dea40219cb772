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
    r"^(?:typically|usually|normally|generally)?,?\s*(?:none\b|no\b(?! longer| more| later| sooner"
    r"| fewer| less| limit| \w*\s*(?:approval|sign-?off|consent|permission|quote))|nothing\b)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"^(?P<act>.+?) (?:is|are|lies?|falls?) (?:outside|beyond) .*?(?:power|authority|remit)s?\b",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"^(?P<subj>.*?)\s*\b(?:(?:[Dd]oes|[Dd]o)(?: not|n['’]t)(?: also)?|[Nn]ever)\s+(?!(?:have|need|require"
    r"|mean|include|apply|count|matter|know|want|wish|feel|seem|appear|expect|depend|exist|replace"
    r"|cover|happen|belong|involve|differ|affect|fit|allow|last|end|begin|start|look|sound|like"
    r"|get|see|understand|forget|hesitate|panic|wait|be|only|just|it|the|an?|more|less|on|for|in|to"
    r"|by|from|with|at|as|again|before|after)\b)(?P<rest>[a-z]+\b.*)"
)
_DOES_NO = re.compile(r"^(?P<subj>.*?)\s*\bdoes no (?:further )?(?P<rest>\w+.*)")
_NOT_DONE = re.compile(
    r"^(?P<act>.+?),? (?:(?:is|are)(?: not|n['’]t| never)|but never|never)(?: to be)? (?!(?:included"
    r"|needed|required|expected|counted|meant|intended|limited|considered|covered|paid|measured"
    r"|known|based|affected|interested|involved|concerned|content|different|present|current|urgent"
    r"|important|sufficient|permanent|consistent|seen|met|bound|blamed|satisfied|convinced|driven"
    r"|recent|listed|defined|described|stated|named|supported|open|own|even|often|then|yet|just"
    r"|written|proven|understood|recommended)\b)"
    r"(?P<done>(?:[a-z]+ly )?[a-z]+(?:ed|en|wn|nt|lt|ld|pt|ut|un))\b(?P<rest>.*)"
)
_DECLINED = re.compile(
    r"^(?P<act>.+?) (?:is|are) (?:always )?(?:declined|refused|forbidden|prohibited|banned|barred"
    r"|turned down|off limits)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:nobody|no ?one)(?: else)?(?: (?:but|except|other than) (?P<but>.+?(?=\s(?:may|can))))?"
    r"\s+(?:(?:may|can|shall|is allowed to)\s+(?:be )?)?(?!need|else|will|would|has|had|is |was|know"
    r"|want|should)(?P<rest>\w+.*)",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"^no (?P<subj>(?!more|less|longer|later|one)[\w -]+?) (?:(?P<may>(?:may|can|shall|must|is to"
    r"|are to))\s(?:be )?|(?P<does>\w+s)\s)(?P<rest>.+)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"^[Oo]nly (?P<rest>(?:the|an?|you|[A-Z])\b.*)")
_ONLY_MAY = re.compile(
    r"(?P<who>.+?)\s(?:together )?(?:may|can|is allowed to|are allowed to)\s+(?P<act>.+)"
)
_TILL = re.compile(r",?\s*\b(?:until|unless|before|without|except|while|as long as)\b.*")
_DOES_AND = re.compile(r"^(?P<who>.+?)\s\w+s\b.*\b(?:and|but)$")
_CIRCUMSTANCE = re.compile(r"^(?P<who>.+?)\s(?P<when>(?:in|with|during|on)\s.+)$")
_OWN_WORDS = re.compile(r"^(?:of (?:their|its|your) own$|be )")


def refuses(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The Shift Supervisor has no authority over repairs`, `MUST NOT merge without a review`."""
    match = _MODAL.match(piece) or _LACKS.match(piece)
    if match is None:
        return _without_verb(piece, scene) or _plainly(piece, scene)
    subject, rest = _subject_of(match["subj"], scene), match["rest"]
    core = _CIRCUMSTANCE.match(subject)
    if core and scene.is_own(core["who"]):
        return (refused(trimmed(_OWN_WORDS.sub("", rest)), condition=core["when"]),)
    if len(many := _each_of(subject, scene)) > 1:
        return tuple(refused(trimmed(_OWN_WORDS.sub("", rest)), one) for one in many)
    holder = scene.holder_of(subject)
    if holder is None:
        if re.match(r"be \w+", rest):
            return _forbidden_thing(piece, subject, rest, scene)
        return _after_permission(subject, rest, scene)
    if not holder and (found := _unless(rest, scene)):
        return found
    action = trimmed(_OWN_WORDS.sub("", rest))
    if re.search(r"\bsigns?\b", match["verb"]):
        action = f"sign {action}"
    return (refused(action, holder),)


def _subject_of(subject: str, scene: Scene) -> str:
    """The holder at the head of `the Release Manager builds it and`, else the subject as it is."""
    match = _DOES_AND.match(subject)
    return match["who"] if match and scene.holder_of(match["who"]) is not None else subject


def _each_of(subject: str, scene: Scene) -> list[str]:
    """The holders in `Contributors, Reviewers and everybody else who …`; of a single one none."""
    who = re.sub(r"(?:,| and) everybody else\b.*", "", subject)
    names = [named(name) for name in re.split(r",\s+(?:and )?|\sand\s", who)]
    return names if all(scene.holders.role_of(name) for name in names) else []


def _plainly(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Does not issue permits`, `nobody works longer than …`, `only the regulator lifts it`."""
    if only := _ONLY.match(piece):
        return _only(only["rest"], scene)
    if nobody := _NOBODY.match(piece):
        approver = scene.somebody(nobody["but"] or "")
        return _refused_till(nobody["rest"], scene, approver)
    if (none := _NO_SUCH.match(piece)) and (none["may"] or scene.is_own(none["subj"])):
        verb = none["does"] or none["subj"]
        return _refused_till(f"{verb} {none['rest']}", scene)
    if match := _PLAINLY.match(piece) or _DOES_NO.match(piece):
        subject = _subject_of(match["subj"], scene)
        return _refused_till(match["rest"], scene) if scene.is_own(subject) else ()
    if match := _NOT_DONE.match(piece):
        return _refused_till(f"{match['act']} {match['done']}{match['rest']}", scene)
    declined = _DECLINED.match(piece)
    return _refused_till(declined["act"] + declined["rest"], scene) if declined else ()


def _only(rest: str, scene: Scene) -> tuple[Said, ...]:
    """What only one holder, or a few, may: nobody else may."""
    if match := _ONLY_MAY.match(rest):
        who, action = match["who"], match["act"]
    else:
        verbs = [m.start() for m in re.finditer(r"(?<=\s)[a-z]+s\s", rest)]
        at = next((at for at in verbs if scene.somebody(rest[:at]) == named(rest[:at])), None)
        if at is None:
            return ()
        who, action = rest[:at], rest[at:]
    if any(scene.is_own(one) for one in re.split(r"\s(?:or|and)\s", who)):
        return (decides(trimmed(action)),)
    holder = scene.somebody(who)
    return (
        (refused(trimmed(action), approver=holder), decides(trimmed(action), holder))
        if holder
        else ()
    )


def _refused_till(action: str, scene: Scene, approver: str = "") -> tuple[Said, ...]:
    """A refusal, with what lifts it: somebody's agreement, or a condition."""
    if found := _unless(action, scene):
        return found
    till = _TILL.search(action)
    condition = till[0].strip(" ,.") if till and till.start() > 3 else ""
    action = action[: till.start()] if till and condition else action
    return (refused(trimmed(action), approver=approver, condition=condition),)


def _without_verb(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`None; may recommend`, `Refusing a claim is outside your remit`."""
    none = _NONE.match(piece)
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
    return _unless(action, scene) or (refused(trimmed(action)),)


def _unless(rest: str, scene: Scene) -> tuple[Said, ...]:
    """The agreement without which something may not be done; nothing where none is named."""
    unless = UNLESS.search(rest)
    if unless is None:
        return ()
    action = trimmed(rest[: unless.start()])
    if unless["noun"] == "consent" and not unless["of"]:
        return (refused(action, condition=unless[0].strip()),)
    approver = unless["of"] or unless["poss"] or unless["who"] or ""
    if unless["who"] and not scene.somebody(approver):
        return ()
    return approved(action, approver, unless["noun"] or unless["noun2"] or "approval", scene)


def _after_permission(subject: str, rest: str, scene: Scene) -> tuple[Said, ...]:
    """`they MAY review but MUST NOT merge`: two things said of one subject."""
    permission = MAY.match(subject)
    shared = re.search(r"(?:,|\bbut|\band)$", subject)
    if not permission or not shared or not scene.is_own(permission["subj"]):
        return ()
    action = re.sub(r"[\s,]+(?:but|and|or)$", "", permission["rest"])
    return decides(trimmed(action)), refused(trimmed(rest))
