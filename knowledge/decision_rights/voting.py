"""Sentences in which several decide as one: `is settled by the whole crew`, `the squad votes`.

A piece of a clause comes in with its scene; what its own holder needs of the others goes out, or
nothing where the piece is of another kind. Those who work at one level agree as peers do, whatever
their titles; those who stand above (`the directors`) do not.
"""

from __future__ import annotations

import re

from knowledge.decision_rights.holders import approval_by, is_body, named, until_stop
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.scene import Said, Scene, agrees, decides, needs, trimmed

_AS_ONE = re.compile(
    r"\b(?:together|jointly|as a whole|as one|by show of hands|consensus|unanimous(?:ly)?|ballot"
    r"|votes?"
    r"|majority|equal (?:voices?|votes?|say)|(?:among|between) (?:them|your|our)selves"
    r"|both (?:are|agree)|all agree|round the table"
    r"|at the (?:[\w:]+ ){0,3}(?:conference|meeting|huddle|round|forum))\b",
    re.IGNORECASE,
)
_AGREEING = (
    r"(?:agreed(?: on)?|settled|decided(?: on)?|fixed|chosen|picked|arranged|negotiated|worked out"
    r"|voted on|put to (?:a )?vote|sorted out|talked (?:through|over)|thrashed out|resolved"
    r"|determined|scheduled)"
)
_LETTING = (
    r"(?:approved|cleared|ruled (?:on|upon)|granted|admitted|endorsed|concurred in|seconded"
    r"|ratified|signed off|countersigned)"
)
_DOING = (
    r"(?:removed|withdrawn|elected|dismissed|altered|changed|revised|set|made|taken|put|moved|released|rewritten|weighed|held|opened"
    r"|accepted|carried|passed|adopted|awarded|allowed)"
)
_BE = (
    r"(?:is|are|be|being|gets?|(?:may|can|must|shall|will) be|(?:has|have|needs?|is) to be)"
    r"(?: then| always| only| first| usually)*"
)
_BY_ALL = re.compile(
    rf"^(?P<act>.+?) {_BE} (?P<verb>{_AGREEING}|{_LETTING}|{_DOING})"
    r"(?P<at>(?: (?!by\b|with\b|among|between|within|if\b|when\b|where\b|who\b)[\w:’'-]+){0,6}?)"
    r" (?P<by>by|among(?:st)?|between|within|(?:together |jointly )?with|after|on|upon|in|at)"
    r" (?P<who>.+)",
    re.IGNORECASE,
)
_VOTE_OF = re.compile(
    r"(?:(?:an? |the |simple |joint |common )*(?:vote|ballot|majority|decision|agreement|consensus"
    r"|resolution)(?: of [^,]*?(?:thirds|quarters|half|majority))? (?:of|in|by|among|between) )",
    re.IGNORECASE,
)
_VOTES = re.compile(
    r"^(?P<who>.+?) (?:votes?|takes? a vote)\b(?: on (?P<act>(?!it\b|them\b).+))?", re.IGNORECASE
)
_AMONG_THEMSELVES = re.compile(
    r"^(?P<who>.+?) (?:sorts? out|settles?|agrees?(?: on)?|decides?(?: on)?|divides?|shares? out"
    r"|works? out|chooses?|picks?|fix(?:es)?|arranges?) (?P<act>.+?) (?:between|among)(?:st)?"
    r" (?:themselves|yourselves|you|them|each other|one another)\b",
    re.IGNORECASE,
)
_YES_FROM = re.compile(
    r"^(?:(?:needs?|with|after|takes?|on) )?(?:at least )?(?:an?|one|two|three|four|\d+)"
    r" (?:approvals?|approving reviews?|yes(?:es)?|signatures?|votes?|okays?|nods?)"
    r" (?:from|of|by) (?P<who>.+)",
    re.IGNORECASE,
)
_JOINT_DECISION = re.compile(
    r"^(?P<act>.*?)\s*\b(?:is|are|remains?) (?:for )?(?P<who>.+?)['’]s? (?:joint|common|shared"
    r"|collective) (?:decision|call|choice|matter)",
    re.IGNORECASE,
)
_WHOSE_WORD = re.compile(
    r"^(?P<act>.+?) (?:with|by|to) (?P<who>[^,]+), whose (?P<noun>agreement|consent|approval|vote"
    r"|word|yes) (?:is needed|is required|binds|counts|decides|settles)",
    re.IGNORECASE,
)
_TOP = re.compile(
    r"\b(?:boards?|directors|executives?|partners|trustees|owners|governors|leadership|management"
    r"|cabinet|you and|shareholders)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:the |all |both |three |two )*(?P<who>(?:people|colleagues|peers|others"
    r"|members)\b[^,;]{0,30})",
    re.IGNORECASE,
)
_FELLOW = re.compile(r"(another|a second|a fellow|one other) ", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:must|may|can|shall|will|should|not|never)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:that|which|who)$")
_NEGATED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", re.IGNORECASE)


