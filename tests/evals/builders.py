"""Cases, answers and guides as small as a test needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model import Answer, Citation, Question, Status
from evals.case import Case
from evals.ranking import Ranked, Ranking

QUOTE = "Reports the weekly yield to the plant manager every Friday"


def gold(
    quote: str = QUOTE, role: str = "Brewer", document: str = "brewer.md", section: str = "Duties"
) -> dict[str, str]:
    """Give one gold passage."""
    return {"document": document, "role": role, "section": section, "quote": quote}


def case(**changes: Any) -> Case:
    """Give a case that wants an answer, or what `changes` make of it."""
    plain: dict[str, Any] = {
        "id": "b-1",
        "library": "brewery",
        "kind": "lookup",
        "question": "when does the brewer report?",
        "expect": "answered",
        "gold": [gold()] if changes.get("expect", "answered") == "answered" else [],
        "split": "test",
    }
    return Case.model_validate(plain | changes)


def silent_case(**changes: Any) -> Case:
    """Give a case that the documents do not answer."""
    return case(**{"kind": "unanswerable", "expect": "abstained", "id": "b-2"} | changes)


def citation(
    quote: str = QUOTE,
    role: str = "Brewer",
    document: str = "brewer.md",
    section: Sequence[str] = ("Brewer", "Duties"),
    start: int = 0,
) -> dict[str, Any]:
    """Give a citation in the contract's form."""
    return {
        "n": 1,
        "document": document,
        "role": role,
        "section": list(section),
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "url": "/read/brewer",
    }


def answer(
    text: str = "Every Friday. [1]",
    citations: Sequence[Mapping[str, Any]] = (),
    status: str = "answered",
    level: str | None = None,
    approver: str = "",
) -> dict[str, Any]:
    """Give an answer in the contract's form."""
    verdict = {"level": level, "role": "Brewer", "action": "x", "approver": approver}
    return {
        "status": status,
        "text": text,
        "citations": list(citations),
        "verdict": verdict if level else None,
        "generator": "extractive",
    }


@dataclass
class ParrotGuide:
    """A guide over one document: says its only sentence, and holds back when asked of salaries."""

    asked: list[str] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        """Answer `question` with the sentence, or not."""
        self.asked.append(question.text)
        if "crash" in question.text:
            raise RuntimeError("the cellar is flooded")
        if "salary" in question.text:
            return Answer(Status.ABSTAINED, "The documents do not say.")
        cited = Citation(
            1, "brewer.md", "Brewer", ("Duties",), QUOTE, 0, len(QUOTE), "/read/brewer"
        )
        return Answer(Status.ANSWERED, f"{QUOTE} [1]", (cited,))

    def document_text(self, path: str) -> str:
        """Give the text of the document."""
        return {"brewer.md": QUOTE}[path]

    def passage(self, citation: Mapping[str, Any]) -> str:
        """Give what a citation shows."""
        return str(citation["quote"])

    def rank(self, question: Question) -> Ranking:
        """Find the sentence second, and not surely where a salary is asked for."""
        sureness = 0.1 if "salary" in question.text else 0.9
        return Ranking((Ranked("brewer.md", "Wears boots"), Ranked("brewer.md", QUOTE)), sureness)
