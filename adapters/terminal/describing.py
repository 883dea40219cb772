"""A role as its documents divide it: which sections speak of it, and which one a heading means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.terminal import wording
from knowledge.model import Clause, RoleDocument, Section


@dataclass(frozen=True, slots=True)
class Described:
    """A role's title and id with the documents that describe it; or, without an id, a document."""

    title: str
    role: str
    documents: tuple[RoleDocument, ...]

    def speaks(self, clause: Clause) -> bool:
        """Whether a clause of these documents is about the role, or about every role there."""
        return not self.role or not clause.roles or self.role in clause.roles

    def main(self) -> RoleDocument:
        """The document that says most of the role."""
        return max(
            self.documents,
            key=lambda document: sum(self.role in clause.roles for clause in document.clauses),
        )


def headings(described: Described, document: RoleDocument) -> Iterator[tuple[int, str, int]]:
    """Each heading under which the role is spoken of: its depth (0 is outermost), text, clauses.

    What stands above the first heading, or in a document without any, has no heading.
    """
    clauses = [clause for clause in document.clauses if described.speaks(clause)]
    loose = sum(not clause.path for clause in clauses)
    if loose:
        yield 0, wording.NO_HEADING, loose
    for section in document.sections:
        inside = sum(section.start <= clause.start < section.end for clause in clauses)
        if inside:
            yield len(section.path) - 1, section.path[-1], inside


def sections_called(described: Described, wanted: str) -> Iterator[tuple[RoleDocument, Section]]:
    """The sections that `wanted` means: of that heading, else with those words in the heading.

    A section inside one that was given already is not given again.
    """
    words = _plain(wanted)
    candidates = [
        (document, section)
        for document in described.documents
        for section in document.sections
        if any(
            section.start <= clause.start < section.end and described.speaks(clause)
            for clause in document.clauses
        )
    ]
    literal = [each for each in candidates if words and _plain(each[1].path[-1]) == words]
    partly = [each for each in candidates if words and words in _plain(each[1].path[-1])]
    shown: tuple[str, int] = ("", 0)
    for document, section in literal or partly:
        if document.path != shown[0] or section.start >= shown[1]:
            yield document, section
            shown = (document.path, section.end)


def _plain(heading: str) -> str:
    """A heading for comparing: lower case, letters and figures only, without its number."""
    unnumbered = re.sub(r"^\s*\d+(?:\.\d+)*[.):]*\s+(?=\S)", "", heading)
    return " ".join(re.findall(r"\w+", unnumbered.casefold()))
