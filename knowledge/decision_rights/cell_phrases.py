"""What a short phrase in a role's cell says: `alone up to £150`, `asks the Registrar`, `no part`.

A cell's text comes in with its scene, a `Phrase` goes out, or None for a cell that says something
else. What is decided stands at the row's head, or at the column's, and is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.decision_rights.agreements import AGREED, AGREES, ANOTHER
from knowledge.decision_rights.amounts import ceiling_of, limit_of
from knowledge.decision_rights.building import Place, Spoken, built
from knowledge.decision_rights.holders import approval_by, is_body, named
from knowledge.decision_rights.model import DecisionRight, Level, Limit
from knowledge.decision_rights.says import BLANK
from knowledge.decision_rights.scene import Said, Scene, agrees, decides, needs, proposes, refused

_PARTS = re.compile(
    r";\s+|\.\s+(?=[A-Z])|\s[–—]\s|,\s+(?=(?:an? |the )?[A-Z][^,;]* (?:above|beyond)\b)"
    r"|,\s+(?=(?:above|beyond|over) )|,\s+(?=[A-Z][^,;]*(?:decides?|chooses?|approves?|signs?)$)"
)
_IRRELEVANT = re.compile(r"not applicable|n/?a", re.IGNORECASE)
_NOT = re.compile(
    r"(?:no (?:part|say|role|authority|right)\b.*|not (?:at all|permitted|allowed|delegated"
    r"|involved|authori[sz]ed|foreseen|possible|concerned|for this \w+)\b.*"
    r"|not [a-z]+(?:ed|en|nt) (?:by|from|at) .*|never|(?:may|must|shall|can) not [a-z]+"
    r"|cannot(?: [a-z]+)?|nothing|forbidden|excluded)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:(?!works?\b|operat|learn|travel|functions?\b)[a-z]+(?: (?:it|them|[a-z]+s))? )?"
    r"(?:alone|freely|independently)\b(?P<rest>.*)"
    r"|(?:up to .+?,? )?(?:on|at|by) (?:(?:your|their|its|his|her|the) )?own(?: (?:decision"
    r"|discretion|authority|account|initiative|judge?ment|word))?\b(?P<rest2>.*)"
    r"|(?:(?P<sum>[^,;]+), )?own (?:choice|decision|call|discretion|judge?ment)\b(?P<rest3>.*)"
    r"|(?:decides?|(?:may|can) (?:decide|approve|grant|authori[sz]e|sign|hire|book|order|spend))\b"
    r"(?P<rest4>.*)|up to (?=\S*\d).+? alone\b(?P<rest5>.*)"
    r"|without (?:asking|approval|reference)(?P<rest6>.*)",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:up to|no more than|at most|max\.?|not more than|below|under) .*", re.IGNORECASE
)
_WITHIN = re.compile(r"within (?:the|your|their) .+|yes\b.*", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:(?:may|must|can|has to|have to) )?(?:(?:only )?asks?|goes to|through|via"
    r"|(?:checks|clears it) with|refers? to) (?P<who>.+?)(?: first)?",
    re.IGNORECASE,
)
_WITH = re.compile(
    rf"(?:only )?(?:with|after|on|subject to|needs?|requires?|by) (?:(?:the|an?|prior|written) )*"
    rf"(?:(?P<who>.+?)['’]s? (?:\w+ )?{AGREED}|{AGREED} (?:of|by|from) (?P<of>.+))",
    re.IGNORECASE,
)
_IF = re.compile(
    rf"(?P<what>.*?),? ?(?:if|when|once|where|provided) (?P<who>.+?) {AGREES}", re.IGNORECASE
)
_LETS = re.compile(
    r"(?P<who>.+?) (?:(?:must|has to|have to|MUST) )?(?:(?P<settles>decides?|chooses?|picks?"
    r"|settles?)|(?P<agrees>agrees?|countersigns?)|approves?|signs?(?: off)?|clears?)"
    r"(?: first| it| too)?"
)
_TOGETHER = re.compile(
    r"(?:[a-z]+s? )?(?:together|jointly) with (?P<who>.+)"
    r"|(?:agreed|decided|settled|chosen) (?:by|with|among) (?P<all>.+)",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"(?:may |can |MAY )?(?:only )?(?:proposes?|recommends?|suggests?|advises?|nominates?"
    r"|pitch(?:es)?"
    r"|puts? forward|makes? a proposal|gives? (?:a |an )?(?:view|opinion|input|advice)|sits? in\b.*"
    r"|(?:is )?(?:heard|consulted)|(?:may )?pass(?:es)? on\b.*|comments?)\b(?P<rest>.*)"
    r"|(?:proposals?|advice|recommendations?|drafts?|prepares?) only",
    re.IGNORECASE,
)
_LETTING = re.compile(
    rf"\b(?:with|after|subject to|if|once|when)\b.*\b(?:(?P<check>check|review)|{AGREED}"
    rf"|{AGREES})\b"
    r"|\b(?:together|jointly)\b",
    re.IGNORECASE,
)
"""Words of somebody else's agreement; a mere check is one if it is told whose."""

