"""An `Answer` laid out: the one view model of all surfaces, before a platform's own form.

Comes in: an answer and the library that it was given from. Goes out: a `Card`, plain values without
markup; what shows it escapes it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import Any

from adapters.card_table import Table, as_table
from bot.model import Answer, Citation, Status, Verdict
from knowledge.model import Library, Role, RoleDocument

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
    """A citation to be shown: `title` is the document's, `section` the heading path."""

    n: int
    title: str
    document: str
    role: str
    section: tuple[str, ...]
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """An answer laid out. `headline` is empty where the first line says something already.

    `table` has the same lines side by side where several roles are compared. `choices` are the
    titles of the roles to choose from, where the answer asks which one is meant.
    """

    status: Status
    headline: str
    lines: tuple[Line, ...]
    sources: tuple[Source, ...] = ()
    choices: tuple[str, ...] = ()
    verdict: Verdict | None = None
    table: Table | None = None

    def as_json(self) -> dict[str, Any]:
        """The card as plain data."""
        return asdict(self) | {"status": self.status.value}


def lay_out(answer: Answer, library: Library) -> Card:
    """The card of an answer; sources keep the answer's numbers."""
    known = {citation.n for citation in answer.citations}
    lines = [_line(text, known) for text in answer.text.split("\n") if text.strip()]
    table = as_table(lines, {citation.n: citation.role for citation in answer.citations})
    headline = ""
    if len(lines) > 1 and lines[0].kind is LineKind.LEAD:
        headline = lines.pop(0).text.rstrip(":")
    else:
        lines = _stated(lines)
    titles = {document.path: title_of(document) for document in library.documents}
    return Card(
        status=answer.status,
        headline=headline,
        lines=tuple(lines),
        sources=tuple(_source(citation, titles) for citation in answer.citations),
        choices=tuple(_named(answer.text, library.roles)) if _asks(answer) else (),
        verdict=answer.verdict,
        table=table,
    )


def title_of(document: RoleDocument) -> str:
    """A document's title as it is shown, or its path where it has none."""
    return document.title[:1].upper() + document.title[1:] or document.path


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


def _source(citation: Citation, titles: dict[str, str]) -> Source:
    """A citation with its document's title."""
    return Source(
        n=citation.n,
        title=titles.get(citation.document, citation.document),
        document=citation.document,
        role=citation.role,
        section=citation.section,
        quote=citation.quote,
        url=citation.url,
    )


def _asks(answer: Answer) -> bool:
    """Whether the answer leaves a choice to the asker."""
    return answer.status is Status.CLARIFY


def _named(text: str, roles: Sequence[Role]) -> Iterator[str]:
    """The roles whose titles stand in a text, in its order, none inside a longer one."""
    titles = sorted({role.title for role in roles if role.title}, key=len, reverse=True)
    if titles:
        either = "|".join(map(re.escape, titles))
        yield from dict.fromkeys(re.findall(rf"(?<!\w)(?:{either})(?!\w)", text))
