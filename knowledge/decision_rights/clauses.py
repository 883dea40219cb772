"""The rights that one clause gives: by what its headings and labels tell, and by its sentences.

A clause comes in with the right that the clause before gave, since `above that` and `the Board
chooses` speak of it. Rights go out in the order of the words. Under a heading that tells the level
there is always at least one, but for a paragraph that only opens a list there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.decision_rights.building import Place, Spoken, built
from knowledge.decision_rights.headings import (
    Told,
    speaks_of_decisions,
    speaks_of_something_else,
    told_by,
)
from knowledge.decision_rights.holders import Holders, approval_by, until_stop
from knowledge.decision_rights.merging import merged
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.decision_rights.opening import MATTERS, Opened, opened, path_of
from knowledge.decision_rights.pieces import pieces_of, with_subject
from knowledge.decision_rights.proposals import proposed, settled_in
from knowledge.decision_rights.says import BLANK, say_of
from knowledge.decision_rights.scene import Said, Scene, trimmed
from knowledge.decision_rights.sentences import HINT, said_in
from knowledge.decision_rights.under_headings import (
    AGREED_TO,
    DUTY,
    as_told,
    fallback,
    is_told_later,
    overrides,
    states_something,
)
from knowledge.model import BlockKind, Clause

_GOES_ON = re.compile(r"(?:may|can|must)\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"\b(?:MUST|SHOULD|MAY)\b.*\b(?:mean\w*|meant|sense|interpreted|RFC)\b"
    r"|\b(?:MUST|SHALL)\b.*\bstates? .*\bMAY\b (?:grants|gives|states)\b"
)
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)[.;]?$")
_SETTLED = re.compile(
    r"(?:;|\band\b|\bbut\b|\.) (?:the|an?) (?:[\w’'-]+ ){1,4}(?:decides?|approves?)\b"
)
_ASKING = re.compile(
    r"\bapprovals?\b|\bsign-?offs?\b|\bask\b|\bpermissions?\b|\bconsent\b|\bagree", re.IGNORECASE
)
_INPUT = re.compile(r"(?:gives?|provides?) (?:input|advice|feedback|comments)\b", re.IGNORECASE)
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
    that speak of none in particular. `addressed` says that the document speaks to them as `you`.
    """

    holders: Holders
    titled: int
    listed: frozenset[tuple[str, ...]]
    everybody: tuple[str, ...] = ()
    addressed: bool = False

    def rights(
        self, clause: Clause, before: DecisionRight | None, after: str = ""
    ) -> list[DecisionRight]:
        """The rights of a clause; none where it gives none. `after` is the next sentence.

        What stands under `What the Release Manager decides` is that role's; what speaks of no
        role in particular holds for every role of the document, but for those that it names.
        """
        heading = clause.path[-1:] if not clause.roles else ()
        decides = told_by(heading) or speaks_of_decisions(heading)
        if decides and (role := self.holders.role_in(heading[0])):
            found = self._rights(replace(clause, roles=(role,)), before, after)
            return [replace(right, clause=clause) for right in found]
        if clause.roles or not self.everybody:
            return self._rights(clause, before, after)
        found = self._rights(replace(clause, roles=self.everybody), before, after, common=True)
        return [replace(right, clause=clause) for right in found]

    def _rights(
        self, clause: Clause, before: DecisionRight | None, after: str, *, common: bool = False
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
        scene = Scene(self.holders, titles, clause.roles, common=common, addressed=self.addressed)
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
        if told and label and told.level in AGREED_TO and (by := _whole_name(opening.text, scene)):
            told = replace(told, level=approval_by(by), approver=by)
            return self.of_pieces(Place(clause, label, "", scene), told, Spoken())
        addressed = re.search(r"\b[Yy]ou\b", opening.text)
        other = "" if told or addressed else scene.somebody(label)
        if other and (clause.columns or not scene.is_own(other)):
            return self.of_other(other, Place(clause, opening.text, "", scene))
        place = Place(clause, opening.text, label, scene)
        return self.of_pieces(place, told, _spoken_of(before), after)

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

    def of_pieces(
        self, place: Place, told: Told | None, spoken: Spoken, after: str = ""
    ) -> list[DecisionRight]:
        """The rights of a clause's pieces; `told` holds for the first of them."""
        clause, scene = place.clause, place.scene
        found: list[DecisionRight] = []
        rights: list[DecisionRight] = []
        pieces = pieces_of(place.piece)
        told = None if told and is_told_later(told, pieces, scene) else told
        advises = told is not None and told.level is Level.RECOMMEND_ONLY
        settler = "" if advises else spoken.settler
        for number, piece in enumerate(pieces):
            if piece.endswith("?"):
                told, spoken = None, Spoken(trimmed(piece.rstrip(" ?")))
                continue
            scene = replace(scene, decisions=scene.decisions or bool(found))
            last = pieces[number - 1] if number else ""
            bare = with_subject(_LAST_BRACKET.sub("", piece), last, scene)
            said = said_in(bare, scene)
            headed = told and not number and (said or not self._is_aside(told, clause, piece))
            settled = settled_in(bare, scene) if advises or settler else None
            if proposals := proposed(bare, pieces[number + 1 :] or pieces_of(after)[:1], scene):
                unnamed = not (number or place.label or proposals[0].action)
                said = _named_by(piece, proposals) if unnamed else proposals
                headed, settler = False, proposals[0].approver
            elif settled and settler in {"", settled[0].approver}:
                others = (one for one in said if one.holder and one.part is Part.PROPOSES)
                said, headed = (*settled, *others), False
            if told and told.level and headed and not overrides(told, said, piece):
                said = (as_told(told, piece, said, scene), *(s for s in said if s.holder))
            if rights and rights[0].role not in clause.roles and _GOES_ON.match(piece):
                said = tuple(replace(one, holder=one.holder or rights[0].holder) for one in said)
            here = Place(clause, piece, place.label, scene)
            rights = [right for one in said for right in built(one, here, spoken)]
            found += rights
            spoken = _spoken_after(rights, piece, spoken, clause, first=not number)
        silent = clause.roles and not any(right.role in clause.roles for right in found)
        if told and pieces and silent and not self._is_aside(told, clause, place.piece):
            found = [*built(fallback(told, place.piece, found), place, Spoken()), *found]
        return merged(found, clause)

    def _is_aside(self, told: Told, clause: Clause, text: str) -> bool:
        """Whether a clause opens a list, or states a duty, where its heading tells of rights."""
        prose = clause.kind is BlockKind.PARAGRAPH
        opens = prose and told.level and clause.path in self.listed
        return bool(opens) or states_something(told, text, prose=prose)


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


def _named_by(piece: str, said: Sequence[Said]) -> tuple[Said, ...]:
    """What is said of a matter that nothing names but the piece itself."""
    return tuple(replace(one, action=trimmed(piece)) for one in said)


def _spoken_of(before: DecisionRight | None) -> Spoken:
    """What a clause may refer to: the last right of the one before it."""
    if before is None:
        return Spoken()
    proposes = before.part is Part.PROPOSES and before.level is Level.RECOMMEND_ONLY
    settler = before.approver if proposes else ""
    return Spoken(before.action, before.limit, before.holder, before.role, settler)


def _spoken_after(
    rights: Sequence[DecisionRight], piece: str, spoken: Spoken, clause: Clause, *, first: bool
) -> Spoken:
    """What the next piece may refer to: the own right of this one, the last limit."""
    if rights:
        own = [right for right in rights if right.role in clause.roles]
        last = (own or rights)[-1]
        same = last.action == spoken.action
        limit = rights[-1].limit or (spoken.limit if same else None)
        return Spoken(last.action, limit, last.holder, last.role)
    if first and len(piece.split()) > 3 and not DUTY.search(piece):
        return Spoken(trimmed(piece))
    return spoken
