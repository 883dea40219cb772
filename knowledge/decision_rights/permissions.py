"""Sentences that let their subject act: MAY and its kin, `without asking`, `recommends`.

A piece of a clause comes in with its scene; what it says goes out, or nothing where the piece is of
another kind. `may` that tells a chance (`may vary`) is no permission.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.decision_rights.agreements import AGREED, AGREES, COMPARED, agreed_by, approved
from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.holders import named, own, until_stop
from knowledge.decision_rights.scene import Said, Scene, decides, proposes, refused, trimmed

MAY = re.compile(
    r"^(?P<subj>.*?)\s*\b(?P<modal>may(?!\s+\d)|can|could"
    r"|(?:is|are) (?:also )?(?:allowed|permitted|authori[sz]ed|entitled|empowered|free) to"
    r"|(?:has|have|holds?) (?:the |full |formal |sole |delegated )*(?:authority|right|power"
    r"|discretion|mandate) (?:to|over|for)|authority to|(?:has|have) discretion (?:to|over))"
    r"\s+(?P<rest>.+)",
    re.IGNORECASE,
)
UNLESS = re.compile(
    rf"\s*\b(?:without|unless|until|except with|only with|only after|only if|(?:not )?before"
    rf"|save with)"
    rf"\s+(?:(?:the |an? |one |two |prior |written |express |signed )*(?P<noun>{AGREED}|record"
    rf"|vote)"
    r"(?:(?: (?:has|have) been (?:given|granted|obtained|received))?"
    r"\s(?:of|by|from|with)\s(?P<of>.+))?"
    rf"|(?P<poss>[^,;]+?)['’]s? (?:\w+ )?(?P<noun2>{AGREED})"
    r"|(?P<who>[^,;]+?) (?:has |have |also )?(?:\w+ed and )?"
    rf"(?:{AGREES}|sign(?:s|ed)?|confirm(?:s|ed)?|clear(?:s|ed)?|checked|reviewed|read it)\b)"
    r"(?P<tail>.*)",
    re.IGNORECASE,
)
"""`without the approval of X`, `unless X agrees`, `until X has agreed`."""

_FREE = re.compile(
    rf"^(?P<act>.+?),? (?:needs?|requires?|takes?) (?:no|nobody['’]?s?|no ?one['’]?s?|nobody"
    rf" else['’]s) "
    rf"(?:\w+ )?(?:{AGREED}|quote|quotation|permission|leave)\b"
    rf"|^(?P<act2>.+?) without (?:further |any "
    rf"|an? |anybody['’]s |prior )*(?:asking|{AGREED}|consulting|waiting|calls?|quot(?:e|ation)"
    rf"|informing|reference to)\b"
    rf"|^(?P<act3>.+?),? (?:on (?:your|their|its|his|her|the \w+['’]s) own (?:judge?ment"
    rf"|decision|discretion|word|say"
    rf"|authority|account|initiative|signature)|at (?:your|their|its|his|her"
    rf"|the (?:[\w-]+ ){{0,3}}?[\w-]+['’]s) (?:own )?discretion)\b",
    re.IGNORECASE,
)
_FREELY = re.compile(
    r"^(?P<subj>(?:you|they|the \w+(?: \w+)?) )?(?:(?:is |are )?free to (?!work|travel|relocate"
    r"|start|move|attend|join)(?P<act>.+)|(?P<act2>[a-z]+s? .+?)"
    r" (?:freely|as (?:you|they|he|she|it)? ?sees? fit))$",
    re.IGNORECASE,
)
_NOBODY_ELSE = re.compile(
    r"(?:no ?one|nobody)(?: else)? (?:needs? (?:to )?be|has to be|need be) asked\b", re.IGNORECASE
)
_NOBODY_ASKED = re.compile(r"\bwithout (?:further )?(?:asking|waiting|an? call|an? quot)")
_ALLOWED = re.compile(
    r"(?P<act>.+?) (?:is|are) (?:only )?(?:allowed|permitted|accepted|free(?= (?:up to|until"
    r"|within))|(?:fine|ok(?:ay)?)(?= (?:up to|for up|if|when|within|as long)))\b(?! (?:to|by)\b)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?P<act>\w+ .+?)\s+(?=only (?:together )?(?:with|after) )")
_AND_AGREES = re.compile(
    r"\b(?:if|when|provided|and|once)\b,?\s*(?P<who>.+?) (?:agrees|approves|consents)"
)
_IF_AGREED = re.compile(
    r",?\s*\b(?:if|when|where|once|provided(?: that)?)\s+(?P<who>[^,;]{3,80}?)\s+"
    r"(?:agrees?|approves?|consents?|signs? off)\b",
    re.IGNORECASE,
)
AGREEMENT = re.compile(
    rf"\s*,?\s*\bin agreement with (?P<in>[^,;]+)|\s*,?\s*\b(?:with|after|following|upon"
    rf"|subject to|under|pending|requir\w+|needs?|given)"
    rf"\s+(?:(?:the |an? |prior |written |formal |final |express |second |joint )*"
    rf"(?P<noun>{AGREED})(?:\s(?:of|by|from|with)\s(?P<of>.+))?|(?P<poss>[^,;]{{2,50}}?)['’]s?"
    rf" (?:\w+ )?(?P<noun2>{AGREED})|(?P<adj>(?:[\w/-]+ ){{1,4}}?)(?P<noun3>{AGREED}))\b",
    re.IGNORECASE,
)
"""`after a check by X`, `subject to X's consent`, `with Legal approval`."""

_RECOMMEND = (
    r"(?:\b(?:recommend|propose|suggest|advise|influence|nominate|requests?(?= (?:the|an?|more"
    r"|additional|extra|approval|access|funding)\b)|ask for|put forward"
    r"|put (?:your|them|him|her|one)sel(?:f|ves) forward"
    r"|submit|participate|give (?:feedback|input|advice)|provide (?:feedback|input|advice)|comment"
    r"|put a case)s?\b|\bmakes? (?:a )?(?:proposals?|recommendations?)\b"
    r"|\bcontributes? (?:input )?to\b|\bhas a voice\b)"
)
_TO_RECOMMEND = re.compile(
    rf"(?:only |also )?(?:(?:[\w-]+ ){{0,4}}(?:and|or) )?(?:only )?{_RECOMMEND}", re.IGNORECASE
)
_RECOMMENDS = re.compile(rf"^(?P<subj>.*?)\s*{_RECOMMEND}(?P<rest>.*)", re.IGNORECASE)
_PLAIN = (
    r"(?:(?:recommend|propose|suggest|advise|influence|comment)s?(?: on)?"
    r"|makes? (?:a )?(?:proposals?|recommendations?))\b"
)
_PLAIN_FIRST = re.compile(rf"^(?:only )?{_PLAIN}\s*", re.IGNORECASE)
_PLAIN_LAST = re.compile(rf"\s*\band {_PLAIN}[\s.]*$", re.IGNORECASE)
_CHANCE = re.compile(
    r"(?:also |only |even |well |still )?(?:be (?!\w+(?:ed|en|wn)\b|(?:put|set|cut|let|held|made"
    r"|bought|sold|kept|built|spent|sent|lent|paid|done)\b)|have (?!limited)|need|include"
    r"|vary|differ|require|involve|come|seem|become|apply|depend|affect|lead to|range|support"
    r"|hold a gate|see|find|help|mean|happen|arise|occur|expect|explain|describe|benefit|know"
    r"|reach|get|look|appear|sit|feel|wish|want|take part|consult|go on|follow|last|start|begin"
    r"|attend|listen|watch|join|stay|obtain|cause|serve|use|work|also be)\b",
    re.IGNORECASE,
)
_SURE_CHANCE = re.compile(
    r"(?:also |only )?(?:need|include|vary|differ|depend|affect)\b", re.IGNORECASE
)
_ACTS_OF_DECIDING = re.compile(
    r"(?:only )?(?:decide|approve|authori[sz]e|sign|spend|order|buy|refuse|grant|veto|stop|halt"
    r"|close|waive|refund|hire|lift|propose|recommend|be (?:engaged|approved))\b"
)
_FEW = re.compile(r"(?:no|not|at) (?:more|fewer|less|most|least)\b", re.IGNORECASE)
_BY = re.compile(r"\s*\b(?:only )?by (?P<who>(?:the|an?|any|your)\b.+|you\b)")
_PROPOSED = re.compile(
    r"\b(?:put forward|proposed|recommended|nominated|suggested|requested|applied for)\b"
)
_PASSIVE = re.compile(r"(?:only )?be \w+(?:ed|en|n|t)\b")


def without_asking(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Repairs up to £600 need no quote`, `spend £400 per order without asking`."""
    match = _FREE.match(piece)
    free = (match["act2"] or match["act3"] or "") if match else ""
    if not match or re.search(r"\b(?:not|n['’]t|never|no (?!more|less)\w+)\b", free, re.IGNORECASE):
        return ()
    action = match["act"] or free
    if match["act2"] and not (scene.decisions or MAY.match(action) or _NOBODY_ASKED.search(piece)):
        return ()
    permission = MAY.match(action)
    if permission and permission["subj"] and not scene.is_own(permission["subj"]):
        other = scene.somebody(permission["subj"])
        done = f"{permission['subj']} {permission['rest'].removeprefix('be ')}"
        return (decides(trimmed(permission["rest"]), other) if other else decides(trimmed(done)),)
    action = permission["rest"] if permission else re.sub(r"^(?:You|They|It|We|I) ", "", action)
    who = head_of(action, scene)
    deed = action[action.find(who) + len(who) :] if who else action
    return (decides(trimmed(deed), "" if scene.is_own(who) else who),)


