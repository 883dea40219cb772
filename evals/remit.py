"""Remit itself as what is evaluated: its answers, what its citations show, and what it ranks.

In: a guide. Out: an `evals.run.Guide`. This is the only place where evaluations look behind an
answer; the scores of answers need it no more than any other bot's would.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.guide import Guide
from bot.model import Answer, Question
from bot.understanding import understand
from evals.attribution import Json
from evals.ranking import Ranked, Ranking
from knowledge.model import Clause


@dataclass(frozen=True, slots=True)
class Remit:
    """A guide as evaluations ask it."""

    guide: Guide
    _clauses: dict[tuple[str, int], Clause] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the clauses by where they stand, as citations name them."""
        clauses = {
            (clause.document, clause.start): clause
            for document in self.guide.library.documents
            for clause in document.clauses
        }
        object.__setattr__(self, "_clauses", clauses)

    def answer(self, question: Question) -> Answer:
        """Answer `question`."""
        return self.guide.answer(question)

    def document_text(self, path: str) -> str:
        """Give the repaired text of a document; a `KeyError` if there is none."""
        return self.guide.document_text(path)

    def passage(self, citation: Json) -> str:
        """Give what a reader sees at a citation: role, headings, the words, in a row with columns.

        The words stand under their role and their heading too, as an answer may put them together.
        """
        clause = self._clauses.get((citation["document"], citation["start"]))
        role, quote = str(citation["role"]), str(citation["quote"])
        section = [str(heading) for heading in citation["section"]]
        told = [" ".join(filter(None, (clause.lead if clause else "", quote))), quote]
        if clause and clause.columns:
            cells = [c for c in zip(clause.columns, clause.cells, strict=False) if c[1]]
            row = [f"{column}: {cell}" for column, cell in cells]
            told += ["; ".join(row), f"{clause.cells[0]} – {'; '.join(row[1:])}"]
        under = (f"{heading}: {words}" for heading in (role, *section[-1:]) for words in told)
        return "\n".join(dict.fromkeys(filter(None, (role, *section, *told, *under))))

    def rank(self, question: Question) -> Ranking:
        """Give the passages found for a question, of all roles that it is about, best first."""
        found = self.guide.finder.find(understand(question, self.guide.catalogue))
        passages = (passage for finding in found for passage in finding.passages)
        ordered = sorted(passages, key=lambda passage: -passage.score)
        return Ranking(
            tuple(Ranked(one.clause.document, one.clause.text) for one in ordered),
            found[0].sureness if found else None,
        )
