"""What a cell of a decision matrix says, in letters or words.

A cell's text comes in with the scheme of its table (`RACI`, `DACI`, `RAPID`, or none), and a `Say`
goes out: the part its holder takes, how far it goes. Which letters mean what is told by the table's
legend, title or heading, and failing those by the set of letters used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.decision_rights.model import Level, Part


@dataclass(frozen=True, slots=True)
class Say:
    """A holder's say in one decision; `rest` is what a cell adds to it."""

    part: Part
    level: Level
    rest: str = ""


DECIDES = Say(Part.DECIDES, Level.INDEPENDENT)
AGREES = Say(Part.AGREES, Level.RECOMMEND_ONLY)
PROPOSES = Say(Part.PROPOSES, Level.RECOMMEND_ONLY)
REQUESTS = Say(Part.PROPOSES, Level.MANAGER_APPROVAL)
TOGETHER = Say(Part.PROPOSES, Level.TEAM_APPROVAL)
CONSULTED = Say(Part.CONSULTED, Level.RECOMMEND_ONLY)
PREPARES = Say(Part.PERFORMS, Level.MANAGER_APPROVAL)
PERFORMS = Say(Part.PERFORMS, Level.NOT_AUTHORIZED)
INFORMED = Say(Part.INFORMED, Level.NOT_AUTHORIZED)
EXCLUDED = Say(Part.EXCLUDED, Level.NOT_AUTHORIZED)

SCHEMES: Mapping[str, Mapping[str, Say]] = {
    "RACI": {"R": PREPARES, "A": DECIDES, "C": CONSULTED, "I": INFORMED, "S": PERFORMS,
             "V": CONSULTED, "Q": CONSULTED, "O": EXCLUDED},
    "DACI": {"D": PROPOSES, "A": DECIDES, "C": CONSULTED, "I": INFORMED},
    "RAPID": {"R": PROPOSES, "A": AGREES, "P": PERFORMS, "I": CONSULTED, "D": DECIDES},
    "RASCI": {"R": PREPARES, "A": DECIDES, "S": PERFORMS, "C": CONSULTED, "I": INFORMED},
    "DARE": {"D": DECIDES, "A": CONSULTED, "R": PROPOSES, "E": PERFORMS},
}  # fmt: skip
PARTS: Mapping[str, Say] = {
    "decides": DECIDES,
    "agrees": AGREES,
    "proposes": PROPOSES,
    "performs": PERFORMS,
    "consulted": CONSULTED,
    "informed": INFORMED,
}
"""What those do whose names stand in a column of a kind; who does several keeps the first."""

NAMED_SCHEME = re.compile(r"\b(RA(?:S)?CI(?:-?[A-Z])?|R?ACI|ARCI|DACI|RAPID|DARE)\b")
CODE = re.compile(r"[A-Z*](?:\s*[/,&+ ]\s*[A-Z]){0,3}\*?")
BLANK = re.compile(
    r"(?:[-–—.·x/]*|n/?a|none|nil|no|0|blank|not involved|no (?:role|part|involvement))",
    re.IGNORECASE,
)
OPEN = re.compile(r"(?:tb[cda]|\?|open|to be (?:agreed|confirmed|decided))\b", re.IGNORECASE)
_WORDS: Sequence[tuple[re.Pattern[str], Say]] = tuple(
    (re.compile(pattern, re.IGNORECASE), say)
    for say, pattern in (
        (
            REQUESTS,
            r"(?:none|nothing|no authority)\b.{0,12}[;,.] (?:asks?|goes to|through) ",
        ),
        (
            EXCLUDED,
            (
                r"no (?:\w+ )?(?:authority|part|say)|not (?:authori[sz]ed|permitted|allowed"
                r"|delegated|involved)"
                r"|(?:may|must|can) ?not\b|cannot|excluded|prohibited|approves nothing"
            ),
        ),
        (INFORMED, r"(?:is )?(?:informed|told|notified)\b|inform\b|i$"),
        (
            AGREES,
            (
                r"(?:must|has to|have to|needs? to) agree|agrees?\b|agreement|veto|endorses?"
                r"|concurs?"
                r"|countersigns?|second signature"
            ),
        ),
        (REQUESTS, r"(?:may |can |must )?(?:requests?|applies|apply|asks?)\b"),
        (
            PROPOSES,
            (
                r"(?:may |can |must )?(?:only )?(?:proposes?|recommends?|suggests?|initiates?"
                r"|submits?"
                r"|prepares?|drafts?|drives?|driver|nominates?|write the recommendation"
                r"|makes? the case|speaks? for)\b|proposer|recommender"
                r"|(?:proposals?|recommendations?|drafts?|advice) only"
            ),
        ),
        (
            CONSULTED,
            (
                r"(?:is )?(?:consulted|consults?|advises?|advisory|input|contributes?|contributors?"
                r"|comments?|heard|reviews?)\b"
            ),
        ),
        (
            DECIDES,
            (
                r"(?:full|sole|own|unlimited|independent)\b|(?:may |can )?(?:also )?(?:decides?"
                r"|grants?|chooses?|appoints?|approves?|authori[sz]es?|determines?|orders?"
                r"|spends?|signs?)\b|yes\b|✓|✔|alone\b"
                r"|accountable|approver|decider|decision[- ]?maker|owner|final (?:say|decision)"
                r"|no limit|any amount"
            ),
        ),
        (TOGETHER, r"with (?:the )?(?:review|peers?|team|lead|senior|colleague)\b"),
        (
            REQUESTS,
            (
                r"with (?:the )?(?!\w+ed\b)\w+(?: \w+)?$|approval (?:needed|required)"
                r"|(?:with|needs?|requires?|subject to|after)\b.*(?:approv|agree|consent|sign"
                r"|review)"
            ),
        ),
        (
            PREPARES,
            r"responsible|executes?|performs?|carries out|implements?|supports?|does\b",
        ),
    )
)
"""What cells in words say, the first that fits."""

