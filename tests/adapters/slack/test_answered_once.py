"""Each question is answered once: with retries, errors, limits and restarts."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.settings import LimitSettings, ServerSettings
from adapters.slack.heard import heard
from bot.memory.model import Event
from tests.adapters.builders import ScriptedGuide
from tests.adapters.service.builders import left_by_the_dead
from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.world import World, payload

ASKED = "what does the sea pilot do?"
PILOT = "Bring vessels safely through the channel."
BOARDS = "what does the Zeisigtal Director do?"


def sent_to_the_dead(name: str, text: str, **changed: str) -> Event:
    """A turn that a process was about to answer when it died."""
    body = payload(name)
    body.get("event", body).update(text=text, **changed)
    turn = heard(body)
    assert turn
    return Event("slack", "EvDead", turn.as_json(), "0a1b2c3d")


def test_a_retry_is_acknowledged_and_not_answered_again(stage: Stage) -> None:
    """Slack sends an event up to four times."""

    async def play(world: World) -> None:
        for number in range(4):
            reply = await world.mention(ASKED, event_id="EvSame")
            assert reply.status == 200, number
        await world.idle()

        assert len(world.slack.said) == 1

    stage(play)


def test_retries_at_the_same_moment_are_one(stage: Stage) -> None:
    """The first may not be written yet when the second comes."""

    async def play(world: World) -> None:
        await asyncio.gather(*(world.mention(ASKED, event_id="EvSame") for _ in range(5)))
        await world.idle()

        assert len(world.slack.said) == 1

    stage(play)


def test_answers_in_a_thread_keep_the_order_of_the_questions(stage: Stage) -> None:
    """Whichever takes longer."""

    async def play(world: World) -> None:
        thread = "1799999999.000100"
        asked = [ASKED, "what does the harbour keeper do?"] * 3
        for text in asked:
            await world.mention(text, thread_ts=thread)
        await world.said(len(asked))

        assert ["Pilot" in said.text for said in world.slack.said] == [True, False] * 3

    stage(play)


def test_what_came_too_soon_is_sent_again_when_slack_says(stage: Stage) -> None:
    """And only then, and once."""

    async def play(world: World) -> None:
        world.slack.waits["chat.postMessage"] = [1]
        began = asyncio.get_running_loop().time()
        await world.ask(ASKED)
        await world.idle()

        assert asyncio.get_running_loop().time() - began >= 1
        assert len(world.slack.said) == 1

    stage(play)


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long"])
def test_refused_blocks_are_sent_as_plain_text(stage: Stage, word: str) -> None:
    """With the answer and its sources in it: a thread never stays silent."""

    async def play(world: World) -> None:
        world.slack.errors["chat.postMessage"] = [word]
        said = await world.ask(ASKED)

        assert said.blocks == []
        assert PILOT in said.text
        assert "[1] Sea Pilot › Responsibilities https://remit.example.org/read/" in said.text

    stage(play)


def test_an_address_that_is_used_up_is_no_end(stage: Stage) -> None:
    """The asker is answered in the channel, for their eyes only."""

    async def play(world: World) -> None:
        world.slack.errors["response_url"] = ["expired_url"] * 2
        await world.command(ASKED)
        said = await world.said()

        assert (said.channel, said.to) == ("C1", "U1")

    stage(play)


def test_where_the_bot_is_not_the_asker_is_written_to(stage: Stage) -> None:
    """In a direct message."""

    async def play(world: World) -> None:
        world.slack.errors["response_url"] = ["expired_url"] * 2
        await world.command(ASKED, channel_id="C9")
        said = await world.said()

        assert said.channel == "DU1"

    stage(play)


def test_a_failure_is_told_with_its_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """And the log holds nothing of what was asked."""

    async def play(world: World) -> None:
        said = await world.ask(f"{ASKED} kingfisher")

        assert "Something went wrong here" in said.text
        assert said.metadata["event_payload"]["reference"] in said.text
        assert "kingfisher" not in caplog.text

    with caplog.at_level(logging.INFO):
        stage(play, ScriptedGuide(given=RuntimeError("kingfisher")))


def test_an_answer_that_slack_does_not_take_is_told_as_a_failure(stage: Stage) -> None:
    """In its place, once."""

    async def play(world: World) -> None:
        world.slack.errors["chat.postMessage"] = ["fatal_error"]
        said = await world.ask(ASKED)
        await world.idle()

        assert "Something went wrong here" in said.text
        assert len(world.slack.said) == 1

    stage(play)


def test_an_answer_that_arrived_before_a_crash_is_not_sent_again(stage: Stage) -> None:
    """It is found in the thread by its metadata."""

    async def play(world: World) -> None:
        surface = world.desk.surfaces["slack"]
        said = await world.ask(ASKED, ts="1799999999.000100")
        turn = heard(payload("app_mention"))
        assert turn
        reference = said.metadata["event_payload"]["reference"]
        here = Event("slack", "Ev1", turn.as_json(), reference, sending=True)
        other = Event("slack", "Ev2", turn.as_json(), "ffffffff", sending=True)

        assert await surface.delivered(here)
        assert not await surface.delivered(other)

    stage(play)


@pytest.mark.parametrize(
    ("asked", "of_whom"),
    [
        ({"name": "command", "text": ASKED}, "U1"),
        ({"name": "app_mention", "text": BOARDS, "user": "UBOARD"}, "UBOARD"),
    ],
)
def test_after_a_crash_nobody_is_shown_a_private_answer_twice(
    stage: Stage, asked: dict[str, str], of_whom: str
) -> None:
    """Slack cannot tell whether it was shown; its asker is told that it may be missing."""

    async def play(world: World) -> None:
        left_by_the_dead(world.desk.memory, sent_to_the_dead(**asked), sending=True)
        await world.idle()

        [said] = world.slack.said
        assert said.to == of_whom
        assert "I was restarted while I sent you this answer" in said.shown

    stage(play)


def test_after_a_crash_what_is_for_everybody_is_looked_for_and_sent(stage: Stage) -> None:
    """Whoever asked: it is not in the thread, so it did not arrive."""

    async def play(world: World) -> None:
        turn = sent_to_the_dead("app_mention", ASKED, user="UBOARD")
        left_by_the_dead(world.desk.memory, turn, sending=True)
        await world.idle()

        [said] = world.slack.said
        assert not said.to
        assert PILOT in said.shown

    stage(play)


def test_many_at_once_are_told_so(stage: Stage) -> None:
    """Nobody is left without a word."""

    async def play(world: World) -> None:
        world.slack.delay_s = 0.3
        replies = [await world.command(ASKED, user_id=f"U{n}") for n in range(4)]
        told = [await reply.text() for reply in replies]
        await world.said(sum(not text for text in told))

        assert any("Many questions are waiting" in text for text in told)
        assert any(not text for text in told)

    stage(play, server=ServerSettings(limits=LimitSettings(waiting=1)))


def test_somebody_who_asks_too_fast_is_told_so(stage: Stage) -> None:
    """In the thread, for their eyes only."""

    async def play(world: World) -> None:
        await world.ask(ASKED)
        said = await world.ask(ASKED)

        assert said.to == "U1"
        assert "in a short time" in said.shown

    stage(play, server=ServerSettings(limits=LimitSettings(per_minute=1)))


def test_a_server_that_stops_takes_nothing_new_and_finishes_the_rest(stage: Stage) -> None:
    """Slack sends again what is not acknowledged."""

    async def play(world: World) -> None:
        world.slack.delay_s = 0.05
        await world.mention(ASKED)
        stopping = asyncio.create_task(world.desk.drain())
        await asyncio.sleep(0)
        reply = await world.mention(ASKED)
        await stopping

        assert reply.status == 503
        assert len(world.slack.said) == 1

    stage(play)
