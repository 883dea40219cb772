"""The rights that one clause gives: by what its headings and labels tell, and by its sentences.

A clause comes in with the right that the clause before gave, since `above that` and `the Board
chooses` speak of it. Rights go out in the order of the words. Under a heading that tells the level
there is always at least one, but for a paragraph that only opens a list there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.decision_rights.amounts import amounts_in, limit_of
from knowledge.decision_rights.building import Place, Spoken, built
from knowledge.decision_rights.headings import (
    Told,
    speaks_of_decisions,
    speaks_of_something_else,
    told_by,
)
from knowledge.decision_rights.holders import Holders, approval_by, named, until_stop
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.decision_rights.opening import MATTERS, Opened, opened, path_of
from knowledge.decision_rights.says import BLANK, say_of
from knowledge.decision_rights.scene import Said, Scene, decides, refused, trimmed
from knowledge.decision_rights.sentences import HINT, said_in
from knowledge.model import BlockKind, Clause

_BETWEEN = re.compile(
    r";\s+(?![^()]*\))|(?<=[.!?])\s+(?=[A-Z“\"(])|\s[–—-]\s"
    r"|,?\s+but\s+(?=(?:you |they |it )?(?:does|do|may|must|can|MUST|MAY|not|never)\b)"
    r"|,?\s+and\s+(?=(?:do not|proposes|recommends|decides|approves|signs off|owns|sets|chooses"
    r"|picks"
    r"|appoints|hires|settles|buys|orders|books|spends|may|can|MAY|MUST NOT)\b)"
    r"|,\s+(?:and|while|whereas)\s+(?=(?:the|an?|anything|anyone|above|beyond)\s)"
    r"|(?:,\s+(?:and (?:then )?|but |while |then )?|\s(?:and|but|while)\s)"
    r"(?=(?:the|an?|your)\s(?:[\w’'/-]+\s){1,5}?(?:decides?|approves?|signs?|owns?|chooses?"
    r"|agrees?|picks?|must|has to|have to)\b)"
)
_GOES_ON = re.compile(r"(?:may|can|must)\b", re.IGNORECASE)
_DEFINES = re.compile(r"\b(?:MUST|SHOULD|MAY)\b.*\b(?:mean\w*|meant|sense|interpreted|RFC)\b")
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)[.;]?$")
_SETTLED = re.compile(
    r"(?:;|\band\b|\bbut\b|\.) (?:the|an?) (?:[\w’'-]+ ){1,4}(?:decides?|approves?)\b"
)
_DUTY = re.compile(r"\b(?:must|shall|should|is told|are told|has to be told)\b", re.IGNORECASE)
_STATEMENT = re.compile(rf"{_DUTY.pattern}|\b(?:is|are|was|were|lapses?|meets?)\b", re.IGNORECASE)
_OWNS = re.compile(r"\b(?:owns?|accountable|answers? for|full|delegat\w+)\b", re.IGNORECASE)
_PERMITS = re.compile(r"(?:you|they|the \w+(?: \w+)?) (?:may|can)\b(?! not)", re.IGNORECASE)
_ASKING = re.compile(
    r"\bapprovals?\b|\bsign-?offs?\b|\bask\b|\bpermissions?\b|\bconsent\b|\bagree", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:no limit|without limit|unlimited|any amount)\b", re.IGNORECASE)
_INPUT = re.compile(r"(?:gives?|provides?) (?:input|advice|feedback|comments)\b", re.IGNORECASE)
BRIEF = 4
"""Words of a cell that says no more than which part somebody has: `Grants`, `No part`."""

_AGREED_TO = {Level.MANAGER_APPROVAL, Level.TEAM_APPROVAL}
_DEEDS = re.compile(
    r"(?:also )?(?:approves?|decides?|signs?|authori[sz]es?|grants?|clears?|agrees?|rules? on"
    r"|determines?|chooses?|has (?:the )?(?:final|a veto|veto)|holds? (?:a )?veto"
    r"|(?:must|has to|have to) (?:agree|approve)|owns? (?:\w+ ){0,3}decisions?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the clauses of one document that are no rows of a matrix.

    The first `titled` headings of each path are the document's title. `listed` are the paths with
    lists or tables: a paragraph there opens them. `everybody` are the document's roles, for clauses
    that speak of none in particular.
    """

    holders: Holders
    titled: int
    listed: frozenset[tuple[str, ...]]
    everybody: tuple[str, ...] = ()

    def rights(self, clause: Clause, before: DecisionRight | None) -> list[DecisionRight]:
        """The rights of a clause; none where it gives none.

        What stands under `What the Release Manager decides` is that role's; what speaks of no
        role in particular holds for every role of the document, but for those that it names.
        """
        heading = clause.path[-1:] if not clause.roles else ()
        decides = told_by(heading) or speaks_of_decisions(heading)
        if decides and (role := self.holders.role_in(heading[0])):
            found = self._rights(replace(clause, roles=(role,)), before)
            return [replace(right, clause=clause) for right in found]
        if clause.roles or not self.everybody:
            return self._rights(clause, before)
        found = self._rights(replace(clause, roles=self.everybody), before, common=True)
        return [replace(right, clause=clause) for right in found]

    def _rights(
        self, clause: Clause, before: DecisionRight | None, *, common: bool = False
    ) -> list[DecisionRight]:
        """The rights of a clause that speaks of its roles, or of all (`common`)."""
        path = path_of(clause)
        introduces = clause.kind is BlockKind.PARAGRAPH and clause.text.endswith(":")
        nothing = introduces or not re.search(r"\w", clause.text) or _DEFINES.search(clause.text)
        plain = not (clause.lead or clause.cells or told_by(path))
        if nothing or (plain and not HINT.search(clause.text)):
            return []
        opening = opened(clause)
        label, told = opening.label, opening.told
        titles = tuple(self.holders.title(role) for role in clause.roles)
        scene = Scene(self.holders, titles, clause.roles, common=common)
        if asked := _asked(clause, opening, scene):
            return self.of_pieces(Place(clause, label, "", scene), asked, Spoken())
        if told is None and (
            not HINT.search(clause.text) or speaks_of_something_else(path[self.titled :])
        ):
            return []
        decisions = (
            told
            or speaks_of_decisions(path)
            or _SETTLED.search(clause.text)
            or (clause.kind is BlockKind.ROW and clause.lead and _tells(clause))
        )
        scene = replace(scene, decisions=bool(decisions))
        if told and label and told.level in _AGREED_TO and (by := _whole_name(opening.text, scene)):
            told = replace(told, level=approval_by(by), approver=by)
            return self.of_pieces(Place(clause, label, "", scene), told, Spoken())
        addressed = re.search(r"\b[Yy]ou\b", opening.text)
        other = "" if told or addressed else scene.somebody(label)
        if other and (clause.columns or not scene.is_own(other)):
            return self.of_other(other, Place(clause, opening.text, "", scene))
        spoken = Spoken(before.action, before.limit, before.holder, before.role) if before else None
        return self.of_pieces(Place(clause, opening.text, label, scene), told, spoken or Spoken())

    def of_other(self, holder: str, place: Place) -> list[DecisionRight]:
        """The rights of somebody whom a label names, as in a map of stakeholders."""
        found: list[DecisionRight] = []
        for part in re.split(r"[;,]\s+(?:and\s+)?|\.\s+", place.piece):
            if _DEEDS.match(part.strip()):
                for said in said_in(f"{holder} {part.strip()}", place.scene):
                    found += built(said, replace(place, piece=part), Spoken())
            elif found and not re.match(r"\w+s\b", part):
                more = f"{found[-1].action}, {part.strip(' .')}"
                found[-1] = replace(found[-1], action=more)
        return found

    def of_pieces(self, place: Place, told: Told | None, spoken: Spoken) -> list[DecisionRight]:
        """The rights of a clause's pieces; `told` holds for the first of them."""
        clause, scene = place.clause, place.scene
        found: list[DecisionRight] = []
        rights: list[DecisionRight] = []
        pieces = [piece for piece in _BETWEEN.split(place.piece) if piece]
        told = None if told and self._is_told_later(told, pieces, scene) else told
        for number, piece in enumerate(pieces):
            if piece.endswith("?"):
                told, spoken = None, Spoken(trimmed(piece.rstrip(" ?")))
                continue
            scene = replace(scene, decisions=scene.decisions or bool(found))
            said = said_in(_LAST_BRACKET.sub("", piece), scene)
            headed = told and not number and (said or not self._is_aside(told, clause, piece))
            if told and told.level and headed and not _overrides(told, said, piece):
                said = (_as_told(told, piece, said, scene), *(s for s in said if s.holder))
            if rights and rights[0].role not in clause.roles and _GOES_ON.match(piece):
                said = tuple(replace(one, holder=one.holder or rights[0].holder) for one in said)
            here = Place(clause, piece, place.label, scene)
            rights = [right for one in said for right in built(one, here, spoken)]
            found += rights
            spoken = _spoken_after(rights, piece, spoken, clause, first=not number)
        silent = clause.roles and not any(right.role in clause.roles for right in found)
        if told and silent and not self._is_aside(told, clause, place.piece):
            found = [*built(_fallback(told, place.piece, found), place, Spoken()), *found]
        return _with_approvers(found, clause)

    def _is_told_later(self, told: Told, pieces: Sequence[str], scene: Scene) -> bool:
        """Whether later pieces say what the first leaves open: `Interviews; HR hires`."""
        first = pieces[0] if pieces else ""
        if told.sure or limit_of(first) or said_in(first, scene):
            return False
        return any(said_in(piece, scene) for piece in pieces[1:])

    def _is_aside(self, told: Told, clause: Clause, text: str) -> bool:
        """Whether a clause opens a list, or states a duty, where its heading tells of rights."""
        prose = clause.kind is BlockKind.PARAGRAPH
        if prose and told.level and clause.path in self.listed:
            return True
        if not told.sure:
            return bool(_STATEMENT.search(text))
        return prose and told.level is None and bool(_DUTY.search(text))