_LEGEND_WORDS: Sequence[tuple[str, Say]] = (
    (r"accountable|approver|decides?|decision|takes the decision|final", DECIDES),
    (r"driver|drives|recommend|propos", PROPOSES),
    (r"agree|sign[- ]?off|veto", AGREES),
    (r"responsible", PREPARES),
    (r"perform|execut|support|carries out", PERFORMS),
    (r"consult|input|contribut|advis", CONSULTED),
    (r"inform|told|notified", INFORMED),
)
_LEGEND = re.compile(r"(?<![\w/])([A-Z])\s*(?:=|:|–|-|\||\()\s*([A-Za-z][a-z]+[^;,|.]*)")


def say_of(cell: str, letters: Mapping[str, Say]) -> Say | None:
    """What a cell says of its column's holder; None if it says nothing that is known."""
    cell = cell.strip()
    if OPEN.match(cell):
        return None
    if BLANK.fullmatch(cell):
        return EXCLUDED
    if letters and CODE.fullmatch(cell):
        return _of_letters(re.findall(r"[A-Z]", cell), letters)
    for pattern, say in _WORDS:
        if match := pattern.match(cell):
            rest = cell[match.end() :].strip(" ,;:.–-()")
            return Say(say.part, say.level, rest)
    return None


def _of_letters(found: Sequence[str], letters: Mapping[str, Say]) -> Say | None:
    """Of several letters in a cell (`A/R`, `D, P`) the one that goes furthest."""
    says = [letters[letter] for letter in found if letter in letters]
    order = (DECIDES, AGREES, PREPARES, PROPOSES, CONSULTED, PERFORMS, INFORMED, EXCLUDED)
    return min(says, key=order.index, default=None)


def letters_of(cells: Iterable[str], title: str, legend: str) -> Mapping[str, Say]:
    """What the letters of a table mean; empty where its cells are no letters.

    `title` is what stands over the table and `legend` the prose and rows around it. A legend that
    explains the letters goes before a name, and that before the set of letters.
    """
    used = {
        letter for cell in cells if CODE.fullmatch(cell) for letter in re.findall(r"[A-Z]", cell)
    }
    if not used:
        return {}
    told = {letter: _meaning(words) for letter, words in _LEGEND.findall(legend) if letter in used}
    return {**_scheme(used, title, legend), **{k: say for k, say in told.items() if say}}


def _meaning(words: str) -> Say | None:
    """What the first words that a legend gives a letter make of it."""
    for word in words.split()[:3]:
        for pattern, say in _LEGEND_WORDS:
            if re.match(pattern, word, re.IGNORECASE):
                return say
    return None


def _scheme(used: set[str], title: str, legend: str) -> Mapping[str, Say]:
    """The scheme that the title names, else the legend, else the one whose letters fit."""
    for text in (title, legend):
        names = dict.fromkeys(NAMED_SCHEME.findall(text))
        if len(names) == 1:
            name = next(iter(names))
            return SCHEMES.get(name, SCHEMES["RACI"])
    if "D" in used:
        return SCHEMES["RAPID"] if used & {"R", "P"} else SCHEMES["DACI"]
    return SCHEMES["RAPID"] if "P" in used and "A" in used else SCHEMES["RASCI"]
