"""Votes are kept with their reasons, in every form in which Teams brings them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.teams.feedback import reaction_in, reason_in
from bot.memory.model import Vote
from tests.adapters.builders import ScriptedGuide
from tests.adapters.teams.office import BREAD, Office, at
from tests.adapters.teams.rules import card_problems

REASON = "wrong_role: I asked about bakers."
FORM = {"reason": "wrong_role", "feedbackText": "I asked about bakers."}


def action(feedback: Any, reaction: str = "dislike") -> dict[str, Any]:
    """A vote's value."""
    return {
        "actionName": "feedback",
        "actionValue": {"reaction": reaction, "feedback": feedback},
    }


SHAPES = {
    "a form as JSON in a text": (action(json.dumps(FORM)), REASON),
    "a form": (action(FORM), REASON),
    "JSON in JSON": (action(json.dumps(json.dumps(FORM))), REASON),
    "the default form": (action(json.dumps({"feedbackText": "Too long."})), "Too long."),
    "a plain text": (action("Too long."), "Too long."),
    "a text that looks like a number": (action("12"), "12"),
    "nothing": (action(""), ""),
    "no field": ({"actionValue": {"reaction": "dislike"}}, ""),
    "inside data": ({"data": action("Too long.")}, "Too long."),
    "all of it a text": (json.dumps(action("Too long.")), "Too long."),
    "the action a text": (
        {"actionValue": json.dumps({"reaction": "dislike", "feedback": "Too long."})},
        "Too long.",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("named", [True, False], ids=["of a message", "of no message"])
def test_every_shape_of_a_vote_is_kept(shape: str, named: bool) -> None:  # noqa: FBT001
    """200 with an empty body, which is all that Teams takes; with or without `replyToId`."""
    value, reason = SHAPES[shape]

    async def talk(office: Office) -> None:
        answer = await office.ask("bread?")
        vote = office.recorded("vote", value=value, replyToId=answer["id"])
        if not named:
            del vote["replyToId"]
        reply = await office.post(vote)
        assert (reply.status, await reply.text()) == (200, "")
        (kept,) = votes(office)
        assert (kept.up, kept.reason) == (False, reason)
        assert office.desk.memory.receipts.get(kept.reference) is not None

    at(ScriptedGuide(given=BREAD), talk)


def test_a_thumb_up_and_then_down_is_one_vote() -> None:
    """The later one."""

    async def talk(office: Office) -> None:
        answer = await office.ask("bread?")
        for reaction in ("like", "dislike"):
            value = action("", reaction)
            await office.post(office.recorded("vote", value=value, replyToId=answer["id"]))
        assert [vote.up for vote in votes(office)] == [False]

    at(ScriptedGuide(given=BREAD), talk)


def test_a_vote_is_for_the_answer_that_it_was_given_under() -> None:
    """Not for the latest."""

    async def talk(office: Office) -> None:
        first, second = await office.ask("bread?"), await office.ask("rolls?")
        value = action("", "like")
        await office.post(office.recorded("vote", value=value, replyToId=first["id"]))
        (vote,) = votes(office)
        receipt = office.desk.memory.receipts.get(vote.reference)
        assert receipt is not None
        assert receipt.question == "bread?"
        assert second["id"] != first["id"]

    at(ScriptedGuide(given=BREAD), talk)


def test_after_a_restart_a_vote_still_finds_its_answer() -> None:
    """By the conversation and the moment of the message, which is its id."""

    async def talk(office: Office) -> None:
        first = await office.ask("bread?")
        office.desk.surfaces["teams"].sent._references.clear()  # type: ignore[attr-defined]
        now = int(datetime.now(UTC).timestamp() * 1000)
        value = action("", "like")
        await office.post(office.recorded("vote", value=value, replyToId=str(now)))
        old = int((datetime.now(UTC) - timedelta(days=30)).timestamp() * 1000)
        await office.post(office.recorded("vote", value=action(""), replyToId=str(old)))
        assert [vote.up for vote in votes(office)] == [True]
        assert first["text"]

    at(ScriptedGuide(given=BREAD), talk)


def test_the_form_asks_why_where_an_answer_did_not_help() -> None:
    """And only for a word where it did; the form carries the answer's reference."""

    async def talk(office: Office) -> None:
        answer = await office.ask("bread?")
        down = (await office.invoke("vote_form", replyToId=answer["id"]))["task"]
        liked = {"data": {"actionName": "feedback", "actionValue": {"reaction": "like"}}}
        up = (await office.invoke("vote_form", value=liked, replyToId=answer["id"]))["task"]
        card = down["value"]["card"]["content"]
        assert down["type"] == "continue"
        assert list(card_problems(card)) == []
        assert "wrong_passage" in str(card)
        assert "wrong_passage" not in str(up)
        (receipt,) = office.desk.memory.receipts.since(datetime.now(UTC) - timedelta(minutes=1))
        assert receipt.reference in str(card)

    at(ScriptedGuide(given=BREAD), talk)


@pytest.mark.parametrize("value", [None, {}, "", 7, [], {"actionValue": {"reaction": "love"}}])
def test_what_is_no_vote_is_refused(value: Any) -> None:
    """400, and nothing kept."""

    async def talk(office: Office) -> None:
        await office.ask("bread?")
        reply = await office.post(office.recorded("vote", value=value))
        assert reply.status == 400
        assert votes(office) == ()

    at(ScriptedGuide(given=BREAD), talk)
    assert reaction_in(value) is None
    assert reason_in(value) == ""


def votes(office: Office) -> tuple[Vote, ...]:
    """The votes that are kept."""
    return office.desk.memory.feedback.since(datetime.now(UTC) - timedelta(minutes=5))
