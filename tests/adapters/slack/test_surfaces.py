"""Where people can ask, and where they are answered."""

from __future__ import annotations

import json

from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.world import ADDRESS, World

PILOT = "Bring vessels safely through the channel."

KEEPER = "Open the lock gates at high water."

THREAD = "1799999999.000100"


def test_a_mention_is_answered_in_its_thread(stage: Stage) -> None:
    """With the document's words, where they stand, and buttons to go on with."""

    async def play(world: World) -> None:
        said = await world.ask("what does the sea pilot do?", ts=THREAD)

        assert (said.channel, said.thread) == ("C1", THREAD)
        assert PILOT in said.shown
        assert "Sea Pilot › Responsibilities" in said.shown
        assert {"remit_ask:0", "remit_passages", "remit_feedback"} <= set(said.buttons)
        assert said.text.startswith("Sea Pilot")
        assert f"{ADDRESS}/read/sea-pilot#" in json.dumps(said.blocks)

    stage(play)


def test_a_follow_up_in_the_thread_needs_no_mention(stage: Stage) -> None:
    """And is understood with what was said before."""

    async def play(world: World) -> None:
        await world.ask("what does the sea pilot do?", ts=THREAD)
        await world.event("message_channel", text="and the harbour keeper?")
        said = await world.said(2)

        assert said.thread == THREAD
        assert KEEPER in said.shown

    stage(play)


def test_what_people_say_to_each_other_is_left_alone(stage: Stage) -> None:
    """In other threads, outside threads, to somebody by name, and thanks; and changes."""

    async def play(world: World) -> None:
        await world.ask("what does the sea pilot do?", ts=THREAD)
        for changed in (
            {"text": "what does the sea pilot do?", "thread_ts": "1799999999.000999"},
            {"text": "what does the sea pilot do?", "thread_ts": None},
            {"text": "<@U2> what does the sea pilot do?"},
            {"text": "thanks!"},
            {"text": "lunch at the usual place then"},
            {"text": "what does the sea pilot do?", "subtype": "message_changed"},
        ):
            reply = await world.event("message_channel", **changed)
            assert reply.status == 200, changed  # anything else, and Slack sends it again
        await world.idle()

        assert len(world.slack.said) == 1

    stage(play)


def test_a_message_that_names_the_bot_is_answered_once(stage: Stage) -> None:
    """Slack sends it twice, as a mention and as a message of the channel."""

    async def play(world: World) -> None:
        text = "<@UBOT> what does the sea pilot do?"
        await world.event("app_mention", text=text, ts="1799999999.000500", thread_ts=THREAD)
        await world.event("message_channel", text=text, ts="1799999999.000500")
        await world.idle()

        assert len(world.slack.said) == 1

    stage(play)


def test_bots_are_not_answered(stage: Stage) -> None:
    """Nor is the bot's own message, so that no two bots talk for ever."""

    async def play(world: World) -> None:
        reply = await world.mention("what does the sea pilot do?", bot_id="B2")
        assert reply.status == 200
        assert (await world.event("app_mention", type="channel_rename")).status == 200
        await world.direct("what does the sea pilot do?", user="UBOT")
        await world.direct("what does the sea pilot do?", bot_id="BBOT", subtype="bot_message")
        await world.idle()

        assert world.slack.said == []

    stage(play)


def test_a_direct_message_is_answered_where_it_is(stage: Stage) -> None:
    """Without a thread unless there is one."""

    async def play(world: World) -> None:
        await world.direct("what does the sea pilot do?")
        said = await world.said()

        assert (said.channel, said.thread) == ("D1", "")
        assert PILOT in said.shown

    stage(play)


def test_the_agents_thread_shows_a_status_and_streams(stage: Stage) -> None:
    """Line by line, then with its sources and buttons, and with its name for us."""

    async def play(world: World) -> None:
        await world.direct("what does the sea pilot do?", thread_ts="1799999999.000001")
        await world.called("chat.stopStream")
        said = await world.said()

        assert world.slack.of("assistant.threads.setStatus")[0]["status"]
        assert (said.thread, said.streaming) == ("1799999999.000001", False)
        assert "Bring vessels safely through the channel" in said.text
        assert "Sea Pilot › Responsibilities" in said.shown
        assert "remit_feedback" in said.buttons
        assert said.metadata["event_type"] == "remit_answer"

    stage(play)


def test_a_stream_that_breaks_off_is_replaced_by_the_whole_answer(stage: Stage) -> None:
    """In its place, so that nothing stands twice."""

    async def play(world: World) -> None:
        world.slack.errors["chat.stopStream"] = ["message_not_in_streaming_state"]
        await world.direct("what does the sea pilot do?", thread_ts="1799999999.000001")
        await world.called("chat.update")

        (said,) = world.slack.said
        assert PILOT in said.shown
        assert "remit_feedback" in said.buttons

    stage(play)


def test_where_there_is_no_streaming_the_answer_is_posted(stage: Stage) -> None:
    """Not every workspace has it."""

    async def play(world: World) -> None:
        world.slack.errors["chat.startStream"] = ["unknown_method"]
        await world.direct("what does the sea pilot do?", thread_ts="1799999999.000001")
        said = await world.said()

        assert PILOT in said.shown
        assert said.thread == "1799999999.000001"

    stage(play)


def test_the_agents_view_offers_questions(stage: Stage) -> None:
    """When it is opened, and when a thread begins there."""

    async def play(world: World) -> None:
        await world.event("app_home_opened", tab="messages")
        first = await world.called("assistant.threads.setSuggestedPrompts")
        await world.event("assistant_thread_started")
        second = await world.called("assistant.threads.setSuggestedPrompts", 2)

        assert first["channel_id"] == "D1"
        assert "thread_ts" not in first
        assert first["prompts"][0]["message"].endswith("?")
        assert second["thread_ts"] == "1799999999.2"

    stage(play)