def _whole_name(text: str, scene: Scene) -> str:
    """Whom all of a text names: `the Studio Head and Finance`; empty if it says something else."""
    name = until_stop(text)
    said = re.sub(r"^(?:the|an?|both)\s|,? in writing$", "", text.strip(" ."))
    return name if len(said) <= len(name) + 2 and scene.somebody(name) else ""


def _asked(clause: Clause, opening: Opened, scene: Scene) -> Told | None:
    """Whose approval is told, where a pair under `Approvals` is a matter and whom to ask for it."""
    heads = " ".join((*clause.path[-1:], *clause.columns[1:2]))
    if not opening.label or (opening.told and opening.told.level) or not _ASKING.search(heads):
        return None
    text, who = opening.text, until_stop(opening.text)
    at = text.find(who)
    if not who or at > len("another ") or not (scene.somebody(who) or who.istitle()):
        return None
    named_in_full = text[: at + len(who)]
    approver = named_in_full if scene.is_own(who) else who
    return Told(approval_by(named_in_full), Part.PROPOSES, approver)


def _tells(cell: Clause) -> bool:
    """Whether a ladder's cell is about deciding, by its row's name or by its first word."""
    says = not BLANK.fullmatch(cell.text) and say_of(cell.text, {})
    return bool(says or MATTERS.search(cell.lead) or _INPUT.match(cell.text))


