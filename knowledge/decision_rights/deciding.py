"""Sentences with a verb of deciding in the plain form: `decides`, `approves`, `has the final say`.

A piece of a clause comes in with its scene; what it says goes out, or nothing where the piece is of
another kind. The verb counts with a holder as its subject, or at the head of the piece.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.decision_rights.agreements import COMPARED
from knowledge.decision_rights.amounts import amounts_in, limit_of
from knowledge.decision_rights.figures import is_money
from knowledge.decision_rights.holders import approval_by, is_body, named, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.permissions import AGREEMENT
from knowledge.decision_rights.scene import (
    Said,
    Scene,
    agrees,
    decides,
    needs,
    proposes,
    refused,
    trimmed,
)

_VERB = (
    r"(?:(?:typically |usually |also |always |then |finally |ultimately |alone |independently )*"
    r"(?:decides?(?: alone| independently)?(?: (?:on|about|upon))?|approves?|authori[sz]es?"
    r"|signs?(?: off(?: on)?)?|determines?|has the (?:final|last) (?:say|word)(?: (?:on|in|over))?"
    r"|(?:takes?|makes?|owns?) (?:the |all )?(?:final |last )?(?:[\w-]+ ){0,2}"
    r"decisions?(?: (?:on|about|over))?|rules? on|holds? (?:the |formal |sole |final )*authority"
    r" (?:to|over|for|on)|has (?:the )?authority (?:to|over)))"
)
_OTHERS_VERB = (
    rf"(?:{_VERB}|grants?|clears?|chooses?|picks?|settles?|sanctions?|(?<!quality"
    rf" )controls?(?=\s\w)|owns|appoints?|adopts?|awards?|(?<!their )(?<!your )"
    r"(?<!its )(?<!his )(?<!her )(?<!our )(?<!['’]s )own(?!-)|agrees?|allocates?"
    r"|has (?:a )?veto(?: over| on)?|holds? (?:a )?veto(?: over| on)?)"
)
_DOES = re.compile(rf"^(?P<subj>.*?)\s*\b(?P<verb>{_OTHERS_VERB})\b(?P<rest>.*)", re.IGNORECASE)
_STRICT = re.compile(rf"^{_VERB}\b", re.IGNORECASE)
_NO_OBJECT = re.compile(r"\s*(?:-|maker|making|board\b|at least \d)")
_REST_ENDS = re.compile(r",\s+(?:and (?:your|the|it|then)|as|which|who)\b")
_CIRCUMSTANCE = re.compile(
    r"^(?:(?:together|jointly|alone|first|independently)$"
    r"|(?:within|in|by|at|before|after|until)\s.*)"
)
_MORE = re.compile(
    r"(?:anything |all )?(?:more|larger|above(?: that)?|beyond(?: that)?|higher)|what follows"
    r"|what happens (?:then|next)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"up to (?:[£$€\d,. ]|\b\w+$)+")
_TOGETHER = re.compile(
    r"(?:^,? ?with |,? \b(?:together|jointly) with )(?P<who>[^,]*),?", re.IGNORECASE
)
_WITH_FIRST = re.compile(r"\s*, with (?P<who>[^,]+), ?(?P<what>.+)")
_SPENDS = re.compile(
    r"^(?:raise|grant|settle|refund|order|buy|purchase|spend|place|commit|hire|engage|waive"
    r"|commission|issue|award|sign|write off|offer|pay|book|rent|lease|charter)s?\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"(?:owns?|accountable for|answers? for|full authority (?:over|for)|discretion over)\s+(.*)",
    re.IGNORECASE,
)
_DISCRETION = re.compile(
    r"(?P<act>.+?) (?:is|are) at (?P<who>.+?)['’]s? discretion|(?P<act2>.+?) (?:is|are) at your"
    r" discretion",
    re.IGNORECASE,
)


_ACTS = re.compile(
    r"^(?:(?:after|before|when|if|where|once|within|during|in|on|at)\b[^,;]{3,60}?,? )?"
    r"(?P<subj>[Yy]ou|[Ww]e|I|[Tt]he [\w/-]+(?: [\w/-]+){0,3}?) (?:also |then |always |alone )?"
    r"(?P<deed>(?:gives?|grants?|close[sd]?|stops?|opens?|starts?|restarts?|orders?|releases?|sets?"
    r"|draws?|buys?|books?|admits?|refuses?|rejects?|accepts?|cancels?|extends?|issues?|hires?"
    r"|appoints?|chooses?|picks?|adjusts?|changes?|allocates?|assigns?|waives?|refunds?|awards?"
    r"|puts?|sends?|calls? out|re-?orders?|lends?|declines?|spends?|suspends?|dismiss(?:es)?"
    r"|withdraws?|removes?|swaps?|turns? (?:away|back|round))\b"
    r"(?! (?:no|not|never|nothing|up (?:for|with)|feedback|advice|input|back|an? example|their"
    r"|your views?))"
    r" .+)",
)
_DONE_BY = re.compile(
    r"^(?P<act>(?!not\b|no\b)[^,;]+?) (?:is|are) (?:then |also |always )?"
    r"(?P<verb>(?!carried|worked|shared|covered|staffed|manned|cleaned"
    r"|used|worn|written|read|supported|led|known|observed|accompanied|supervised|expected"
    r"|joined|given|shown"
    r"|told)"
    r"[a-z]+(?:ed|en|wn|nt|lt|ut|ght)|set|put|made|sold|held)\b"
    r"(?P<rest>(?: [\w-]+){0,3}?) by (?P<who>(?:the|an?|every|each) [^,;]+?|you)"
    r"(?=$|[,;]| (?:within|from|with|where|when|as|at|in|on|for|after|before|and|up|above|below"
    r"|over"
    r"|under|alone|only|every|each|once|if|whenever)\b)",
)


_AS_JUDGED = re.compile(
    r"^(?P<act>.+?) (?:is|are|may be|can be) (?P<done>[a-z]+(?:ed|en|wn|nt|lt|ut)|set|put) "
    r"(?:when(?:ever)?|if|where(?:ver)?|as) (?P<who>[^,;]+?) (?:judges?|thinks?|finds?|considers?"
    r"|deems?"
    r"|sees?) (?:it |this |that |them )?(?:to be )?(?:right|necessary|fit|needed|best|wise|useful"
    r"|appropriate|proper|too)\b",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"^(?:(?P<subj>(?:[Ee]ach |[Tt]he |[Aa]n? |[Yy]ou|[Tt]hey|[Ww]e)[\w ]*?)\s)?"
    r"(?:(?:[Ii]s|[Aa]re) )?"
    r"(?P<verb>(?:[Oo]wns?|[Aa]ccountable for|[Ss]igns? off(?: on)?|[Hh]as the (?:final"
    r"|last) (?:say|word)"
    r" (?:on|in|over)|[Hh]olds the|[Ss]ets(?! up| out| an example)|[Cc]hooses?|[Pp]icks|[Ss]elects"
    r"|[Aa]ppoints|[Hh]ires|[Ss]ettles|[Aa]pproves|[Dd]ecides(?: on)?|[Rr]ules on|[Aa]uthori[sz]es"
    r"|[Dd]etermines|[Gg]rants))\b(?P<rest>\s(?!of\b|that\b).+)"
)
_HANDS_ON = re.compile(r"sets|choos|pick|select|appoint|hire|settle|grant", re.IGNORECASE)
_APPROVES = re.compile(r"(?:\w+ly )?(?:approve|clear|sign|authori[sz]e|sanction)")


def does(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Approves service credits`, `the Group Product Manager decides`."""
    match = _DOES.match(piece)
    if match is None or _NO_OBJECT.match(match["rest"]):
        return ()
    verb, rest = match["verb"].lower(), match["rest"]
    if verb in {"sign", "signs"} and re.match(r"\s+(?:of|that)\b", rest):
        return ()
    who = scene.holder_of(re.sub(r"(?<=\w)\s\w+ and$", "", match["subj"]))
    if who == "":
        own = _own_deeds(match["verb"], rest, scene)
        matter = _matter_before(scene.somebody(match["subj"]), match["subj"])
        return tuple(replace(said, action=said.action or matter) for said in own)
    return _deeds_of(who, match["subj"], verb, _object(rest), scene) if who else ()


