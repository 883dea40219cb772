"""What a heading, a label or a lead tells of the decisions under it: how far they go, with whom.

Words come in (`Requires manager/director/executive approval`, `Decides alone:`, `Must not`), and a
`Told` goes out, or nothing. No organisation's headings are listed: patterns of general English
around deciding, approving and asking are, and what no pattern knows is left to what was learned
(`heading_kinds`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.decision_rights.heading_kinds import Kind, kind_of
from knowledge.decision_rights.holders import approval_by, named, until_stop
from knowledge.decision_rights.model import Level, Part


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the clauses under a heading.

    `level` is None for an area of authority (`Budget authority`), where each clause tells its own.
    `approver` is who agrees or decides instead, empty where the heading does not say. `sure` is
    False under `Powers` and the like, where a clause may as well state a duty.
    """

    level: Level | None
    part: Part = Part.DECIDES
    approver: str = ""
    sure: bool = True


AREA = Told(None)
LEARNED = {
    Kind.ALONE: Told(Level.INDEPENDENT, sure=False),
    Kind.TEAM: Told(Level.TEAM_APPROVAL, Part.PROPOSES),
    Kind.MANAGER: Told(Level.MANAGER_APPROVAL, Part.PROPOSES),
    Kind.PROPOSE: Told(Level.RECOMMEND_ONLY, Part.PROPOSES),
    Kind.NOT: Told(Level.NOT_AUTHORIZED, Part.EXCLUDED),
}
"""What headings tell by their kind; what is mixed tells nothing of a single clause."""
_AGREE = (
    r"(?:approv\w+|agree(?:ment|s|d)?|consent|sign-?offs?|signatures?|permission|authori[sz]ation"
    r"|clearance|endorsement|concurrence|review|blessing|go-ahead|ok(?:ay)?|nod|say-so|green light"
    r"|thumbs[- ]up)"
)
_DECIDE = (
    r"(?:decid\w*|decision\w*|approv\w*|authori[sz]\w*|sign\w*|settle\w*|choose|act|determine"
    r"|authority|powers?)"
)
_RECOMMEND = re.compile(
    r"(?:\b(?:you|they|may|can|role|i|matters?|decisions?|only|where|what|things|we|to)\b.*)"
    r"\b(?:recommends?|proposes?|suggests?|influences?|advises?|consulted)\b"
    r"|^(?:(?:may|can) )?(?:recommends?|proposes?|suggests?|advises?|influences?|advisory"
    r"|recommend(?:ation)?s? only|consulted|contributes? to)(?:[ ,]|$)(?!(?:reading|tools"
    r"|training))"
    r"|\binput only\b|\brecommend\w* (?:only|authority|rights?)|advisory (?:only|role)|input only",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:that|which) are not(?: (?:the )?[\w ]+['’]s?)?$|\bhands off\b|\bout of bounds\b"
    r"|\bno-go\b"
    r"|\bleave (?:it |them )?alone\b|\bnot (?:yours|theirs|ours|for you|part of|delegated|permitted"
    r"|allowed|authori[sz]ed"
    r"|empowered|to (?:decide|be decided))\b|\b(?:may|must|can|shall|do|does|should|will)"
    r"(?: not|n['’]t) (?!only)|\b(?:may|must|can|shall|do|does)(?: not|n['’]t)$|\bcannot\b"
    r"|\boutside (?:of )?(?:your|the|this|their|its) .*(?:authority|power|remit|scope|role)"
    r"|\bno (?:authority|right|power|say)\b|\bprohibited\b|\boff[- ]limits\b|\bforbidden\b"
    r"|\breserved (?:to|for)\b|\bbeyond (?:your|the|this|their) (?:authority|role|remit)"
    r"|^(?:never|exclusions|excluded|not authori[sz]ed)\b",
    re.IGNORECASE,
)
_ESCALATE = re.compile(
    r"\b(?:must|has to|have to|to|needs? to|always|what you|when to|shall) (?:be )?escalate[sd]?\b"
    r"|^escalat(?:es?|ion)(?: (?:points?|paths?|triggers?|criteria|rules?))?(?: to .*)?$"
    r"|\bescalate to\b|^escalate (?:when|if|where)\b"
    r"|\b(?:has|have|must|needs?|had) to (?:be (?:put|brought|referred|taken) to|go to|ask)"
    r"|\b(?:goes|go|referred|refers?|taken|put|brought) (?:up )?to (?:the|your|an?)\b"
    r"|\b(?:asks?|check|clear it|talk|speak|go)\b.*\bfirst\b|\brun (?:it|this|these|them) (?:by"
    r"|past)\b|\bcheck with\b|\bconsult\b.*\b(?:first|before\w*)\b",
    re.IGNORECASE,
)
_APPROVAL = re.compile(
    rf"\b(?:requir\w+|needs?|needed|needing|subject to|only with|pending|seek|get|takes?|after"
    rf"|upon|prior)\b.*\b{_AGREE}\b|\b{_AGREE}\b.*\b(?:needed|required|necessary|first)\b"
    rf"|\bmust be {_AGREE}\b|\b(?:where|when) you need\b"
    rf"|\b(?:that|which) (?:need|require) (?:the|your|an?) |^needs? (?:your|the|an?) "
    rf"|\bwith (?:the |your |their |prior )*(?:[\w/'’-]+ ){{0,4}}{_AGREE}\b(?! of changes)"
    rf"|\bneeds? (?:someone|somebody|anyone) else\b|^(?:with|by) approval\b|^approvals? (?:by|of"
    rf"|from|above)\b"
    rf"|\b(?:once|after|until|only (?:when|if)) (?:(?:the|your"
    rf"|an?) )?(?P<who>[\w/’'-]+(?: [\w/’'-]+){{0,4}}?)"
    rf" (?:has |have )?(?:said yes|says yes|agree[sd]?|approve[sd]?|sign(?:s|ed)(?: off)?"
    rf"|ok(?:ay)?(?:s|ed)"
    rf"|cleared|confirm(?:s|ed)|consent(?:s|ed))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"^(?:decides? |decided |agreed? )?(?:together |jointly )?with (?:the )?(?:others|team|peers"
    r"|colleagues)\b|^together\b|^jointly\b|\bdecisions? (?:made |taken |shared )?(?:with|in) "
    r"(?:the |your )?(?:team|group|peers)|\bshared decisions?\b|\bjoint decisions?\b"
    r"|\bteam decisions?\b|\bdecides? (?:together|jointly)\b|\bdecides? with (?!the (?:approv"
    r"|consen))"
    r"|\bteam decides\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"\b{_DECIDE}\b.*\b(?:independent\w*|alone|autonom\w+|yourself|themselves)\b"
    rf"|\b(?:independent\w*|alone|autonom\w+|sole|full|own)\b.*\b{_DECIDE}\b"
    rf"|\bon (?:your|their|its|his|her) own (?:authority|account|initiative)\b"
    rf"|\bwithout (?:further |any |prior )*(?:asking|approval|permission|consult\w*|sign)"
    rf"|\b(?:what|which|matters|things|decisions?|where)\b.*\b(?:you|they|role|i|we|may|can|holder"
    rf"|[A-Z]\w+)\b(?: (?:may|can|will|shall))? (?:decides?|approves?|signs?|settles?"
    rf"|authori[sz]es?"
    rf"|make|makes)\b|\b(?:may|can) (?:decide|approve|authori[sz]e|sign)\b"
    rf"|^decides?$|^approves?$|^(?:you )?may$|\b(?:that|which) are (?:all )?yours\b|^yours(?:"
    rf" alone)?$"
    rf"|^your (?:calls?|discretion|decisions?)\b|^decides? (?:alone|freely)"
    rf"|^(?:independent|autonomous|alone|decides? independently)$"
    rf"|\bcalls? the shots\b|\b(?:free|open) hand\b|\b(?:trusted|free|left) to (?!the\b)\w+"
    rf"|\byour own call\b|\bup to (?:you|them)$|\bno(?:body)?(?: one)?(?: else)? needs? (?:to )?ask"
    rf"|\bgo ahead\b|\bin your (?:own )?hands\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    rf"\b(?:no|without|not?(?: \w+)?) (?:\w+ )?{_AGREE} (?:is )?(?:needed|required|necessary)"
    rf"|\b(?:not|n['’]t) (?:need|require)\b.*\b{_AGREE}",
    re.IGNORECASE,
)
_POWERS = re.compile(
    r"^(?:(?:standing|delegated|special|general|your|its|their) )?(?:powers|privileges|permissions"
    r"|entitlements|authority)(?: and (?:limits|duties|privileges))?$|^(?:[\w-]+ ){0,2}decisions$"
    r"|\bprivileges$",
    re.IGNORECASE,
)
_AREAS = re.compile(
    r"\b(?:budget\w*|financ\w+|spend\w*|money|architectur\w*|technical|vendors?|procurement"
    r"|purchas\w+|delivery|hiring|staffing|compliance|contract\w*|sign\w*|expenditure)\b"
    r".*\b(?:authority|authorities|delegations?)\b|^limits(?: of (?:authority|approval))?$"
    r"|^(?:authority|approval|spending|signing|financial|budget|lending|cash|payment"
    r"|credit|purchas\w+|refund\w*) limits?$",
    re.IGNORECASE,
)
_DECISIONS = re.compile(
    r"\brights\b|\bdecision[- ]?(?:rights?|making|authority|powers?|scope)|\bauthority\b|\bdelegat"
    r"|\bwho decides\b|\bscope of authority\b|\bdecides?\b|\bapprov(?:es?|al)\b|\bpowers\b"
    r"|\bprivileges\b|\bdecisions\b|\bdecision matrix\b|\bmandate\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:goals?|objectives?|milestones?)\b|interview|candidate|red flags?|\bsigns? (?:of|that)"
    r"|signals?|\bskills?\b|\bkpis?\b|metric"
    r"|measure"
    r"|qualification|\bexperience\b|education|\btools?\b|\bhiring (?:eval|process)|career|challenge"
    r"|\brisks?\b|failure|variants|automation|learning|glossary|words used|person specification",
    re.IGNORECASE,
)
_DUTIES = re.compile(r"\b(?:duties|responsibilities|accountabilities)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[A-Z][.)]|[IVX]+[.)])\s+")
_NEEDS_CONTEXT = re.compile(
    r"^(?:independent|autonomous|alone|approves?|decisions|limits)$", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def told_by(path: tuple[str, ...]) -> Told | None:
    """What the headings over a clause tell, the innermost that tells something; None if none."""
    for depth in range(len(path), 0, -1):
        heading = _NUMBERED.sub("", path[depth - 1]).strip(" :*")
        if _NEEDS_CONTEXT.match(heading) and not speaks_of_decisions(path[: depth - 1]):
            continue
        told = told_by_label(heading) or (AREA if _AREAS.search(heading) else None)
        if not told and depth == len(path):
            told = _learned(heading)
        if told or (depth > 1 and _is_subject(heading)):
            return told
    return None


def _learned(heading: str) -> Told | None:
    """What was learned of a heading that no pattern knows."""
    return None if _ELSEWHERE.search(heading) else LEARNED.get(kind_of(heading))


@lru_cache(maxsize=8192)
def told_by_label(label: str) -> Told | None:
    """What a heading or a label such as `Needs approval` tells by itself; None if nothing."""
    if _AREAS.search(label) and not _APPROVAL.search(label):
        return None
    return next((told for told in (read(label) for read in _READINGS) if told), None)


def _free(label: str) -> Told | None:
    return Told(Level.INDEPENDENT) if _FREE.search(label) else None


def _recommending(label: str) -> Told | None:
    skill = re.search(r"\bwithout authority\b", label, re.IGNORECASE)
    recommends = _RECOMMEND.search(label) and not skill
    return Told(Level.RECOMMEND_ONLY, Part.PROPOSES) if recommends else None


def _escalating(label: str) -> Told | None:
    opens = r"\b(?:to|ask|with|consult) (?!be |go |ask |consult |escalate)"
    return _with_approver(label, opens) if _ESCALATE.search(label) else None


def _refusing(label: str) -> Told | None:
    return Told(Level.NOT_AUTHORIZED, Part.EXCLUDED) if _NOT.search(label) else None


def _together(label: str) -> Told | None:
    if not _TOGETHER.search(label) or _APPROVAL.search(label):
        return None
    match = re.search(r"\bwith (?:the |your )?(.*)", label, re.IGNORECASE)
    who = until_stop(match[1]) if match else ""
    return Told(approval_by(who, Level.TEAM_APPROVAL), Part.PROPOSES, who)


def _alone(label: str) -> Told | None:
    agreed = re.search(r"\bwith (?:the )?(?:agree|consent|appro)", label)
    return Told(Level.INDEPENDENT) if _ALONE.search(label) and not agreed else None


def _approving(label: str) -> Told | None:
    opens = r"\b(?:of|by|from|need)\b (?!approv)"
    return _with_approver(label, opens) if _APPROVAL.search(label) else None


def _powers(label: str) -> Told | None:
    return Told(Level.INDEPENDENT, sure=False) if _POWERS.search(label) else None


_READINGS = (
    _free,
    _recommending,
    _escalating,
    _refusing,
    _together,
    _alone,
    _approving,
    _powers,
)
"""The readings of a label, the surest first."""


@lru_cache(maxsize=8192)
def speaks_of_decisions(path: tuple[str, ...]) -> bool:
    """Whether a heading over a clause is about deciding, approving or authority at all."""
    about = kind_of(path[-1]) is not Kind.OTHER if path else False
    return about or any(_DECISIONS.search(heading) for heading in path)


@lru_cache(maxsize=8192)
def speaks_of_something_else(path: tuple[str, ...]) -> bool:
    """Whether a heading opens matters where `may` gives no right: skills, hiring, risks.

    What stands among the duties is a matter of duty: `Principal duties > Education`.
    """
    for heading in path:
        if _DUTIES.search(heading):
            return False
        if _ELSEWHERE.search(heading):
            return True
    return False


def _is_subject(heading: str) -> bool:
    """Whether a heading opens a matter of its own, so that those over it tell nothing of it."""
    return bool(
        re.search(
            r"\b(?:exceptions|definitions|notes|history|principles)\b", heading, re.IGNORECASE
        )
    )


def _with_approver(label: str, opens: str) -> Told:
    """The approval that a label asks for, and whose."""
    approver = ""
    given = _APPROVAL.search(label)
    if given and given["who"]:
        approver = named(given["who"])
    elif match := re.search(opens, label, re.IGNORECASE):
        approver = named(until_stop(label[match.end() :]))
    elif match := re.search(
        rf"\b(?:requir\w+|needs?|with|by)\b(.*?)\b{_AGREE}\b(.*)", label, re.IGNORECASE
    ):
        approver = named(match[1])
        if re.search(r"\bor (?:senior|peer|manager|higher|\w+ review)", match[2], re.IGNORECASE):
            approver = f"{approver} {match[2].strip()}".strip()
    approver = re.sub(r"\s+(?:approval|sign-?off|consent|agreement)\b", "", approver)
    nobody = re.fullmatch(rf"{_AGREE}|an?|the|first", approver, re.IGNORECASE)
    approver = "" if nobody else approver
    approver = re.sub(r"^(?:team|peer)$", r"the \g<0>", approver)
    return Told(approval_by(approver or label), Part.PROPOSES, approver)
