"""An `Answer` laid out: the one view model of all surfaces, before a platform's own form.

Comes in: an answer, the library that it was given from, and the reference under which it is kept.
Goes out: a `Card`, plain values without markup; what shows it escapes it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import Any

from adapters.card_table import Table, as_table
from adapters.suggesting import follow_ups, named
from bot.model import Answer, Citation, Status, Verdict
from knowledge.dates import date_in
from knowledge.model import Library, RoleDocument

MARK = re.compile(r"\s*\[(\d+)\]")
ITEM = re.compile(r"^\s*[•–-]\s+")
DECIDES = re.compile(r"\bdecides?\.$")


class LineKind(StrEnum):
    """What a line of an answer is.

    A lead announces the lines after it; a statement answers, and the items after it bear it out.
    """

    LEAD = "lead"
    STATEMENT = "statement"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks, and the numbers of the citations that it carries."""

    kind: LineKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A citation to be shown: `title` is the document's, `section` the heading path.

    `as_of` is the day of the document's last review, an ISO date, `owner` who keeps it; both are
    empty where the document does not say. `restricted`: not everybody may see the passage.
    """

    n: int
    title: str
    document: str
    role: str
    section: tuple[str, ...]
    quote: str
    url: str
    as_of: str = ""
    owner: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An answer laid out. `headline` is empty where the first line says something already.

    `table` has the same lines side by side where several roles are compared. `choices` are the
    titles of the roles to choose from, where the answer asks which one is meant. `suggestions` are
    up to three questions to go on with. `reference` names the answer in votes, receipts and logs;
    it is empty for what is no answer. `restricted`: it rests on, or names, what not everybody may
    see.
    """

    status: Status
    headline: str
    lines: tuple[Line, ...]
    sources: tuple[Source, ...] = ()
    choices: tuple[str, ...] = ()
    verdict: Verdict | None = None
    table: Table | None = None
    suggestions: tuple[str, ...] = ()
    reference: str = ""
    restricted: bool = False

    @property
    def spoken(self) -> str:
        """The card in a sentence or two, for notifications and for those who listen to it."""
        first = self.lines[0].text if self.lines else ""
        return ": ".join(part for part in (self.headline, first) if part)

    def as_json(self) -> dict[str, Any]:
        """The card as plain data."""
        return asdict(self) | {"status": self.status.value}


def lay_out(answer: Answer, library: Library, reference: str = "") -> Card:
    """The card of an answer; sources keep the answer's numbers."""
    known = {citation.n for citation in answer.citations}
    lines = [_line(text, known) for text in answer.text.split("\n") if text.strip()]
    table = as_table(lines, {citation.n: citation.role for citation in answer.citations})
    headline = ""
    if len(lines) > 1 and lines[0].kind is LineKind.LEAD:
        headline = lines.pop(0).text.rstrip(":")
    else:
        lines = _stated(lines)
    documents = {document.path: document for document in library.documents}
    sources = tuple(
        _source(citation, documents.get(citation.document)) for citation in answer.citations
    )
    return Card(
        status=answer.status,
        headline=headline,
        lines=tuple(lines),
        sources=sources,
        choices=tuple(named(answer.text, library.roles)) if _asks(answer) else (),
        verdict=answer.verdict,
        table=table,
        suggestions=follow_ups(answer, library),
        reference=reference,
        restricted=answer.restricted or any(source.restricted for source in sources),
    )


def title_of(document: RoleDocument) -> str:
    """A document's title as it is shown, or its path where it has none."""
    return document.title[:1].upper() + document.title[1:] or document.path


def reviewed(document: RoleDocument) -> str:
    """The day of a document's last review as an ISO date; empty where it names none."""
    day = date_in(document.metadata.get("reviewed", ""))
    return day.isoformat() if day else ""


def _line(text: str, known: set[int]) -> Line:
    """A line of text; brackets that are no citation's stay in it."""
    marks = sorted(int(n) for n in MARK.findall(text) if int(n) in known)
    bare = MARK.sub(lambda mark: "" if int(mark[1]) in known else mark[0], text).strip()
    item = ITEM.match(bare)
    if item:
        return Line(LineKind.ITEM, bare[item.end() :], tuple(marks))
    kind = LineKind.LEAD if bare.endswith(":") and not marks else LineKind.PARAGRAPH
    return Line(kind, bare, tuple(marks))


def _stated(lines: list[Line]) -> list[Line]:
    """The lines, with the statements among the cited paragraphs that items bear out.

    The first is one, and so is each that names one who decides; who else takes part is not.
    """
    opening = list(
        takewhile(lambda line: line.kind is LineKind.PARAGRAPH and line.citations, lines)
    )
    rest = lines[len(opening) :]
    if not rest or rest[0].kind is not LineKind.ITEM:
        return lines
    stated = (
        replace(line, kind=LineKind.STATEMENT) if not i or DECIDES.search(line.text) else line
        for i, line in enumerate(opening)
    )
    return [*stated, *rest]


def whole(document: RoleDocument, n: int = 1, role: str = "") -> Source:
    """A whole document as a source, with what it says of itself."""
    return Source(
        n=n,
        title=title_of(document),
        document=document.path,
        role=role,
        section=(),
        quote="",
        url=f"/read/{document.slug}",
        as_of=reviewed(document),
        owner=document.metadata.get("owner", ""),
    )


def _source(citation: Citation, document: RoleDocument | None) -> Source:
    """A citation with what its document says of itself."""
    path = citation.document
    known = whole(document) if document else Source(1, path, path, "", (), "", "")
    return replace(
        known,
        n=citation.n,
        role=citation.role,
        section=citation.section,
        quote=citation.quote,
        url=citation.url,
        restricted=citation.restricted,
    )


def _asks(answer: Answer) -> bool:
    """Whether the answer leaves a choice to the asker."""
    return answer.status is Status.CLARIFY
