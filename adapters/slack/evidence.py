"""The passages of an answer that was given before, as far as somebody else may see them now.

Comes in: a receipt and a guide for whoever looks. Goes out: its passages that this guide has, and
whether they still stand. A passage that the guide does not have is left out without a word. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from adapters.card import Source, whole
from adapters.slack.views import Shown
from bot.guide import Guide
from bot.memory.model import CitedClause, Receipt
from bot.model import Citation
from knowledge.model import RoleDocument


@dataclass(frozen=True, slots=True)
class InSection:
    """A passage in its section: offsets into the section's `text`."""

    source: Source
    text: str
    start: int
    end: int


def evidence(receipt: Receipt, guide: Guide) -> list[Shown]:
    """The passages in the answer's order with their numbers."""
    return [
        Shown(_source(n, clause, document), stands=_stands(clause, document))
        for n, clause, document in _seen(receipt, guide)
    ]


def in_section(receipt: Receipt, n: int, guide: Guide) -> InSection | None:
    """The n-th passage in its section; None if it cannot be seen, or stands no more."""
    for number, clause, document in _seen(receipt, guide):
        if number == n and _stands(clause, document):
            start, end = _around(clause, document)
            return InSection(
                _source(n, clause, document),
                document.text[start:end],
                clause.start - start,
                clause.end - start,
            )
    return None


def citations(receipt: Receipt, guide: Guide, groups: tuple[str, ...]) -> tuple[Citation, ...]:
    """The same as citations, for their addresses; `groups` are those of whoever looks."""
    return tuple(
        Citation(
            n=n,
            document=clause.document,
            role=clause.role,
            section=clause.section,
            quote=clause.quote,
            start=clause.start,
            end=clause.end,
            url=_url(clause, document),
            restricted=clause.restricted,
            groups=groups if clause.restricted else (),
        )
        for n, clause, document in _seen(receipt, guide)
    )


def _seen(receipt: Receipt, guide: Guide) -> Iterator[tuple[int, CitedClause, RoleDocument]]:
    """The passages that a guide has, or has in another version, with their documents."""
    documents = {document.path: document for document in guide.library.documents}
    for n, clause in enumerate(receipt.citations, start=1):
        document = documents.get(clause.document)
        # What is restricted, and not here word for word, may be what this guide must not show.
        if document and (_stands(clause, document) or not clause.restricted):
            yield n, clause, document


def _stands(clause: CitedClause, document: RoleDocument) -> bool:
    """Whether a passage is in its document, word for word, where it was."""
    return document.text[clause.start : clause.end] == clause.quote


def _around(clause: CitedClause, document: RoleDocument) -> tuple[int, int]:
    """The innermost section that holds a passage; the document where none does."""
    holding = [
        (section.start, section.end)
        for section in document.sections
        if section.start <= clause.start and clause.end <= section.end
    ]
    return max(holding, default=(0, len(document.text)))


def _source(n: int, clause: CitedClause, document: RoleDocument) -> Source:
    """A passage as a source."""
    return replace(
        whole(document, n, clause.role),
        section=clause.section,
        quote=clause.quote,
        url=_url(clause, document),
        restricted=clause.restricted,
    )


def _url(clause: CitedClause, document: RoleDocument) -> str:
    """Where a passage can be read: at its clause, or its document."""
    own = next(
        (c.id for c in document.clauses if (c.start, c.end) == (clause.start, clause.end)), ""
    )
    return f"/read/{document.slug}" + (f"#{own}" if own else "")