def decided_by_all(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The plan is agreed among the area heads`, `fixed by a vote of the drivers' meeting`."""
    match = _BY_ALL.match(piece)
    if match is None or _NEGATED.search(match["act"]) or _GOES_ON.search(match["act"]):
        return ()
    by, text = match["by"].lower(), match["who"]
    vote = _VOTE_OF.match(text)
    text = text[vote.end() :] if vote else text
    as_one = bool(vote or _AS_ONE.search(match["at"] + " " + text)) or by.startswith("jointly")
    agreeing = re.fullmatch(_AGREEING, match["verb"], re.IGNORECASE)
    doing = re.fullmatch(_DOING, match["verb"], re.IGNORECASE)
    who = _several_in(text, scene) or (named(until_stop(text)) if vote else "")
    if by in {"after", "on", "upon"}:
        telling = bool(vote)
    elif by in {"in", "at"}:
        telling = bool(agreeing and is_body(who))
    elif by.startswith(("among", "between")):
        telling = bool(agreeing)
    elif by == "by":
        body = is_body(who) and (scene.decisions or not doing)
        telling = as_one or body or (not doing and _are_peers(text, who, scene))
    else:
        telling = as_one or (by == "within" and is_body(who))
    if not telling or not who or _TOP.search(who):
        return ()
    act = trimmed(match["act"])
    apart = " and " in who and not (vote or is_body(who))
    own = needs(act, approval_by(who, Level.TEAM_APPROVAL) if apart else Level.TEAM_APPROVAL, who)
    if scene.is_own(who) and not (scene.are_fellows(who) or _FELLOW.match(who)):
        return (decides(act),)
    if by != "by" or not (vote or is_body(who)):
        return (own,)
    return own, agrees(act, who) if match["verb"].startswith("agreed") else decides(act, who)


def votes(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`The squad votes at planning`, `two reporters sort it out between themselves`."""
    if match := _AMONG_THEMSELVES.match(piece):
        return (needs(trimmed(match["act"]), Level.TEAM_APPROVAL, named(match["who"])),)
    match = _VOTES.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not is_body(who) or _MODAL.search(match["who"]):
        return ()
    return (needs(trimmed(match["act"] or ""), Level.TEAM_APPROVAL, who),)


def yes_of(piece: str, scene: Scene) -> tuple[Said, ...]:
    """`Two approvals from the squad`, `is the squad's joint decision`, `…, whose vote binds`."""
    if match := _YES_FROM.match(piece):
        who = _several_in(match["who"], scene)
        return (needs("", approval_by(who, Level.TEAM_APPROVAL), who),) if who else ()
    match = _JOINT_DECISION.match(piece) or _WHOSE_WORD.match(piece)
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or scene.is_own(who):
        return ()
    level = approval_by(who, Level.TEAM_APPROVAL)
    return (needs(trimmed(_WITHOUT_PASSIVE.sub("", match["act"])), level, who),)


_WITHOUT_PASSIVE = re.compile(rf" (?:{_BE} [a-z]+(?: together| jointly)?|goe?s?)$", re.IGNORECASE)


def _several_in(text: str, scene: Scene) -> str:
    """Who several are that a text names first; people who are named by no title count as well."""
    if people := _PEOPLE.match(text):
        return named(people["who"])
    name, fellow = named(until_stop(text)), _FELLOW.match(text)
    who = scene.first_in(text) or (name if is_body(name) else "")
    return f"{fellow[1]} {who}" if fellow and who else who


def _are_peers(text: str, who: str, scene: Scene) -> bool:
    """Whether those who decide are several of the own post, or another of it."""
    return bool(
        scene.are_fellows(who)
        or (_FELLOW.match(text) or re.match(r"(?:all|both|the (?:two|three)) ", text))
    )