_TO = re.compile(r"^(?: .*?)? to (?P<who>(?:the )?[A-Z].*)")
_ABOVE = re.compile(
    r"(?:above|beyond|over)(?: (?:that|this|it|which))?[:,]? (?P<who>.+?)"
    r"(?: (?:signs?|approves?|decides?|agrees?|must .*|is asked))?"
    r"|(?P<who2>.+?) (?:above|beyond)(?: (?:that|this|it))?"
    r"|(?:deeper|larger|longer|bigger|higher|more)\b.*? (?:needs?|goe?s? to|is for) (?P<who3>.+)",
    re.IGNORECASE,
)
_LONG = 7
"""Words from which on a cell is more than somebody's name."""

_SHARE, _TELLING = 0.6, 3
"""How many of a table's cells are phrases of deciding if it is about nothing else, and at least how
many of them could be nothing else, by count and as a share."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a cell says, part by part, each with its words; `telling` if no fact is put so."""

    parts: tuple[tuple[str, tuple[Said, ...]], ...]
    telling: bool


def phrase_in(cell: str, scene: Scene) -> Phrase | None:
    """What a cell says of its role; None where it says anything else, or nothing."""
    first, *others = _PARTS.split(cell.strip(" .*"))
    found = _first(first.strip(), scene)
    if found is None:
        return None
    said, telling = found
    parts = [(first, said)]
    for other in others:
        if beyond := _beyond(other, scene):
            parts.append((other, beyond))
        elif who := _settler(other, scene):
            parts[0], telling = (first, _with_settler(said, who)), True
    return Phrase(tuple(parts), telling)


def limit_in(cell: str, above: str, scene: Scene) -> Phrase | None:
    """What a cell says in a row that names who is `above` its limits; a bare amount is one."""
    who = scene.first_in(above)
    phrase = phrase_in(cell, scene)
    if phrase is None and len(cell.split()) < _LONG and ceiling_of(cell):
        words = cell if limit_of(cell) else f"up to {cell}"
        phrase = Phrase(((words, (decides(""),)),), telling=False)
    if phrase is None or not who:
        return None
    words, said = phrase.parts[0]
    if limit_of(words):
        return Phrase(
            (*phrase.parts, (f"above: {who}", _to_somebody(who, above=True))), telling=True
        )
    return Phrase(((words, _with_settler(said, who)), *phrase.parts[1:]), telling=True)


def are_about_deciding(phrases: Iterable[Phrase | None]) -> bool:
    """Whether the cells of a row, or a column, say who may what, and nothing else."""
    cells = list(phrases)
    return all(cells) and any(phrase.telling for phrase in cells if phrase)


def is_about_deciding(phrases: Iterable[Phrase | None]) -> bool:
    """Whether a whole table says so, for its rows that hold but amounts."""
    cells = list(phrases)
    telling = sum(phrase is not None and phrase.telling for phrase in cells)
    most = sum(map(bool, cells)) >= _SHARE * len(cells)
    return most and telling >= _TELLING and telling * _TELLING >= len(cells)


def rights_of_phrase(phrase: Phrase, place: Place) -> Iterator[DecisionRight]:
    """The rights of a cell, whose matter is the place's label."""
    limit: Limit | None = None
    for words, said in phrase.parts:
        for one in said:
            yield from built(one, replace(place, piece=words), Spoken(place.label, limit))
        limit = limit_of(words) or limit


def _first(cell: str, scene: Scene) -> tuple[tuple[Said, ...], bool] | None:
    """What the first part of a cell says, and whether it is telling; None if it says neither."""
    if _IRRELEVANT.fullmatch(cell):
        return (), False
    for reading in (_proposes, _refuses, _agreed, _own):
        if said := reading(cell, scene):
            return said, not BLANK.fullmatch(cell)
    if _WITHIN.fullmatch(cell) or (_UP_TO.fullmatch(cell) and limit_of(cell)):
        condition = "" if limit_of(cell) else re.sub(r"^yes\W*", "", cell)
        return (replace(decides(""), condition=condition),), False
    who = _whole(cell, scene)
    return (_to_somebody(who), False) if who else None


