"""Clauses in which the own role proposes and somebody else decides: `You may suggest …; X picks`.

The pieces of a clause come in with their scene, and the sentence that follows it. Goes out what is
proposed, and who decides. The words for proposing are many and some are those of plain work
(`prepares the file`), so they count only where somebody is told who decides; and the words for
deciding count as such only after a proposal (`the Revenue Manager sets the figure`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.decision_rights.agreements import COMPARED
from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.holders import is_body, named, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.scene import Said, Scene, decides, needs, proposes, trimmed

_OPINIONS = (
    r"(?:proposals?|recommendations?|suggestions?|ideas?|views?|opinions?|readings|advice|cases?"
    r"|files?|notes?|drafts?|forms?|papers?|lists?|favourites?|briefs?|reports?|scorecards?"
    r"|comments?|preferences?|wishes|estimates?|plans?|bids?|concerns?|objections?|needs?)"
)
_STRONG = (
    r"(?:propos|recommend|suggest|nominat|pitch|float|advocat|advis|argu|forward\b|case for\b"
    r"|make (?:the|a) case|speaks? up|object|view|opinion|idea|wish list)"
)
_PROPOSE = (
    r"(?:(?:puts?|brings?) (?P<put>.+?) (?:forward|up|on (?:the|a) [\w ]*?(?:list|agenda))"
    r"|(?:propose|recommend|suggest|nominate|pitch|float|advocate|advise|argue for|put forward"
    r"|apply for|make (?:the|a) case(?: for)?|ask for|request|object to|flag|draft|speak up for"
    r"|shortlist)s?"
    r"|(?P<view>(?:makes?|gives?|hands? in|submits?|brings?|sends? in|puts? together|draws? up"
    r"|prepares?"
    rf"|writes?|fills? in|raises?|presents?)\b(?=.*\b{_OPINIONS}\b)"
    r"|assess\b.*\brecommend|(?:has|have) (?:a|your|their) (?:voice|say)|sits? in|interviews?"
    r"|comments? on))"
)
_DONE = (
    r"(?:proposed|recommended|suggested|nominated|put forward|drafted|flagged|requested|prepared"
    r"|drawn up|applied for|pitched|brought forward|submitted)"
)
_PROPOSES = re.compile(
    rf"^(?P<subj>.*?)\s*\b(?:(?:may|can|will|shall) )?(?:also |only "
    rf"|then )*{_PROPOSE}\b(?P<rest>.*)",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    rf"^(?P<act>.+?) (?:is|are|(?:may|can|shall|must) be) (?:also |only |first |[a-z]+ed and )*"
    rf"{_DONE}\b(?: by (?P<who>(?:the |an? )?[\w ’'-]+?)"
    r"(?= (?:in|at|to|for|on|with|when|where|every|each)\b|[,;.]|$))?",
    re.IGNORECASE,
)
_IDEAS = re.compile(
    r"^(?:new |all |any |your )*(?P<what>(?:ideas?|suggestions?|proposals?|recommendations?"
    r"|nominations?|wishes)\b.*?)\s(?:(?:are|is) (?:[a-z]+ed|sent|put|made|brought)|goe?s?)"
    r"(?: in| up)? to (?P<who>.+)",
    re.IGNORECASE,
)
_APPROVES = r"(?:approv|sign)"
_SETTLES = (
    r"(?:(?:alone|then|finally|ultimately|always|also) )*(?:decides?|votes?(?: on)?|settles?"
    r"|chooses?|picks?"
    r"|fix(?:es)?|rules?|determines?|sets?|grants?|awards?|admits?|hires?|appoints?|selects?"
    r"|adopts?|resolves?|approves?|signs?|accepts?|allocates?|(?:can|may) (?:grant|approve|decide)"
    r"|(?:takes?|makes?|has|owns?) (?:the |that |this |any )?(?:\w+ ){0,2}?(?:decisions?|call"
    r"|choice|say"
    r"|word)|says? (?:yes|no))\b"
)
_SETTLED = (
    r"(?:decided(?: on| upon)?|settled|fixed|determined|resolved|chosen|picked|set|ruled (?:on"
    r"|upon)"
    r"|granted|made|taken|adopted|awarded|approved|signed(?: off)?|admitted|selected|appointed)"
)
_USUALLY = r"(?:(?:typically|usually|normally|ultimately|always) )*"
_SETTLERS = (
    re.compile(rf"^(?:(?:but|and|then|only|whereupon) )*(?P<who>.+?) {_SETTLES}(?P<what>.*)"),
    re.compile(
        rf"^(?P<what>.*?)\s*\b(?:is|are|be) (?:then |always |finally )*{_SETTLED} (?:on )?by"
        r" (?P<who>.+)"
    ),
    re.compile(
        rf"^(?P<what>.*?)\s*\b{_USUALLY}(?:is|are|lies?|rests?|stays?|remains?)"
        r" (?:(?:a matter|a decision|up) )?(?:for|to|with) (?P<who>.+)"
    ),
    re.compile(
        r"^(?P<what>.*?)\s*\b(?:is|are|stays?|remains?) (?P<who>[^,;]+?)['’]s?"
        r"(?: (?:call|decision|choice|to (?:decide|make|settle)))?$"
    ),
)
_AND_SETTLED = re.compile(
    rf"^(?P<first>.+?\b{_DONE}\b.*?),? (?:and|but) (?:(?:is|are|then|finally) )*{_SETTLED}(?: on)?"
    r" by (?P<who>.+)",
    re.IGNORECASE,
)
_WHICH_SETTLED = re.compile(
    rf"^(?P<first>.+?\b{_DONE}\b.*?), which (?P<who>(?:the|your) [^,]+?) (?:{_SETTLES}|ranks?\b)",
    re.IGNORECASE,
)
_WHO_SETTLES = re.compile(
    rf"^(?P<first>.+?)(?P<to> (?:to|with|before) (?:the |your |an? )?(?P<who>[A-Z].*?)),? (?:who"
    rf"|which)"
    rf" {_SETTLES}"
)
_DOES_AND = re.compile(
    r"(?:(?P<who>you|we|they|the [\w -]+?) )?(?:may |can |shall )?(?!the\b|an?\b|each\b|your\b)"
    r"[a-z]+ .*\b(?:and|or)$",
    re.IGNORECASE,
)
"""`You can say why and (suggest another)`: the deed before, whose subject both share."""

_HAVING = re.compile(
    r"^(?P<first>.+?) (?:is|are) [a-z]+ by (?P<who>[^,]+), (?P<own>[^,]+?) having (?:first )?"
    rf"{_DONE}\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"^(?:(?:in|within|at|after|before|by|during|until|every|each|when|if|once)\b|(?:it|them"
    r"|that)\b)"
    r".*|^upon ",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?P<who>(?:an?|the|any) [\w-]+(?: [\w-]+)?) (?:who|whose)\s", re.IGNORECASE
)


def proposed(piece: str, rest: Sequence[str], scene: Scene) -> tuple[Said, ...]:
    """What the own role proposes in a piece where somebody decides on it, there or in the `rest`.

    The decision is added where the piece itself tells it. Nothing where nobody else decides. The
    action is empty where only a view is given (`sits in and gives an opinion`).
    """
    piece = piece.strip(" .;,")
    if both := _both(piece, scene):
        return both
    said = _proposal(piece, scene)
    if said is None:
        return ()
    for other in rest:
        settled = settled_in(other, scene)
        if settled and not (_is_weak(piece) and re.search(_APPROVES, other)):
            above = bool(COMPARED.search(piece)) and limit_of(piece) is None
            return (replace(said, approver=settled[1].holder, above=above),)
    return ()


def settled_in(piece: str, scene: Scene) -> tuple[Said, Said] | None:
    """What is settled by somebody else: as the own role sees it, and theirs; None where nothing is.

    What lies beyond a limit is another matter than what was proposed.
    """
    piece = piece.strip(" .;,")
    if COMPARED.search(piece):
        return None
    for match in (pattern.match(piece) for pattern in _SETTLERS):
        who = scene.first_in(match["who"]) if match else ""
        if match and who and not scene.is_own(who):
            what = trimmed(_CIRCUMSTANCE.sub("", match["what"].strip()))
            return replace(proposes(what), approver=who), decides(what, who)
    return None


def _proposal(piece: str, scene: Scene) -> Said | None:
    """What the own role proposes in a piece; None where it proposes nothing."""
    done = _PROPOSED.match(piece)
    if done and (not done["who"] or scene.is_own(done["who"])):
        return proposes(trimmed(done["act"]))
    match = _PROPOSES.match(piece)
    if match is None or not _is_own(match["subj"], scene):
        return None
    if matter := _matter_before(match["subj"]) or match["put"]:
        return proposes(trimmed(matter))
    return proposes("" if match["view"] else trimmed(match["rest"]))


def _both(piece: str, scene: Scene) -> tuple[Said, ...]:
    """A proposal and its decision in one: `is proposed by you and fixed by the People team`."""
    who, said = "", None
    if ideas := _IDEAS.match(piece):
        who, said = scene.first_in(ideas["who"]), proposes(trimmed(ideas["what"]))
        if is_body(who):
            return needs(said.action, Level.TEAM_APPROVAL, who), decides(said.action, who)
    elif match := _AND_SETTLED.match(piece):
        approves = re.search(_APPROVES, piece[match.end("first") :])
        who = _whoever(match["who"], scene)
        said = None if approves and _is_weak(match["first"]) else _proposal(match["first"], scene)
    elif match := _WHICH_SETTLED.match(piece) or _WHO_SETTLES.match(piece):
        who, said = scene.first_in(match["who"]), _proposal(match["first"], scene)
    elif (match := _HAVING.match(piece)) and scene.is_own(match["own"]):
        who, said = scene.first_in(match["who"]), proposes(trimmed(match["first"]))
    if said is None or not who or scene.is_own(who):
        return ()
    return replace(said, approver=who), decides(said.action, who)


def _is_weak(piece: str) -> bool:
    """Whether a proposal is worded as work that is done (`prepares the file`)."""
    return not re.search(_STRONG, piece, re.IGNORECASE)


def _whoever(text: str, scene: Scene) -> str:
    """Who stands at the start of a text, a department that no list knows included."""
    name = named(until_stop(text))
    return scene.first_in(text) or (name if name.istitle() else "")


def _is_own(subject: str, scene: Scene) -> bool:
    """Whether who proposes is the own role: `For a move you`, `a keeper who doubts it`."""
    if deed := _DOES_AND.match(subject):
        return not deed["who"] or scene.is_own(deed["who"])
    last = re.split(r",\s|\s(?=(?:you|we|(?:the|an?) [\w -]+)$)", subject.strip())[-1]
    relative = _RELATIVE.match(subject)
    return scene.is_own(last) or bool(relative and scene.is_own(relative["who"]))


def _matter_before(subject: str) -> str:
    """What stands before the subject: `a move to another school` in `For a move … you`."""
    match = re.match(
        r"(?:for|with|on|in cases? of|when) (?P<what>.+?),? (?:you|we|the [\w -]+)$",
        subject.strip(),
        re.IGNORECASE,
    )
    return match["what"] if match else ""