def _agreed(rest: str, scene: Scene) -> Said | None:
    """The agreement that a deed takes: `…, with the Producer's agreement`."""
    agreement = AGREEMENT.search(f" {rest}")
    given = agreement.groupdict() if agreement else {}
    name = next((given[part] for part in ("of", "poss", "adj", "in") if given.get(part)), "")
    by = scene.somebody(until_stop(name))
    if not agreement or not by or scene.is_own(by):
        return None
    action = trimmed(f" {rest}"[: agreement.start()])
    return needs(action, approval_by(by, Level.TEAM_APPROVAL), by)


def _object(rest: str) -> str:
    """What follows a verb, if it is what the verb is about."""
    if rest.lstrip().startswith(","):
        return ""
    return _CIRCUMSTANCE.sub("", trimmed(_REST_ENDS.split(rest)[0]))


def _own_deeds(verb: str, rest: str, scene: Scene) -> tuple[Said, ...]:
    """What the clause's own role decides, alone or with others."""
    action = _object(rest)
    signs = re.fullmatch(r"signs?", verb, re.IGNORECASE)
    telling = scene.decisions or (_STRICT.match(verb) and not (signs and not amounts_in(action)))
    if not telling:
        return ()
    if agreed := _agreed(rest, scene):
        return (replace(agreed, action=f"sign {agreed.action}") if signs else agreed,)
    if first := _WITH_FIRST.match(rest):
        who = scene.somebody(first["who"]) or named(first["who"])
        return (needs(trimmed(first["what"]), approval_by(who, Level.TEAM_APPROVAL), who),)
    action = f"sign {action}" if signs else action
    if verb.lower().startswith("agree"):
        action, _, whom = action.partition(" with ")
        who = until_stop(whom)
        level = approval_by(who, Level.TEAM_APPROVAL)
        return (needs(action, level, who) if who else decides(action),)
    together = _TOGETHER.search(rest.strip())
    who = scene.first_in(together["who"]) if together else ""
    if together and who:
        action = trimmed(action.replace(together[0].strip(" ,"), " "))
        return (needs(action, approval_by(who, Level.TEAM_APPROVAL), who),)
    return (decides(action),)


