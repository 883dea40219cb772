"""What is not for everybody reaches nobody else, by any of Slack's doors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.world import World
from tests.restricted import OF, QUESTIONS, leaked

SECRET = "What does the Zeisigtal Director do?"  # noqa: S105  a question
FORMER = "1799999999.000100"


def everything(world: World) -> str:
    """All that went to Slack."""
    return json.dumps([world.slack.calls, world.slack.views, world.slack.homes], ensure_ascii=False)


def outsider_doors() -> list[str]:
    """Ways in which somebody in no group can ask."""
    return "mention direct agent command shortcut pressed follow_up".split()


@pytest.mark.parametrize("door", outsider_doors())
def test_an_outsider_is_told_nothing_restricted(stage: Stage, door: str) -> None:
    """Whatever they ask, and wherever."""

    async def play(world: World) -> None:
        for count, question in enumerate(QUESTIONS):
            await ask_by(world, door, question, count)
        await world.idle()

        assert len(world.slack.said) >= len(QUESTIONS)
        assert leaked(everything(world), *QUESTIONS) == []

    stage(play)


async def ask_by(world: World, door: str, question: str, count: int) -> None:
    """Ask by one of the doors."""
    match door:
        case "mention":
            await world.mention(question)
        case "direct":
            await world.direct(question)
        case "agent":
            await world.direct(question, thread_ts=f"1799999999.{count:06d}")
        case "command":
            await world.command(question)
        case "shortcut":
            await world.interact("message_action", message={"text": question})
        case "pressed":
            button = {"type": "button", "action_id": "remit_ask:0", "value": question}
            await world.interact("block_actions", actions=[button])
        case "follow_up":
            if not count:
                await world.mention("what does the sea pilot do?", ts=FORMER)
                await world.said()
            await world.event("message_channel", text=question, thread_ts=FORMER)
        case _:
            raise AssertionError(door)


@pytest.mark.parametrize("told", ["zeisig", "role zeisigtal director", "roles", "help", "compare"])
def test_commands_tell_an_outsider_no_restricted_role(stage: Stage, told: str) -> None:
    """Nor do the home tab, the prompts and the options of a choice."""

    async def play(world: World) -> None:
        await world.command(told)
        await world.event("app_home_opened")
        await world.event("app_home_opened", tab="messages")
        options = await (await world.interact("block_suggestion", value="zeisig")).text()
        await world.called("views.publish")
        await world.called("assistant.threads.setSuggestedPrompts")
        await world.idle()

        assert leaked(everything(world) + options, told) == []

    stage(play)


def test_an_insider_is_answered_by_a_direct_message(stage: Stage) -> None:
    """With a link that opens the document for them."""

    async def play(world: World) -> None:
        await world.direct(SECRET, user="UBOARD")
        said = await world.said()

        assert leaked(said.shown, SECRET) or "highest bidder" in said.shown
        assert "?key=" in json.dumps(said.blocks)

    stage(play)


def test_in_a_channel_an_insider_alone_sees_it(stage: Stage) -> None:
    """And is told why the others do not."""

    async def play(world: World) -> None:
        said = await world.ask(SECRET, user="UBOARD")

        assert said.to == "UBOARD"
        assert "Only you can see this" in said.shown
        assert "remit_share" not in said.buttons
        assert [each.to for each in world.slack.said] == ["UBOARD"]

    stage(play)


def test_what_everybody_may_see_is_for_the_channel_whoever_asks(stage: Stage) -> None:
    """An insider's questions about open documents are answered in public."""

    async def play(world: World) -> None:
        said = await world.ask("What are the goals of the sea pilot?", user="UBOARD")

        assert said.to == ""

    stage(play)


def test_no_question_of_an_insider_shows_a_channel_more_than_an_outsider_sees(
    stage: Stage,
) -> None:
    """Also where the answer only names what is restricted, or is silent because of it."""

    async def play(world: World) -> None:
        for question in QUESTIONS:
            await world.mention(question, user="UBOARD")
        await world.idle()
        public = [said.shown for said in world.slack.said if not said.to]
        private = [said.shown for said in world.slack.said if said.to]

        assert len(public) + len(private) == len(QUESTIONS)
        assert leaked("\n".join(public), *QUESTIONS) == []
        assert leaked("\n".join(private))

    stage(play)