def _spoken_after(
    rights: Sequence[DecisionRight], piece: str, spoken: Spoken, clause: Clause, *, first: bool
) -> Spoken:
    """What the next piece may refer to: the own right of this one, the last limit."""
    if rights:
        own = [right for right in rights if right.role in clause.roles]
        last = (own or rights)[-1]
        return Spoken(last.action, rights[-1].limit or spoken.limit, last.holder, last.role)
    if first and len(piece.split()) > 3 and not _DUTY.search(piece):
        return Spoken(trimmed(piece), spoken.limit)
    return spoken


def _overrides(told: Told, said: Sequence[Said], piece: str) -> bool:
    """Whether a sentence says of its own holder what counts more than the heading over it."""
    own = [one for one in said if not one.holder]
    if not own or told.level is Level.INDEPENDENT:
        return bool(own)
    if {told.level, own[0].level} <= _AGREED_TO and own[0].approver:
        return True
    if own[0].level is Level.INDEPENDENT and _PERMITS.match(piece):
        return True
    return any(one.level is Level.NOT_AUTHORIZED for one in own) or (
        told.level is Level.RECOMMEND_ONLY and own[0].level is not Level.INDEPENDENT
    )


def _as_told(told: Told, piece: str, said: Sequence[Said], scene: Scene) -> Said:
    """What the heading tells of a piece, with the approver that the piece itself names."""
    assert told.level is not None
    own = next((one for one in said if not one.holder), None)
    other = next((one.holder for one in said if one.holder), "")
    if told.level is Level.INDEPENDENT and other and own is None:
        return refused(trimmed(piece), approver=other)
    approver = (own.approver if own and scene.somebody(own.approver) else "") or other
    action = own.action if own and (approver or not own.action) else trimmed(piece)
    if not approver and told.level in {Level.MANAGER_APPROVAL, Level.TEAM_APPROVAL}:
        approver, action = _addressee(piece, action, scene)
    return Said(action, told.level, told.part, approver=approver or told.approver)