def _deeds_of(who: str, subject: str, verb: str, action: str, scene: Scene) -> tuple[Said, ...]:
    """What somebody else decides; beyond the limit told before, it is what the own role needs."""
    bound = limit_of(subject) if scene.decisions and not action else None
    compared = bound or (COMPARED.search(subject) and (not action or scene.decisions))
    beyond = _UP_TO.fullmatch(action) or _MORE.fullmatch(action)
    if compared or beyond:
        action = "" if beyond else action
        return needs(action, approval_by(who), who, above=True), decides(action, who, above=True)
    action = action or _matter_before(who, subject)
    if "veto" in verb or verb.startswith("agree"):
        return (agrees(action, who),)
    action = f"sign {action}".strip() if verb in {"sign", "signs"} else action
    return _kept_from_own(action, verb, who), decides(action, who)


def _kept_from_own(action: str, verb: str, who: str) -> Said:
    """What the own role may of a matter that somebody else decides or approves."""
    if is_body(who):
        return needs(action, Level.TEAM_APPROVAL, who)
    if _APPROVES.match(verb):
        return needs(action, approval_by(who), who)
    return refused(action, approver=who)


def _matter_before(who: str, subject: str) -> str:
    """What stands before the name in `To Senior Engineer the Promotion Panel decides`."""
    before = subject[: max(subject.find(who), 0)].rstrip() if who else ""
    if re.match(r"(?:until|if|when|after|before|in|on|at|then)\b", before, re.IGNORECASE):
        return ""
    return trimmed(re.sub(r"^for\s|(?:^|\s)(?:the|an?|your)$", "", before, flags=re.IGNORECASE))


def owns(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Owns the test plan`, `is accountable for the register`, `hires testers with People`."""
    match = _OWNS.match(piece)
    if match is None or not scene.is_own(match["subj"] or ""):
        return ()
    verb, rest = match["verb"], match["rest"].strip()
    together = _TOGETHER.search(rest)
    who = scene.first_in(together["who"]) if together else ""
    if _HANDS_ON.match(verb) or not rest:
        rest = f"{verb} {rest}".strip()
    if agreed := _agreed(rest, scene):
        return (agreed,)
    if together and who:
        action = trimmed(rest.replace(together[0].strip(" ,"), " "))
        return (needs(action, approval_by(who, Level.TEAM_APPROVAL), who),)
    return (decides(trimmed(rest)),)


def acts(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`You close a line if …`, `the Clerk grants leave`: a deed of deciding, told plainly."""
    match = _ACTS.match(piece)
    if not match or not scene.is_own(match["subj"]):
        return ()
    return (decides(trimmed(match["deed"])),)


def done_by_own(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Desk space is allocated by the Clerk`, of whom the clause speaks of: theirs to do."""
    match = _DONE_BY.match(piece)
    known = match and (match["who"] == "you" or scene.somebody(match["who"]))
    if not match or not known or not scene.is_own(match["who"]):
        return ()
    action = f"{match['act']} {match['verb']}{match['rest']}"
    proposal = re.search(r"\b(?:proposals?|recommendations?|suggestions?)\b", match["act"])
    return (proposes(trimmed(match["act"])) if proposal else decides(trimmed(action)),)


def as_judged(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Tyres are changed when the supervisor judges it right`: whose judgement it is may do it."""
    match = _AS_JUDGED.match(piece)
    if not match or not scene.is_own(match["who"]):
        return ()
    return (decides(trimmed(f"{match['act']} {match['done']}")),)


def answers_for(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Owns research deliverables` in an area of authority; `purchases are at your discretion`."""
    discretion = _DISCRETION.match(piece)
    if discretion and (discretion["act2"] or scene.is_own(discretion["who"])):
        return (decides(trimmed(discretion["act2"] or discretion["act"])),)
    match = _ANSWERS.match(piece) if scene.decisions else None
    return (decides(trimmed(match[1])),) if match else ()


def spends(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Raise requisitions up to 8,000 pounds`: a deed with a ceiling of money is a right to it."""
    del scene
    limit = limit_of(piece) if _SPENDS.match(piece) else None
    if limit is None or limit.up_to is None:
        return ()
    return (decides(trimmed(piece)),) if any(is_money(a.unit) for a in amounts_in(piece)) else ()