def test_the_groups_come_from_slack_and_the_settings(stage: Stage) -> None:
    """By e-mail and by user group; each group sees its own."""

    async def play(world: World) -> None:
        world.slack.people["UMAIL"] = {"profile": {"email": "HR@example.org"}}
        world.slack.user_groups["SHR"] = ["UGROUP"]
        question = "What is the harbour clerk paid?"
        world.slack.channels |= {"D2", "D3"}
        for count, user in enumerate(("UMAIL", "UGROUP", "UNOBODY"), start=1):
            await world.direct(question, user=user, channel=f"D{count}")
        await world.idle()
        shown = {said.channel: said.shown for said in world.slack.said}

        assert all(word in shown["D1"].casefold() for word in OF["hr"][:1])
        assert all(word in shown["D2"].casefold() for word in OF["hr"][:1])
        assert leaked(shown["D3"]) == []

    stage(play)


PEOPLE: dict[str, dict[str, Any]] = {
    "a bot": {"is_bot": True},
    "somebody of another organisation": {"is_stranger": True},
    "of another workspace": {"team_id": "T2"},
    "a guest": {"is_restricted": True},
    "a guest of one channel": {"is_ultra_restricted": True},
    "somebody who has left": {"deleted": True},
}


@pytest.mark.parametrize("person", PEOPLE.values(), ids=list(PEOPLE))
def test_who_is_no_member_gets_nothing_restricted(stage: Stage, person: dict[str, Any]) -> None:
    """Even with an id or an e-mail that the settings name."""

    async def play(world: World) -> None:
        world.slack.people["UBOARD"] = {"profile": {"email": "hr@example.org"}} | person
        for question in QUESTIONS:
            await world.direct(question, user="UBOARD")
        await world.idle()

        assert leaked(everything(world), *QUESTIONS) == []

    stage(play)


def test_people_of_another_organisation_get_nothing_restricted(stage: Stage) -> None:
    """In a shared channel the event says where they are from; nobody is asked about them."""

    async def play(world: World) -> None:
        await world.ask(SECRET, user="UBOARD", user_team="T2", is_ext_shared_channel=True)

        assert leaked(everything(world), SECRET) == []
        assert world.slack.of("users.info") == []

    stage(play)


def test_who_cannot_be_looked_up_gets_nothing_restricted(stage: Stage) -> None:
    """The answer is what everybody gets."""

    async def play(world: World) -> None:
        world.slack.errors["users.info"] = ["user_not_found"]
        said = await world.ask(SECRET, user="UBOARD")

        assert (said.to, leaked(said.shown, SECRET)) == ("", [])

    stage(play)


def test_a_workflow_gets_nothing_restricted(stage: Stage) -> None:
    """Whoever builds one could name anybody."""

    async def play(world: World) -> None:
        given = {"question": SECRET, "user": "UBOARD"}
        await world.event("function_executed", inputs=given)
        await world.called("functions.completeSuccess")

        assert leaked(everything(world), SECRET) == []

    stage(play)


def test_a_shared_answer_is_what_everybody_may_see(stage: Stage) -> None:
    """A request that is made up to share what has no such button shares nothing restricted."""

    async def play(world: World) -> None:
        await world.command(SECRET, user_id="UBOARD")
        said = await world.said()
        reference = said.buttons["remit_passages"]["value"]
        button = {"type": "button", "action_id": "remit_share", "value": reference}
        await world.interact("block_actions", actions=[button], user={"id": "UBOARD"})
        await world.said(2)

        assert "remit_share" not in said.buttons
        assert leaked("".join(s.shown for s in world.slack.said[1:]), SECRET) == []

    stage(play)


def test_the_window_of_passages_shows_each_what_they_may_see(stage: Stage) -> None:
    """Whoever presses a button that somebody else was given."""

    async def play(world: World) -> None:
        said = await world.ask(SECRET, user="UBOARD")
        await world.press(said, "remit_passages", user={"id": "U1"})
        outsider = json.dumps(await world.called("views.open"), ensure_ascii=False)
        await world.press(said, "remit_passages", user={"id": "UBOARD"})
        insider = json.dumps(await world.called("views.open", 2), ensure_ascii=False)
        reference = said.buttons["remit_passages"]["value"]
        button = {"type": "button", "action_id": "remit_in_section:1", "value": f"{reference}:1"}
        await world.interact("block_actions", actions=[button], user={"id": "U1"})
        section = json.dumps(await world.called("views.push"), ensure_ascii=False)

        assert leaked(outsider + section) == []
        assert leaked(insider)

    stage(play)


def test_a_restricted_link_is_not_shown_to_a_channel(stage: Stage) -> None:
    """Its key opens it for whoever has the link, not for everybody who sees the message."""

    async def play(world: World) -> None:
        await world.direct(SECRET, user="UBOARD")
        said = await world.said()
        urls = [p for p in json.dumps(said.blocks).split('"') if "/read/" in p and "key=" in p]
        assert urls
        before = len(world.slack.calls)
        await world.event("link_shared", links=[{"url": url} for url in urls])
        await world.idle()

        assert [name for name, _ in world.slack.calls[before:]] == []

    stage(play)
