"""`remit ask --batch`: many questions from one file to another, in the same order."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from adapters.audience_settings import AudienceSettings
from adapters.membership import Membership, open_membership
from adapters.terminal.asker import AskerGiven
from adapters.terminal.json_lines import Line, work_through
from bot.guide import Guide
from bot.guides import Guides
from bot.model import Question


class Asked(Line):
    """A question with the asker's earlier turns and who asks."""

    question: str
    history: list[str] | None = None
    asker: AskerGiven | None = None

    def as_question(self, membership: Membership) -> Question:
        """The question as the bot knows one."""
        asker = (self.asker or AskerGiven()).as_asker(membership)
        return Question(self.question, tuple(self.history or ()), asker)


def answer_file(guides: Guides, questions: Path, out: Path) -> int:
    """Answer every line of `questions` that is one, into `out`; 1 if any was not, else 0.

    Each line's asker is answered from what their groups may see.
    """
    membership = open_membership(AudienceSettings())

    def answer(asked: Asked) -> dict[str, Any]:
        question = asked.as_question(membership)
        return timed(guides.of(question.asker.groups), question)

    return work_through(questions, out, Asked, answer, "Asking")


def timed(guide: Guide, question: Question) -> dict[str, Any]:
    """An answer in the contract's form, with the milliseconds that it took."""
    start = time.perf_counter()
    answer = guide.answer(question)
    took = time.perf_counter() - start
    return answer.as_json() | {"latency_ms": round(took * 1000, 1)}
