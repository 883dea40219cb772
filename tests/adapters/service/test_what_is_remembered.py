"""The desk knows what was asked before, and keeps what was answered from which clauses."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

from bot.model import Answer, Asker, Status, Verdict
from tests.adapters.builders import ScriptedGuide, baker, cited
from tests.adapters.service.builders import SlowGuide, asked, close, new_desk, until


def test_a_follow_up_is_understood_by_what_was_asked_before(address: str) -> None:
    """In its own conversation, and nowhere else."""
    guide = ScriptedGuide()

    async def play() -> None:
        desk = new_desk(address, guide)
        await desk.ask(asked("what does the baker do?", "00000001"))
        await desk.ask(asked("and the oven?", "00000002"))
        await desk.ask(asked("and the oven?", "00000003", conversation="slack:T1:C1:2"))
        close(desk)

    asyncio.run(play())
    assert [question.history for question in guide.asked] == [
        (),
        ("what does the baker do?",),
        (),
    ]


def test_a_question_that_is_answered_again_is_not_its_own_history(address: str) -> None:
    """A crash may have us repeat a question whose turn is kept."""
    guide = ScriptedGuide()

    async def play() -> None:
        desk = new_desk(address, guide)
        await desk.ask(asked("and the oven?", "00000001"))
        await desk.ask(asked("and the oven?", "00000001"))
        close(desk)

    asyncio.run(play())
    assert guide.asked[-1].history == ()


def test_an_earlier_question_is_kept_before_the_next_is_understood(address: str) -> None:
    """Two quick questions of one conversation are answered in turn."""
    guide = SlowGuide()

    async def play() -> None:
        desk = new_desk(address, guide)
        first = asyncio.create_task(desk.ask(asked("the baker?", "00000001")))
        await until(lambda: bool(guide.asked))
        second = asyncio.create_task(desk.ask(asked("and the oven?", "00000002")))
        await asyncio.sleep(0.05)
        guide.gate.set()
        await asyncio.gather(first, second)
        close(desk)

    asyncio.run(play())
    assert guide.asked[-1].history == ("the baker?",)


def test_the_role_that_an_asker_gave_is_known(address: str) -> None:
    """`My goals` are theirs; a role that comes with the question wins."""
    guide = ScriptedGuide()

    async def play() -> None:
        desk = new_desk(address, guide)
        await desk.remember(lambda memory: memory.profiles.set_role("slack:T1:U1", "Baker"))
        question = asked("what are my goals?", "00000001")
        await desk.ask(question)
        await desk.ask(replace(question, asker=Asker("slack:T1:U1", role="Miller")))
        close(desk)

    asyncio.run(play())
    assert [question.asker.role for question in guide.asked] == ["Baker", "Miller"]


def test_a_receipt_says_what_was_answered_from_which_clause(address: str) -> None:
    """At which revision, and who keeps the document."""
    given = Answer(Status.ANSWERED, "Bread. [1]", (cited(baker(), 2),))
    desk = new_desk(address, ScriptedGuide(given=given))
    told = asyncio.run(desk.ask(asked("what does the baker do?", "0000abcd")))
    receipt = desk.memory.receipts.get("0000abcd")

    assert told.card.reference == told.reference == "0000abcd"
    assert receipt is not None
    assert (receipt.status, receipt.roles) == (Status.ANSWERED, ("Baker",))
    assert receipt.owners == ("Kitchen Office",)
    (clause,) = receipt.citations
    assert (clause.document, clause.revision) == ("baker.md", baker().revision)
    assert baker().text[clause.start : clause.end] == clause.quote
    close(desk)


def test_a_receipt_of_silence_says_whom_to_ask(address: str) -> None:
    """The role that was asked about, and who keeps its documents."""
    guide = ScriptedGuide(given=Answer(Status.ABSTAINED, "The documents do not say."))
    desk = new_desk(address, guide)
    asyncio.run(desk.ask(asked("how tall is the baker?", "0000abcd")))
    receipt = desk.memory.receipts.get("0000abcd")

    assert receipt is not None
    assert (receipt.status, receipt.roles) == (Status.ABSTAINED, ("Baker",))
    assert receipt.owners == ("Kitchen Office",)
    close(desk)


def test_something_particular_can_be_asked_for(address: str) -> None:
    """A command asks for a verdict; it is remembered as any question is."""
    verdict = Verdict("independent", "Baker", "clean the oven")
    desk = new_desk(address)

    def decide(_guide: object) -> Answer:
        assert threading.current_thread() is not threading.main_thread()
        return Answer(Status.ANSWERED, "Yes.", verdict=verdict)

    told = asyncio.run(desk.ask(asked("decide Baker clean the oven", "0000abcd"), decide))

    assert told.answer.verdict == verdict
    assert desk.memory.receipts.get("0000abcd") is not None
    close(desk)