def _proposes(cell: str, scene: Scene) -> tuple[Said, ...]:
    """`Proposes`, `recommends to the Head`, `sits in and gives a view`."""
    match = _PROPOSES.fullmatch(cell)
    to = _TO.match(match["rest"] or "") if match else None
    who = scene.first_in(to["who"]) if to else ""
    return (replace(proposes(""), approver=who),) if match else ()


def _refuses(cell: str, scene: Scene) -> tuple[Said, ...]:
    """`Not at all`, `no part in it`, a dash."""
    del scene
    return (refused(""),) if _NOT.fullmatch(cell) or BLANK.fullmatch(cell) else ()


def _agreed(cell: str, scene: Scene) -> tuple[Said, ...]:
    """`Asks the Manager`, `with the Manager's consent`, `if she agrees`, `the Manager approves`."""
    if match := _TOGETHER.fullmatch(cell):
        phrase = match["who"] or match["all"]
        return (needs("", scene.level_of(phrase), scene.first_in(phrase) or named(phrase)),)
    for pattern in (_ASKS, _WITH, _IF):
        if match := pattern.fullmatch(cell):
            phrase = match["who"] or match["of"]
            who = scene.first_in(phrase)
            other = decides("", who) if pattern is _ASKS else agrees("", who)
            return (needs("", _level(phrase, who, scene), who), other) if who else ()
    return _let_by(cell, scene)


def _level(phrase: str, who: str, scene: Scene) -> Level:
    """How high somebody stands whose agreement a cell asks for; one post alone is a superior's."""
    several = is_body(who) or who.endswith("s") or not who.istitle() or ANOTHER.match(phrase)
    return scene.level_of(phrase) if several else Level.MANAGER_APPROVAL


def _let_by(cell: str, scene: Scene) -> tuple[Said, ...]:
    """`The Manager approves`: what the own role needs; `the Manager decides`: what it may not."""
    match = _LETS.fullmatch(cell.removeprefix("and "))
    who = scene.first_in(match["who"]) if match else ""
    if not match or not who or scene.is_own(who):
        return ()
    if match["settles"]:
        return refused("", approver=who), decides("", who)
    own = needs("", _level(match["who"], who, scene), who)
    return own, agrees("", who) if match["agrees"] else decides("", who)


def _own(cell: str, scene: Scene) -> tuple[Said, ...]:
    """`Alone up to £150`, `on your own`, `at own discretion`, `decides for open days`."""
    match = _ALONE.fullmatch(cell)
    if match is None:
        return ()
    rest = next((text for name, text in match.groupdict().items() if name != "sum" and text), "")
    rest = re.sub(r"^,? (?:and )?", "", rest)
    if letting := _LETTING.search(rest):
        agreed = _agreed(rest, scene)
        if agreed or not letting["check"]:
            return agreed
    condition = "" if limit_of(rest) or rest.startswith(("tell", "inform")) else rest
    scope = f"up to {match['sum']}" if match["sum"] and not limit_of(cell) else ""
    return (replace(decides(""), condition=condition, scope=scope),)


def _beyond(part: str, scene: Scene) -> tuple[Said, ...]:
    """`Above that the Regional Manager`, `a Director above`, `deeper cuts need her`."""
    match = _ABOVE.fullmatch(part)
    phrase = (match["who"] or match["who2"] or match["who3"]) if match else ""
    who = scene.first_in(phrase) or (phrase if phrase.istitle() else "")
    return _to_somebody(who, above=True) if who else ()


def _to_somebody(who: str, *, above: bool = False) -> tuple[Said, ...]:
    """What the own role needs somebody for, and what that somebody decides."""
    return needs("", approval_by(who), who, above=above), decides("", who, above=above)


def _settler(part: str, scene: Scene) -> str:
    """Who settles what was said before: `…; the Manager decides`, `no part; Finance`."""
    lets = _agreed(part, scene)
    return lets[-1].holder if lets else _whole(part, scene)


def _whole(part: str, scene: Scene) -> str:
    """Who a part names, if it does nothing else."""
    named_alone = len(part.split()) < _LONG and not part.lower().startswith("no ")
    return scene.somebody(part) if named_alone else ""


def _with_settler(said: tuple[Said, ...], who: str) -> tuple[Said, ...]:
    """What the own role may not, or only propose, with who settles it."""
    short = {Level.NOT_AUTHORIZED, Level.RECOMMEND_ONLY}
    if not said or said[0].approver or said[0].level not in short:
        return said
    return replace(said[0], approver=who), decides("", who)
