"""The desk takes each event on once, and remembers what was asked and answered."""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import replace

import pytest
from typing_extensions import override

from adapters.service.desk import Desk, Reception
from bot.model import Answer, Asker, Question, Status, Verdict
from tests.adapters.builders import ScriptedGuide, baker, cited
from tests.adapters.service.builders import (
    PLATFORM,
    asked,
    at_work,
    close,
    event,
    new_desk,
    settings,
    until,
)


def test_an_event_is_answered_once_however_often_it_comes(address: str) -> None:
    """Platforms send again what was not acknowledged in time."""

    async def play() -> tuple[list[Reception], list[str]]:
        async with at_work(new_desk(address)) as surface:
            receptions = [await surface.desk.accept(event()) for _ in range(2)]
            await until(lambda: bool(surface.sent))
            receptions.append(await surface.desk.accept(event()))
        return receptions, surface.sent

    receptions, sent = asyncio.run(play())
    assert receptions == [Reception.NEW, Reception.SEEN, Reception.SEEN]
    assert sent == ["e1"]


def test_an_accepted_event_is_in_the_inbox_before_it_is_acknowledged(address: str) -> None:
    """From then on no crash can lose it."""

    async def play() -> int:
        desk = new_desk(address)
        assert await desk.accept(event()) is Reception.NEW
        try:
            return desk.memory.inbox.waiting()
        finally:
            close(desk)

    assert asyncio.run(play()) == 1


def test_too_many_are_told_so_and_not_kept(address: str) -> None:
    """Nobody waits for an answer that never comes; whoever comes later is taken again."""

    async def play() -> tuple[list[Reception], Reception, list[str], int]:
        desk = new_desk(address, given=settings(waiting=2))
        async with at_work(desk) as surface:
            surface.gate.clear()
            busy = [await desk.accept(event(f"e{i}")) for i in range(4)]
            kept = desk.memory.inbox.waiting()
            surface.gate.set()
            await until(lambda: len(surface.sent) == 2)
            await until(lambda: not desk.memory.inbox.waiting())
            later = await desk.accept(event("e3"))
        return busy, later, surface.sent, kept

    busy, later, sent, kept = asyncio.run(play())
    assert busy == [Reception.NEW, Reception.NEW, Reception.BUSY, Reception.BUSY]
    assert kept == 2
    assert later is Reception.NEW
    assert sorted(sent) == ["e0", "e1", "e3"]


def test_a_retry_is_no_new_question_when_too_many_wait(address: str) -> None:
    """Whoever is being answered is not told that many are waiting."""

    async def play() -> Reception:
        desk = new_desk(address, given=settings(waiting=1))
        async with at_work(desk) as surface:
            surface.gate.clear()
            await desk.accept(event())
            return await desk.accept(event())

    assert asyncio.run(play()) is Reception.SEEN


def test_one_who_asks_too_fast_leaves_room_for_others(address: str) -> None:
    """The limit is each asker's own."""

    async def play() -> list[Reception]:
        desk = new_desk(address, given=settings(per_minute=2))
        async with at_work(desk):
            fast = [await desk.accept(event(f"e{i}"), "slack:T1:U1") for i in range(3)]
            return [*fast, await desk.accept(event("e9"), "slack:T1:U2")]

    assert asyncio.run(play()) == [
        Reception.NEW,
        Reception.NEW,
        Reception.LIMITED,
        Reception.NEW,
    ]


def test_questions_without_an_inbox_have_the_same_limits(address: str) -> None:
    """The web answers in the request itself."""
    desk = new_desk(address, given=settings(per_minute=1))

    assert [desk.admit("web:1"), desk.admit("web:1"), desk.admit("web:2"), desk.admit()] == [
        Reception.NEW,
        Reception.LIMITED,
        Reception.NEW,
        Reception.NEW,
    ]
    close(desk)


def test_a_server_that_stops_finishes_what_it_has_accepted(address: str) -> None:
    """What comes meanwhile is refused, so that the platform sends it to another."""

    async def play() -> tuple[Reception, Reception, list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.gate.clear()
            await desk.accept(event())
            draining = asyncio.create_task(desk.drain())
            await asyncio.sleep(0)
            refused = await desk.accept(event("e2"))
            asking = desk.admit("web:1")
            surface.gate.set()
            await draining
            waiting = desk.memory.inbox.waiting()
        return refused, asking, surface.sent, waiting

    refused, asking, sent, waiting = asyncio.run(play())
    assert (refused, asking) == (Reception.CLOSED, Reception.CLOSED)
    assert sent == ["e1"]
    assert waiting == 0


def test_a_failure_is_told_once_with_its_reference(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """And the log does not say what was asked."""

    async def play() -> tuple[list[str], list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = RuntimeError("cannot answer 'am I being fired'")
            await desk.accept(event())
            await until(lambda: bool(surface.told))
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.told, surface.begun, desk.memory.inbox.waiting()

    with caplog.at_level(logging.INFO):
        told, begun, _waiting = asyncio.run(play())
    assert told == [event().reference]
    assert begun == ["e1"]
    assert "RuntimeError" in caplog.text
    assert "fired" not in caplog.text


def test_a_failure_after_an_answer_that_came_through_is_not_told(address: str) -> None:
    """The platform may have taken the message and never said so."""

    def lost() -> None:
        raise TimeoutError

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.after_sending = lost
            await desk.accept(event())
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent, surface.told

    assert asyncio.run(play()) == (["e1"], [])


def test_a_platform_that_takes_nothing_is_tried_again(address: str) -> None:
    """An outage of the platform loses no question."""

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = surface.failing = ConnectionError()
            await desk.accept(event())
            await until(lambda: len(surface.begun) == 2)
            surface.answering = surface.failing = None
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent, surface.told

    assert asyncio.run(play()) == (["e1"], [])


def test_a_platform_that_takes_nothing_for_good_is_given_up(address: str) -> None:
    """Nothing is tried for ever."""

    async def play() -> tuple[int, list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = surface.failing = ConnectionError()
            await desk.accept(event())
            await until(lambda: not desk.memory.inbox.waiting())
        return len(surface.begun), surface.sent

    tries, sent = asyncio.run(play())
    assert tries == 4
    assert sent == []


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


def test_nothing_runs_on_the_loop(address: str) -> None:
    """A slow answer keeps nobody else waiting."""
    guide = SlowGuide()

    async def play() -> Reception:
        desk: Desk = new_desk(address, guide)
        slow = asyncio.create_task(desk.ask(asked("the baker?")))
        reception = await desk.accept(event())
        guide.gate.set()
        await slow
        close(desk)
        return reception

    assert asyncio.run(play()) is Reception.NEW


def test_platforms_are_told_apart(address: str) -> None:
    """An event whose platform is not set up waits for a process where it is."""

    async def play() -> tuple[list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            await desk.accept(event("e1", platform="teams"))
            await desk.accept(event("e2", platform=PLATFORM))
            await until(lambda: bool(surface.sent))
            await asyncio.sleep(0.1)
            return surface.sent, desk.memory.inbox.waiting()

    assert asyncio.run(play()) == (["e2"], 1)


class SlowGuide(ScriptedGuide):
    """Answers only when its gate is open."""

    def __init__(self) -> None:
        """Close the gate."""
        super().__init__()
        self.gate = threading.Event()

    @override
    def answer(self, question: Question) -> Answer:
        """The answer, once the gate is open."""
        answer = super().answer(question)
        assert self.gate.wait(30)
        return answer
