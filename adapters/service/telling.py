"""From a question to what is told of it: answered, laid out, and with its receipt.

It runs on a thread of the server or in a worker process; nothing here knows which.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from adapters.card import lay_out
from adapters.live_guide import LiveGuide
from adapters.service.asked import Asked, Told
from adapters.service.metrics import SHOW
from adapters.service.receipts import receipt_of
from bot.guide import Guide
from bot.memory.model import Receipt
from bot.model import Answer, Question


def tell(
    live: LiveGuide,
    watch: Callable[[str], AbstractContextManager[object]],
    asked: Asked,
    question: Question,
    answer: Callable[[Guide], Answer] | None = None,
) -> tuple[Told, Receipt]:
    """What is told to a question, in the guide of the asker's groups, and nothing else's.

    `answer` replaces `Guide.answer` where something particular was asked for.
    """
    guide = live.current(asked.asker.groups)
    given = answer(guide) if answer else guide.answer(question)
    # Suggestions beside an open answer may be read by others than the asker.
    shown = guide.library if given.restricted else live.current().library
    with watch(SHOW):
        card = lay_out(given, shown, asked.reference)
    receipt = receipt_of(asked, given, guide.library, datetime.now(UTC))
    return Told(asked.reference, given, card), receipt


def warm_up(guide: Guide) -> None:
    """Answer one question about a role that there is, which loads what the first one needs."""
    title = next((role.title for role in guide.library.roles), "team")
    guide.answer(Question(f"What is the {title} responsible for?"))
