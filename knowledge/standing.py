"""Whether a document still holds, by what it says of itself: superseded, a draft, long unreviewed.

A document comes in and its `Standing` goes out, with the clause or the metadata that says so; none
where nothing speaks against it. Only its title, metadata, beginning and end are looked at, since
elsewhere such words are about the work. Dates of files and of web pages are no review dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.dates import date_in
from knowledge.model import BlockKind, Clause, Library, RoleDocument

STALE_AFTER_YEARS = 2
"""A review is held to last this long where the document names no date for the next."""

HEAD, TAIL = 12, 6
"""Clauses at a document's beginning and end that may speak of the document itself."""


class State(StrEnum):
    """How a document stands."""

    SUPERSEDED = "superseded"
    DRAFT = "draft"
    OVERDUE = "overdue"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class Standing:
    """That a document does not simply hold, and what says so.

    `says` is verbatim: the clause's text, the title, or `key: value` of the metadata (then there is
    no `clause`). `day` is the last day of validity or review for `OVERDUE` and `UNREVIEWED`.
    """

    state: State
    says: str
    clause: Clause | None = None
    day: date | None = None


_I = re.IGNORECASE
_GONE = (
    r"(?:superseded|obsolete|withdrawn|archived?|deprecated|retired|replaced|expired|rescinded"
    r"|repealed|revoked|discontinued|outdated|out of date"
    r"|no longer (?:valid|in (?:force|use|effect)|current|maintained|applicable|used|applies))"
)
_UNSETTLED = (
    r"(?:draft|proposed|work in progress|wip|in preparation|unapproved|pending approval"
    r"|not (?:yet )?(?:approved|adopted|in force)|(?:under|in|for) (?:review|consultation|comment)"
    r"|for (?:approval|discussion))"
)
_DOCUMENT = (
    r"this (?:\w+ ){0,2}?(?:document|charter|page|policy|profile|description|version|guide|matrix"
    r"|ladder|framework|handbook|edition|revision|standard|table|file|text|specification)"
)
_SUPERSEDED = re.compile(
    rf"(?:document )?(?:status|state)\W+{_GONE}\b"
    rf"|{_GONE}(?: (?:by|on|since|as of|and replaced)\b|\W*$|:)"
    rf"|(?:superseded|replaced) by\b"
    rf"|{_DOCUMENT} (?:(?:is|was|has been|are|have been) (?:now )?)?{_GONE}\b"
    rf"|{_DOCUMENT} (?:is|was|has been) kept (?:only )?for (?:the )?(?:record|reference|history)",
    _I,
)
_DRAFT = re.compile(
    rf"(?:document )?(?:status|state)\W+{_UNSETTLED}\b"
    rf"|(?:(?:working|first|second|discussion|consultation|final) )?draft"
    r"(?: (?:version|for (?:comment|consultation|review|discussion|approval)|only|not)\b"
    r"|\W*v?\d|\W*$|:)"
    rf"|{_DOCUMENT} (?:is|has) (?:still )?(?:only )?(?:an? )?(?:\w+ )?{_UNSETTLED}\b",
    _I,
)
_TITLE_GONE = re.compile(rf"[(\[]{_GONE}\b|^{_GONE}\s*[:–—-]", _I)
_TITLE_DRAFT = re.compile(r"[(\[]draft\b|^draft\s*[:–—-]|\bDRAFT\b|[–—-] ?draft$", re.IGNORECASE)
_DUE = re.compile(
    rf"(?:{_DOCUMENT} (?:is |will be |must be |shall be )?)?"
    r"(?:next review(?: date)?|next reviewed|(?:date of )?next revision|review (?:is )?(?:due|by)"
    r"|(?:is )?due for review|(?:to be )?reviewed again|to be reviewed|valid (?:until|to|through)"
    r"|expir(?:es|y|y date|ation date)|in force until)\b",
    _I,
)
_LAST = re.compile(
    rf"(?:{_DOCUMENT} (?:was |has been )?)?"
    r"(?:last (?:formally )?reviewed|last review|date of (?:the )?last review|reviewed"
    r"|review date|date reviewed)\b",
    _I,
)
_PIECES = re.compile(r"(?<=[.;!])\s+|\s[·•|–—]\s|[\[\]()\n]|\*\*")


def standing(document: RoleDocument, today: date) -> Standing | None:
    """How a document stands on a day; None if nothing in it speaks against its holding.

    That it is superseded counts more than that it is a draft, and both more than old dates.
    """
    found = list(_said(document, today))
    return min(found, key=lambda each: list(State).index(each.state), default=None)


def superseded(library: Library) -> frozenset[str]:
    """The paths of the documents that say of themselves that others have taken their place."""
    found = ((document.path, standing(document, date.max)) for document in library.documents)
    return frozenset(path for path, said in found if said and said.state is State.SUPERSEDED)


def _said(document: RoleDocument, today: date) -> Iterator[Standing]:
    """Everything that a document says of its standing, in the order of title, metadata, text."""
    if _TITLE_GONE.search(document.title):
        yield Standing(State.SUPERSEDED, document.title)
    elif _TITLE_DRAFT.search(document.title):
        yield Standing(State.DRAFT, document.title)
    for key, value in document.metadata.items():
        yield from _of_metadata(key, value, today)
    last = max(HEAD, len(document.clauses) - TAIL)
    for clause in (*document.clauses[:HEAD], *document.clauses[last:]):
        if clause.kind is not BlockKind.ITEM:
            yield from _of_clause(clause, today)


def _of_metadata(key: str, value: str, today: date) -> Iterator[Standing]:
    """What one entry of the metadata says."""
    name = re.sub(r"[_-]+", " ", key).strip()
    says = f"{key}: {value}"
    if value.strip().lower() in {"true", "yes"} and re.fullmatch(_GONE, name, _I):
        yield Standing(State.SUPERSEDED, says)
    elif value.strip().lower() in {"true", "yes"} and re.fullmatch("draft", name, _I):
        yield Standing(State.DRAFT, says)
    elif value.strip().lower() not in {"false", "no", "none", "null", ""}:
        yield from _of_piece(f"{name}: {value}", says, None, today)


def _of_clause(clause: Clause, today: date) -> Iterator[Standing]:
    """What a clause says, piece by piece; a row is its name and its value."""
    if clause.columns:
        return
    if len(clause.cells) == 2:
        pieces = [f"{clause.cells[0].strip(' :')}: {clause.cells[1]}"]
    else:
        pieces = [piece.strip(" *_>#:") for piece in _PIECES.split(clause.text)]
    for piece in pieces:
        yield from _of_piece(piece, clause.text, clause, today)


def _of_piece(piece: str, says: str, clause: Clause | None, today: date) -> Iterator[Standing]:
    """What a piece of a text says of the document, if it begins with it."""
    if _SUPERSEDED.match(piece):
        yield Standing(State.SUPERSEDED, says, clause)
    elif _DRAFT.match(piece):
        yield Standing(State.DRAFT, says, clause)
    elif due := _DUE.match(piece):
        day = date_in(piece[due.end() :])
        if day and day < today:
            yield Standing(State.OVERDUE, says, clause, day)
    elif last := _LAST.match(piece):
        day = date_in(piece[last.end() :])
        if day and _years_after(day) < today:
            yield Standing(State.UNREVIEWED, says, clause, day)


def _years_after(day: date) -> date:
    """The day on which a review of that day is no longer enough."""
    year = day.year + STALE_AFTER_YEARS
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
