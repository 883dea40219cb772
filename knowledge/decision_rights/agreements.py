"""Sentences in which somebody else counts: agreement that is needed, decisions that are another's.

A piece of a clause comes in with its scene; what it says of its own holder and of the others goes
out, or nothing where the piece is of another kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.decision_rights.figures import SMALL_NUMBERS, amounts_in
from knowledge.decision_rights.holders import approval_by, named, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.scene import Said, Scene, agrees, decides, needs, refused, trimmed

AGREED = (
    r"(?:approval|ratification|agreement|consent|sign-?off|authori[sz]ation|permission|clearance"
    r"|endorsement|concurrence|go-ahead|review|approving review|instruction|countersignature"
    r"|signature|vote|say-so|check"
    r"|word|ok|okay|nod|yes|(?:favourable )?opinion|blessing|green light|thumbs[- ]up)s?"
)
"""What somebody gives who lets a thing pass."""

AGREES = (
    r"(?:(?:all|both|each|has|have|also|first|together|unanimously) )*(?:agree[sd]?|approve[sd]?"
    r"|consent(?:s|ed)?|clear(?:s|ed)(?: it| them)?(?= |$)|say(?:s)? (?:yes|so)|said (?:yes|so)"
    r"|sign(?:s|ed)? (?:it )?off|vote[sd]? (?:for|in favour|yes)|(?:is|are) (?:for it|for them|in"
    r" favour|content|happy|satisfied)|passe[sd] (?:it|them)|resolved(?: (?:up)?on (?:it|them))?"
    r"|been (?:asked|consulted)|given (?:the nod|a yes))"
)
"""What those do who let a thing pass, as a condition has it: `once the Board has agreed`."""

COMPARED = re.compile(
    r"\b(?:above|beyond|more than|exceed\w*|anything|larger|longer|more|dearer|milder|higher|bigger"
    r"|greater|over (?=[\d£$€]|that|this|the limit)|in excess)\b",
    re.IGNORECASE,
)
"""Words for what lies beyond a limit."""

_WEAK = re.compile(
    r"ratification|agreement|consent|review|vote|concurrence|endorsement|check", re.IGNORECASE
)
_NEEDS = re.compile(
    rf"^(?P<subj>.*?)\s*\b(?:needs?|requires?|waits? for|awaits?|must have|has to have"
    rf"|have to have|calls? for"
    rf"|(?:is|are|remain) subject to|must (?:get|obtain|seek)|needs? to (?:get|have))\b\s+"
    rf"(?:(?:[^;:]{{2,70}}? and )?(?:the |an? |prior |written |formal |final |express |their )*"
    rf"(?P<noun>{AGREED})"
    rf"(?: (?:of|by|from|with) (?P<of>.+))?|(?P<poss>[^,;]{{2,60}}?)['’]s? (?:\w+ ){{0,2}}?"
    rf"(?P<noun2>{AGREED})\b(?P<tail>.*)|(?P<adj>(?:[\w/-]+ ){{1,5}}?)(?P<noun3>{AGREED})\b"
    rf"(?: of (?P<what>.+))?)",
    re.IGNORECASE,
)
_NEEDS_WHOM = re.compile(
    r"^(?P<subj>.+?)\s(?:needs?|requires?)\s+(?P<who>(?:the|an?|your)\s.+)", re.IGNORECASE
)
_NEEDSANOTHER = re.compile(
    r"^(?P<subj>.+?)\s(?:needs?|requires?|takes?)\s+(?P<who>(?:two|three|another|a second|one other"
    r"|at least two)\s(?:[\w-]+ )?(?:staff|people|persons|colleagues?|members?|crew|signatures"
    r"|nurses|officers|engineers|reviewers|operators|person|pair of eyes)\b[^,;]*)",
    re.IGNORECASE,
)
_ANOTHER_READS = re.compile(
    r"^(?P<who>(?:a second|another|one more|a different) (?:[\w-]+ ){1,4}?)"
    r"(?:reads?|checks?|reviews?|looks? over|signs?|countersigns?|confirms?)\b.*",
    re.IGNORECASE,
)
_ONCE_CHECKED = re.compile(
    r"^(?P<act>.+?),? (?:that|once|after|(?:only )?when|as soon as|until|only if) "
    r"(?P<who>(?:the|an?|another|two|one|your)\s[^,;]+?) (?:has|have) "
    r"(?:looked (?:it |them )?over|read|checked|reviewed|said (?:so|yes)|approved|cleared"
    r"|signed(?! (?:the|an?|their) )|agreed|confirmed|seen)\b.*"
)
_CHECKED_BY = re.compile(
    r"^(?P<act>.+?), (?:if |when |once |first )?(?:cleared|approved|signed off|reviewed|checked"
    r"|agreed|countersigned) (?:by|with) (?P<who>.+)"
)
_BEYOND = re.compile(
    r"^(?:(?:above|beyond|over|outside|past)\b(?:(?! (?:need|needs|ask|phone|call|is|are|go|goes"
    r"|to|must)\b)[^:])*?"
    r"|(?:anything|everything|all) (?:above|beyond|over|outside|else|larger|longer|further"
    r"|more)\b(?:(?! (?:go|goes|need|needs|must|is|are|to)\b)[^:])*?)(?::|,|,? (?:it is|you need"
    r"|ask|phone|call))?\s"
    r"(?P<who>(?:the |your )?[A-Z][\w’'/-]*(?: (?:of |for |and )?[A-Z][\w’'/-]*)*"
    r"|(?:the|your) [\w’'/ -]+?)(?P<asked> is (?:asked|called|phoned|consulted)| must be asked)?$"
)
_MUST_AGREE = re.compile(
    r"^(?P<who>.+?)\s+(?:also )?(?:must|has to|have to|need(?:s)? to|should also)\s+(?:also )?"
    r"(?:agree|approve|consent|sign(?: off)?|confirm|clear|say yes|be asked|be (?:content|happy"
    r"|satisfied)(?: with)?)(?:\s(?:to|on|as well|too|it))?\b(?P<rest>.*)"
    r"|^(?P<who2>.+?) agrees?(?: first| too| as well)?(?P<rest2>$|,.*|(?= (?:at|in|by|before)\b))",
    re.IGNORECASE,
)
_BOTH_AGREE = re.compile(
    r"^(?:both|all|they)(?: of them)? (?:must|have to|need to) agree\b", re.IGNORECASE
)
_WITH_AGREEMENT = re.compile(
    rf"^(?:only )?(?:with|after|once there is) (?:the |an? )?(?:(?P<who>[^,;]+?)['’]s?"
    rf"|(?P<adj>[A-Z][\w-]*(?: [A-Z][\w-]*)*))"
    rf" (?:\w+ )?(?P<noun>{AGREED})$",
)
_PASSIVE = re.compile(
    r"^(?P<act>.*?)\s*\b(?:(?P<must>(?:must|has to|have to|needs? to|shall|will|can only|may only)"
    r" (?:first |also )?be|is to be|are to be)|(?P<may>(?:may|can) be)"
    r"|(?:is|are|being|be|get|gets)(?: typically| usually| always| only| then)?|(?P<bare>))\s*\b"
    r"(?P<verb>(?P<approving>approved|agreed|signed(?: off)?|authori[sz]ed|cleared|countersigned"
    r"|sanctioned|reviewed|confirmed|released|ordered|adopted|ratified|lifted)|decided|settled"
    r"|chosen|granted|owned"
    r"|(?P<doing>made|taken|issued|held|given|removed|shortened|overruled|set|withdrawn|changed"
    r"|waived|admitted|appointed|opened|closed|awarded|imposed|fixed|determined|allocated|assigned"
    r"|conducted))"
    r"(?: together| jointly| on| out| only)?(?:\s(?!by\b)[\w-]+){0,4}?\s+(?P<by>by|with|between)"
    r"\s+(?P<who>.+)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"^(?P<act>.*?),?\s*\b(?:the |an? |prior |written |formal )*(?P<noun>{AGREED})"
    r" (?:is|are|must be|has to be|have to be|shall be|may be) (?:first |then |also )?"
    r"(?:granted|given|obtained|sought)(?: in \w+)? (?:by|from) (?P<who>.+)",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"^(?P<act>.+?) (?:is|are) (?:\w+ed|drawn up|put together|written|made) by "
    r"(?P<own>(?:the |an? )?[^,;]+?),? (?:and|but) (?:then )?"
    r"(?:approved|signed(?: off)?|authori[sz]ed|decided|cleared|released|ratified|confirmed)"
    r" by (?P<who>.+)",
    re.IGNORECASE,
)
ANOTHER = re.compile(
    r"(?:another|an?other|a second|a different|(?:any |at least )?(?:one other|two|three))\b",
    re.IGNORECASE,
)
_NOBODY_ELSE = re.compile(r"\band (?:by )?(?:nobody|no ?one) else\b")


def approved(action: str, approver: str, noun: str, scene: Scene) -> tuple[Said, ...]:
    """Own need of an agreement (`noun`), and the right of the one who gives it, if told."""
    name = named(until_stop(approver))
    who = scene.somebody(name) or (name if " " in name and name.istitle() else "")
    if name.lower() in SMALL_NUMBERS:
        name = f"{name} {noun}"
    weak = _WEAK.search(noun)
    post = " " in name and name.istitle() and not name.endswith("s")
    otherwise = Level.TEAM_APPROVAL if weak and not post else Level.MANAGER_APPROVAL
    own = needs(action, approval_by(name or noun, otherwise), who or name)
    if not who or scene.is_own(who):
        return (own,)
    return own, agrees(action, who) if weak else decides(action, who)


def agreed_by(action: str, who: str) -> tuple[Said, ...]:
    """Own need of somebody's agreement, and that somebody's right to it."""
    return needs(action, approval_by(who, Level.TEAM_APPROVAL), who), agrees(action, who)


def needs_approval(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Field trips need the principal's approval`, `A new post needs the Regional Manager`."""
    another = _NEEDSANOTHER.match(piece)
    if another:
        return (needs(trimmed(another["subj"]), Level.TEAM_APPROVAL, another["who"].strip()),)
    match = _NEEDS.match(piece)
    if match is None:
        whom = _NEEDS_WHOM.match(piece)
        who = scene.first_in(whom["who"]) if whom else ""
        return approved(trimmed(whom["subj"]), who, "", scene) if whom and who else ()
    action = match["subj"]
    if re.search(r"\b(?:may|can|must|never|not)$", action):
        return ()
    approver = match["of"] or match["poss"] or match["adj"] or ""
    after = re.search(r"\b(?:for|to|before)\s+(.*)", match["tail"] or match["of"] or "")
    if scene.is_own(action):
        action = after[1] if after else action or match["what"] or ""
    action = trimmed(action.rsplit(": ", 1)[-1])
    if re.fullmatch(r"your|my|our", approver.strip(), re.IGNORECASE):
        return (decides(action),)
    approver = re.sub(r"^(?:(?:no|further|any|prior|of)\b\s*)+", "", approver).strip()
    return approved(action, approver, match["noun"] or match["noun2"] or match["noun3"], scene)


