"""Which passages people were answered from have changed since, and who was answered.

Comes in: receipts and the library as it is now, whole. Goes out: a `Change` for each passage whose
words no longer stand where they stood. A passage that has merely moved within its document, or
whose heading was renamed, has not changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.gaps import Keepers
from bot.memory.model import CitedClause, Receipt
from knowledge.index import plain_heading
from knowledge.model import Library, RoleDocument

if TYPE_CHECKING:
    from bot.memory.receipts import Receipts

ALIKE = 60.0
"""How alike two texts must be (0 to 100) for one to be the other's new wording."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer that rested on a passage."""

    reference: str
    asker: str
    question: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that is no longer as it was cited, with the answers from it, oldest first.

    `now` is what most likely stands in its place; empty where nothing does, as when the document is
    gone. `owner` is who keeps the document.
    """

    document: str
    section: tuple[str, ...]
    role: str
    owner: str
    quote: str
    now: str
    restricted: bool
    told: tuple[Told, ...]


def changes(receipts: Iterable[Receipt], library: Library) -> tuple[Change, ...]:
    """The passages that have changed, in the order of documents and within them; often none."""
    documents = {document.path: document for document in library.documents}
    keepers = Keepers(library)
    told: dict[CitedClause, list[Told]] = defaultdict(list)
    for receipt in sorted(receipts, key=lambda each: (each.at, each.reference)):
        answer = Told(receipt.reference, receipt.asker, receipt.question, receipt.at)
        for citation in dict.fromkeys(receipt.citations):
            document = documents.get(citation.document)
            current = document and document.revision == citation.revision
            if not current and not (document and _stands(citation, document)):
                told[citation].append(answer)
    return tuple(
        Change(
            document=citation.document,
            section=citation.section,
            role=citation.role,
            owner=keepers.keeper(citation.document),
            quote=citation.quote,
            now=_now(citation, documents.get(citation.document)),
            restricted=citation.restricted,
            told=tuple(answers),
        )
        for citation, answers in sorted(
            told.items(), key=lambda one: (one[0].document, one[0].start)
        )
    )


def outdated(receipts: Receipts, library: Library) -> tuple[Receipt, ...]:
    """The receipts that cite a document at another revision than the library has, oldest first."""
    current = {(document.path, document.revision) for document in library.documents}
    found = {
        receipt.reference: receipt
        for document, revision in sorted(receipts.revisions() - current)
        for receipt in receipts.citing(document, revision)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.at, each.reference)))


def _stands(citation: CitedClause, document: RoleDocument) -> bool:
    """Whether a quote stands under its heading, or anywhere if there is no such heading now."""
    quote = _plain(citation.quote)
    return any(quote in _plain(text) for text in _places(citation, document))


def _now(citation: CitedClause, document: RoleDocument | None) -> str:
    """The clause under the same heading that is most like the quote, if any is like it."""
    if document is None:
        return ""
    places = _sections(citation, document) or [(0, len(document.text))]
    near = [
        clause.text
        for clause in document.clauses
        if any(start <= clause.start < end for start, end in places)
    ]
    best = process.extractOne(citation.quote, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return best[0] if best else ""


def _places(citation: CitedClause, document: RoleDocument) -> list[str]:
    """The texts in which a quote has to stand."""
    places = [document.text[start:end] for start, end in _sections(citation, document)]
    return places or [document.text]


def _sections(citation: CitedClause, document: RoleDocument) -> list[tuple[int, int]]:
    """Where the sections begin and end that have the heading a citation stood under."""
    heading = _heading(citation.section)
    return [
        (section.start, section.end)
        for section in document.sections
        if heading and _heading(section.path) == heading
    ]


def _heading(path: tuple[str, ...]) -> str:
    """The innermost heading without its number; empty for none."""
    return plain_heading(path[-1]).strip().casefold() if path else ""


def _plain(text: str) -> str:
    """A text without what laying it out anew changes."""
    return " ".join(text.split())