def _addressee(piece: str, action: str, scene: Scene) -> tuple[str, str]:
    """Whom a piece names at its end (`…, from Procurement`), and the action without it."""
    match = re.search(r",\s(?:from|to|by|with)\s(?P<who>[^,]+(?:, [A-Z]\w+)?)", piece)
    name = named(until_stop(match["who"])) if match else ""
    if not match or not (scene.somebody(name) or (name and name.istitle())):
        return "", action
    return name, action.replace(match[0], "", 1)


def _fallback(told: Told, text: str, found: Sequence[DecisionRight]) -> Said:
    """What an area of authority, or a heading, tells of a clause whose own words are unclear."""
    if told.level:
        return Said(trimmed(text), told.level, told.part, approver=told.approver)
    decider = next((right.holder for right in found if right.part is Part.DECIDES), "")
    if decider:
        return refused(trimmed(text), approver=decider)
    if amounts_in(text) or _OWNS.search(text) or _OPEN.search(text):
        return decides(trimmed(text))
    say = say_of(text, {}) if len(text.split()) < BRIEF else None
    if say:
        return Said("", say.level, say.part)
    return Said(trimmed(text), Level.RECOMMEND_ONLY, Part.PERFORMS)


def _with_approvers(found: Sequence[DecisionRight], clause: Clause) -> list[DecisionRight]:
    """Own rights that fall short of deciding, with whom the same clause names as decider.

    What is said twice in the same words is kept once; what somebody has to agree to is not decided
    alone.
    """
    others = [right for right in found if right.role not in clause.roles]
    decider = next((right.holder for right in others if right.part is Part.DECIDES), "")
    agreeing = {(r.holder, r.action, r.limit) for r in found if r.part is Part.AGREES}
    agreed = {
        (right.holder, right.action, right.limit)
        for right in found
        if (right.approver, right.action, right.limit) in agreeing
    }
    kept: list[DecisionRight] = []
    for right in found:
        if right.level is Level.INDEPENDENT and (right.holder, right.action, right.limit) in agreed:
            continue
        own = right.role in clause.roles and right.level is not Level.INDEPENDENT
        full = replace(right, approver=decider) if own and not right.approver else right
        if full not in kept:
            kept.append(full)
    return kept
