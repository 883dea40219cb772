"""Keeps of a draft what its passages support, and makes the `Answer`: the only place that does.

Every citation is checked against the document it names: its quote is the text between its offsets.
A statement stays only if it claims a passage that holds, and says no figure that its passages do
not have. A draft of which nothing is left becomes silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot import wording
from bot.discretion import Discretion
from bot.model import Answer, Citation, Draft, Inquiry, Passage, Statement, Status
from knowledge.model import Library, RoleDocument
from knowledge.standing import Standing, standing

MARK = re.compile(r"\[(\d+)\]")
"""What looks like a citation's mark; a document's own become `(7)`."""

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Ground:
    """Grounds drafts in one library; `today` tells whether its documents are still in date.

    `discretion` tells what of an answer not everybody may see.
    """

    library: Library
    today: Callable[[], date] = date.today
    discretion: Discretion = field(default_factory=Discretion)
    _standing: dict[tuple[str, date], Standing | None] = field(default_factory=dict, init=False)

    def __call__(self, inquiry: Inquiry, draft: Draft) -> Answer:
        """The answer that the passages support."""
        answer = self._grounded(inquiry, draft)
        verdict = answer.verdict
        named = (verdict.role, verdict.action, verdict.approver) if verdict else ()
        tells = self.discretion.tells("\n".join((answer.text, *named)))
        if tells or any(citation.restricted for citation in answer.citations):
            return replace(answer, restricted=True)
        return answer

    def _grounded(self, inquiry: Inquiry, draft: Draft) -> Answer:
        """The answer, whoever may see it."""
        if draft.status is not Status.ANSWERED:
            text = " ".join(statement.text for statement in draft.statements)
            return Answer(draft.status, text, verdict=draft.verdict)
        documents = {document.path: document for document in self.library.documents}
        kept = list(_supported(draft.statements, documents))
        if not any(s.passages for s in kept) or (draft.verdict and kept[0] != draft.statements[0]):
            role = inquiry.roles[0].title if inquiry.roles else ""
            return Answer(Status.ABSTAINED, wording.silence(role, (), ""))
        citations: dict[tuple[str, str], Citation] = {}
        lines = [self._line(statement, citations, documents) for statement in kept]
        cited = dict.fromkeys(citation.document for citation in citations.values())
        lines += self._notes(documents[path] for path in cited)
        return Answer(
            Status.ANSWERED,
            "\n".join(lines),
            tuple(citations.values()),
            draft.verdict,
            draft.generator,
        )

    def _notes(self, cited: Iterable[RoleDocument]) -> Iterator[str]:
        """What a reader must know of the documents that are cited: that they may no longer hold."""
        today = self.today()
        for document in cited:
            key = document.path, today
            if key not in self._standing:
                self._standing[key] = standing(document, today)
            said = self._standing[key]
            if said:
                yield wording.standing(document.title, said.state, said.day)

    def _line(
        self,
        statement: Statement,
        citations: dict[tuple[str, str], Citation],
        documents: Mapping[str, RoleDocument],
    ) -> str:
        """A statement's line, with the marks of its citations."""
        marks = ""
        for passage in statement.passages:
            clause = passage.clause
            key = (clause.id, passage.role.id)
            if key not in citations:
                groups = self.discretion.groups_for(clause)
                citations[key] = Citation(
                    n=len(citations) + 1,
                    document=clause.document,
                    role=passage.role.title or documents[clause.document].title,
                    section=clause.path or (documents[clause.document].title,),
                    quote=clause.text,
                    start=clause.start,
                    end=clause.end,
                    url=f"/read/{documents[clause.document].slug}#{clause.id}",
                    restricted=bool(groups),
                    groups=groups,
                )
            marks += f" [{citations[key].n}]"
        text = MARK.sub(r"(\1)", statement.text)
        return f"{'• ' if statement.item else ''}{text}{marks}"


def _supported(
    statements: Iterable[Statement], documents: Mapping[str, RoleDocument]
) -> Iterable[Statement]:
    """The statements that hold; an announcement only if something follows it."""
    waiting: Statement | None = None
    for statement in statements:
        if not statement.passages:
            waiting = statement
            if statement.text.startswith("…"):
                yield statement
            continue
        if all(_stands(passage, documents) for passage in statement.passages) and _figures_hold(
            statement
        ):
            if waiting and not waiting.text.startswith("…"):
                yield waiting
            waiting = None
            yield statement


def _stands(passage: Passage, documents: Mapping[str, RoleDocument]) -> bool:
    """Whether the passage is in its document, word for word, where it says."""
    clause = passage.clause
    document = documents.get(clause.document)
    return document is not None and document.text[clause.start : clause.end] == clause.text


def _figures_hold(statement: Statement) -> bool:
    """Whether every figure of a statement stands in its passages or in the headings above them."""
    known = " ".join(
        " ".join((p.clause.text, p.clause.lead, *p.clause.path, *p.clause.columns, p.role.title))
        for p in statement.passages
    )
    return set(FIGURE.findall(statement.text)) <= set(FIGURE.findall(known))