def must_agree(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The Finance Director has to agree too`; beyond a limit that was told, if it says so."""
    if _BOTH_AGREE.match(piece):
        return (needs("", Level.TEAM_APPROVAL, ""),)
    match = _MUST_AGREE.match(piece)
    subject = (match["who"] or match["who2"]) if match else ""
    who = scene.somebody(subject)
    bound = len(amounts_in(subject)) * 4
    if not match or not who or len(subject.split()) > len(who.split()) + 6 + bound:
        return ()
    if re.search(r"\b(?:may|can|when|if|where)\b", subject, re.IGNORECASE):
        return ()
    if scene.is_own(who):
        return (needs("", Level.TEAM_APPROVAL, ""),) if scene.decisions else ()
    rest = match["rest"] or match["rest2"] or ""
    action = trimmed(re.sub(r"\b(?:before|first)\b.*", "", rest))
    above = bool(COMPARED.search(subject))
    level = approval_by(who, Level.TEAM_APPROVAL)
    return needs(action, level, who, above=above), agrees(action, who, above=above)


def with_agreement(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`With the Lead's okay`, where the matter is named beside it."""
    match = _WITH_AGREEMENT.match(piece)
    who = scene.somebody(match["who"] or match["adj"]) if match else ""
    return approved("", who, match["noun"], scene) if match and who else ()


def checked(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Runs them once a second engineer has read them`, `…, cleared by communications`."""
    if another := _ANOTHER_READS.match(piece):
        who = another["who"].strip()
        return (needs("", Level.TEAM_APPROVAL, who),) if scene.somebody(who) else ()
    match = _ONCE_CHECKED.match(piece) or _CHECKED_BY.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or scene.is_own(who) or re.search(r"\bnot\b", match["act"]):
        return ()
    level = approval_by(match["who"], Level.TEAM_APPROVAL)
    permission = re.sub(r"^.*?\b(?:may|can)\s", "", match["act"])
    return (needs(trimmed(permission), level, who),)


def beyond(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Above that the Depot Manager`, `outside these hours: Duty Manager`, `… is asked`."""
    match = _BEYOND.match(piece)
    who = scene.somebody(match["who"]) if match else ""
    if not match or not who or scene.is_own(who):
        return ()
    action = trimmed(piece[: match.start("who")].rstrip(" ,:"))
    return (
        needs(action, approval_by(who), who, above=True),
        decides(action, who, above=True),
    )


def given(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Above that sum approval is granted by the Head`."""
    match = _GIVEN.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who:
        return ()
    action = trimmed(re.sub(r"^for\s", "", match["act"], flags=re.IGNORECASE))
    if scene.is_own(who):
        return (decides(action),)
    above = bool(COMPARED.search(match["act"]))
    return tuple(replace(one, above=above) for one in approved(action, who, match["noun"], scene))


def prepared(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Transfers are prepared by the Manager and approved by Finance`: what each of them does."""
    match = _PREPARED.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or scene.is_own(who) or not scene.is_own(match["own"]):
        return ()
    return approved(trimmed(match["act"]), who, "approval", scene)


def passive(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`X must be approved by the Board`, `procurement decisions made by leadership`."""
    match = _PASSIVE.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or not _is_told(match, scene):
        return ()
    action, verb = trimmed(match["act"]), match["verb"].lower()
    if scene.is_own(who) and (other := ANOTHER.match(match["who"])):
        return (needs(action, Level.TEAM_APPROVAL, f"{other[0]} {who}"),)
    if scene.is_own(who):
        return (decides(action),)
    weak = verb in {"agreed", "reviewed", "countersigned"} or match["by"] != "by"
    holder = agrees(action, who) if weak else decides(action, who)
    if match["may"] and not weak and verb != "approved":
        return (holder,)
    if match["approving"] or match["must"] or weak:
        otherwise = Level.TEAM_APPROVAL if weak else Level.MANAGER_APPROVAL
        return needs(action, approval_by(who, otherwise), who), holder
    alone = scene.decisions or _NOBODY_ELSE.search(match["who"])
    return (refused(action, approver=who), holder) if alone else (holder,)


def _is_told(match: re.Match[str], scene: Scene) -> bool:
    """Whether a passive tells of deciding, and not only of what was done."""
    of_decisions = "decision" in match["act"].lower() or bool(_NOBODY_ELSE.search(match["who"]))
    if match["bare"] is not None and match["doing"]:
        return of_decisions
    if scene.decisions:
        return True
    verb = match["verb"].lower()
    if match["bare"] is not None or (verb == "reviewed" and not match["must"]):
        return False
    done = match["doing"] or verb in {"released", "ordered"}
    return bool(not done or match["may"] or match["must"] or of_decisions)