def head_of(sentence: str, scene: Scene) -> str:
    """Whom a sentence opens with before its verb: `The Producer books …`; empty if nobody."""
    for verb in re.finditer(r"(?<=\w) [a-z]+s\b", sentence):
        who = sentence[: verb.start()]
        if name := scene.somebody(who):
            return name if name == named(who) else ""
    return ""


def nobody_asked(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`No one else need be asked`, of a matter that was named."""
    return (decides(""),) if scene.decisions and _NOBODY_ELSE.match(piece) else ()


def freely(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Tunes any value in their own system freely`, `free to accept invitations`."""
    match = _FREELY.match(piece)
    if match is None or not scene.is_own(match["subj"] or ""):
        return ()
    return (decides(trimmed(match["act"] or match["act2"])),)


def allowed(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Swaps are allowed if the Charge Nurse agrees`, `Merges only with an approving review`."""
    match = _ALLOWED.match(piece)
    few = match and _FEW.match(match["act"])
    if match and not few and not re.search(r"\b(?:not|never|no)\b", match["act"]):
        action = trimmed(match["act"])
        agrees = _AND_AGREES.search(match["rest"])
        who = scene.somebody(agrees["who"]) if agrees else ""
        return agreed_by(action, who) if who else (decides(action),)
    only, permission = _ONLY.match(piece), MAY.match(piece)
    if (
        permission
        and not _PASSIVE.match(permission["rest"])
        and scene.holder_of(permission["subj"])
    ):
        return ()
    unless = UNLESS.search(piece) if only else None
    noun = (unless["noun"] or unless["noun2"]) if unless else ""
    if only and unless and noun:
        act = re.sub(r"\s(?:is|are|may be|can be)\s(?=\w+$)", " ", only["act"])
        return approved(trimmed(act), unless["of"] or unless["poss"] or "", noun, scene)
    return ()


def may(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The Depot Manager may approve repairs of up to €8,000`, `overtime may be approved`."""
    match = MAY.match(piece)
    if match is None or _FEW.match(match["subj"]) or not _is_permission(match, scene):
        return ()
    subject, rest = match["subj"], match["rest"]
    known = scene.decisions or _is_sure(match["modal"]) or limit_of(piece) is not None
    done = re.match(r"(?:still |also |even |then |only )?be [\w-]+(?:ed|en|n|t)\b", rest)
    holder = scene.holder_of(subject)
    if done and holder and _by_whom(rest, scene):
        holder = None
    if holder is None:
        sure = re.match(r"be (?:approved|waived|authorised)", rest)
        telling = known or sure or _by_whom(rest, scene)
        if not telling or not _PASSIVE.match(rest) or re.search(r"\b(?:who|that|if)\b", subject):
            return ()
        passive = rest.removeprefix("only ").removeprefix("be ")
        return _may_be_done(f"{subject} {passive}", scene)
    if done or (holder and not (known or scene.holders.role_of(holder))):
        return ()
    if _TO_RECOMMEND.match(rest):
        action = _PLAIN_LAST.sub("", _PLAIN_FIRST.sub("", rest))
        return (proposes(trimmed(action), holder),)
    return tuple(replace(one, holder=one.holder or holder) for one in _may_with(rest, scene))


def _by_whom(done: str, scene: Scene) -> str:
    """Who does what may be done, where that is told."""
    by = _BY.search(done)
    if by and own(by["who"]):
        return by["who"]
    return scene.first_in(by["who"]) if by else ""


def _may_be_done(action: str, scene: Scene) -> tuple[Said, ...]:
    """`Overtime may be approved`: by the clause's own role, unless it says by whom."""
    if AGREEMENT.search(action) or UNLESS.search(action):
        return _may_with(action, scene)
    by, who = _BY.search(action), _by_whom(action, scene)
    own_deed = not by or not who or scene.is_own(who)
    done = trimmed(action[: by.start()] if by and who else action)
    if _PROPOSED.search(done):
        return (proposes(trimmed(_PROPOSED.sub("", done)), "" if own_deed else who),)
    if own_deed:
        return (decides(done),)
    return refused(done, approver=who), decides(done, who)


def _is_sure(modal: str) -> bool:
    """Whether a modal can only be one of permission."""
    return modal.isupper() or modal.lower() not in {"may", "can", "could"}


def _is_permission(match: re.Match[str], scene: Scene) -> bool:
    """Whether `may` or `can` gives leave here, and does not tell a chance or an ability."""
    modal, rest = match["modal"].lower(), match["rest"]
    if modal.startswith("authority") and match["subj"]:
        return False
    if re.match(r"(?:decide|do) (?:on )?the following", rest):
        return False
    chance = (_SURE_CHANCE if scene.decisions else _CHANCE).match(rest)
    if chance and not _is_sure(match["modal"]):
        return False
    if modal not in {"can", "could"} or scene.decisions or _ACTS_OF_DECIDING.match(rest):
        return True
    somebody = own(match["subj"]) or scene.holders.role_of(named(match["subj"]))
    return limit_of(rest) is not None and bool(somebody)


def _may_with(rest: str, scene: Scene) -> tuple[Said, ...]:
    """What follows `may`, with the agreement that it asks for, for all or above an amount."""
    agrees = _IF_AGREED.search(rest)
    who = scene.somebody(agrees["who"]) if agrees else ""
    if agrees and who:
        return agreed_by(trimmed(rest[: agrees.start()]), who)
    match = AGREEMENT.search(rest) or UNLESS.search(rest)
    if match is None:
        return (decides(trimmed(rest)),)
    found = match.groupdict()
    names = ("of", "poss", "adj", "who", "in")
    approver = next((found[name] for name in names if found.get(name)), "")
    noun = next((found[n] for n in ("noun", "noun2", "noun3") if found.get(n)), "approval")
    before, after = rest[: match.start()], rest[match.start() :]
    needed = approved(trimmed(before), approver, noun, scene)
    bound = limit_of(after)
    if bound is None or bound.over is None:
        return needed
    alone = replace(decides(trimmed(before)), scope=COMPARED.sub("up to", after))
    return (alone, *(replace(one, scope=f"{after}, {before}") for one in needed))


def recommends(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Recommends adoption`, where decisions are the subject."""
    match = _RECOMMENDS.match(piece) if scene.decisions else None
    if match is None:
        return ()
    holder = scene.holder_of(match["subj"])
    if holder is None and len(match["subj"].split()) > 4:
        return ()
    rest = match["rest"].strip()
    to = re.match(r"(?:to|by) (?P<who>(?:the |an? |your )?[A-Z].*)", rest)
    whom = scene.somebody(until_stop(to["who"])) if to else ""
    if whom:
        return (replace(proposes("", holder or ""), approver=whom),)
    return (proposes(trimmed(rest), holder or ""),)
