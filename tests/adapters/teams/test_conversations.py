"""What people see when they write to the bot: alone, in a group, in a channel's thread."""

from __future__ import annotations

import asyncio

import pytest

from adapters import wording as shared
from adapters.settings import LimitSettings, ServerSettings
from adapters.teams import wording
from bot.guides import Guides
from bot.model import Answer, Status
from tests.adapters.builders import ScriptedGuide, baker, cited
from tests.adapters.teams.office import Office, at, card_of, texts

DO = "what does the bakery manager do?"

OVEN = "may the bakery manager buy a new oven?"

PLACES = ["personal_message", "group_message", "channel_message"]


def _retold(value: dict[str, object], text: str) -> dict[str, object]:
    """A button's value with another question."""
    if "action" in value:
        return {"action": {"type": "Action.Execute", "data": {"verb": "ask", "text": text}}}
    return {"verb": "ask", "text": text}


@pytest.mark.parametrize("place", PLACES)
def test_a_question_is_answered_where_it_was_asked(guides: Guides, place: str) -> None:
    """In the same conversation, which in a channel is the thread, as a reply to it, with votes."""

    async def talk(office: Office) -> None:
        asked = office.recorded(place)
        answer = await office.ask(asked["text"], place)

        assert "Bake the bread of the whole house. [1]" in answer["text"]
        assert answer["conversation"]["id"] == asked["conversation"]["id"]
        assert answer["replyToId"].startswith("q-")
        assert answer["channelData"] == {"feedbackLoop": {"type": "custom"}}
        assert (answer["from"]["id"], answer["recipient"]["id"]) == (
            asked["recipient"]["id"],
            asked["from"]["id"],
        )

    at(guides, talk)


@pytest.mark.parametrize("place", PLACES)
def test_a_verdict_comes_with_a_card(guides: Guides, place: str) -> None:
    """The sentence in the text, who has to agree at a glance, and the passage to be opened."""

    async def talk(office: Office) -> None:
        answer = await office.ask(OVEN, place)
        card = card_of(answer)

        assert answer["text"].startswith("**No, not without approval:")
        assert wording.LEVELS["manager_approval"] in texts(card)
        assert "the Kitchen Director" in texts(card)
        assert card["body"][-1]["actions"][0]["data"]["msteams"] == {"type": "task/fetch"}

    at(guides, talk)


def test_a_thread_follows_up_and_another_does_not(guides: Guides) -> None:
    """What was asked before in the same thread is understood, and nobody else's."""

    async def talk(office: Office) -> None:
        await office.ask("what does the mill steward do in the first 30 days?", "channel_message")
        here = await office.ask("<at>Remit</at> and the bakery manager?", "channel_message")
        elsewhere = await office.ask("and the bakery manager?", "group_message")

        assert "flour is kept" in here["text"]
        assert elsewhere["text"] != here["text"]

    at(guides, talk)


def test_the_mention_is_no_part_of_the_question(guides: Guides) -> None:
    """Nor is another's tag; the other's name is."""

    async def talk(office: Office) -> None:
        await office.ask(office.recorded("channel_message")["text"], "channel_message")
        with office.desk.memory.database.reading() as connection:
            (row,) = connection.exec_driver_sql("select text from turns").all()

        assert row.text == "what does the bakery manager do, Another Body?"

    at(guides, talk)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("help", shared.HELP_HEADLINE),
        ("", shared.HELP_HEADLINE),
        ("roles", "2 roles"),
        ("role bakery manager", "Decision rights"),
        ("role spaceman", "spaceman"),
        ("who buy a new oven", "Kitchen Director"),
        ("decide bakery manager buy a new oven", "No, not without approval"),
        ("compare bakery manager and mill steward", "Mill Steward"),
        ("ask what does the mill steward do?", "Mill the flour"),
        ("iam", shared.NO_ROLE_YET),
        ("forget me", shared.FORGOTTEN),
    ],
)
def test_every_command_is_answered(guides: Guides, said: str, told: str) -> None:
    """In words or in the card."""

    async def talk(office: Office) -> None:
        answer = await office.ask(said)
        assert told in f"{answer['text']} {texts(answer.get('attachments', []))}"

    at(guides, talk)


def test_my_role_is_known_until_it_is_forgotten(guides: Guides) -> None:
    """In every chat, for it belongs to the person and not to the conversation."""

    async def talk(office: Office) -> None:
        mine = "what do I do in the first 30 days?"
        assert "Mill Steward" in (await office.ask("I am the mill steward"))["text"]
        assert "wheel" in (await office.ask(mine, "group_message"))["text"]
        await office.ask("forget me")
        assert "wheel" not in (await office.ask(mine))["text"].split("\n")[0]
        assert (
            office.desk.memory.profiles.role_of("teams:11111111-aaaa-4bbb-8ccc-000000000001") == ""
        )

    at(guides, talk)


@pytest.mark.parametrize("name", ["button_executed", "button_submitted"])
def test_a_button_asks(guides: Guides, name: str) -> None:
    """With `Action.Execute`, and where a client falls back to `Action.Submit`."""

    async def talk(office: Office) -> None:
        activity = office.recorded(name)
        activity["value"] = _retold(activity["value"], DO)
        reply = await office.post(activity)
        answer = (await office.connector.wait_for(1))[0]

        assert reply.status == 200
        if name == "button_executed":
            assert (await reply.json())["value"] == wording.ON_ITS_WAY
        assert answer["text"].startswith(f"**{wording.ASKED}** {DO}")
        assert "Bake the bread" in answer["text"]

    at(guides, talk)


def test_a_button_of_an_older_version_is_answered_politely(guides: Guides) -> None:
    """With a sentence, and without an error in the card."""

    async def talk(office: Office) -> None:
        old = {"action": {"type": "Action.Execute", "verb": "dance", "data": {}}}
        assert (await office.invoke("button_executed", value=old))[
            "value"
        ] == wording.UNKNOWN_ACTION

    at(guides, talk)


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_activity_again_is_answered_once(guides: Guides, times: int) -> None:
    """Teams sends it again after 15 s; all at once, and after the answer."""

    async def talk(office: Office) -> None:
        activity = office.recorded("personal_message")
        replies = await asyncio.gather(*(office.post(activity) for _ in range(times)))
        await office.connector.wait_for(1)
        replies.append(await office.post(activity))
        await office.ask("help")

        assert {reply.status for reply in replies} == {200}
        assert len(office.connector.messages) == 2

    at(guides, talk)


def test_the_same_id_in_another_chat_is_another_question(guides: Guides) -> None:
    """Ids are moments; two people may write in the same millisecond."""

    async def talk(office: Office) -> None:
        await office.post(office.recorded("personal_message"))
        await office.post(office.recorded("group_message"))
        await office.connector.wait_for(2)

    at(guides, talk)


def test_a_question_is_acknowledged_before_it_is_answered(guides: Guides) -> None:
    """Teams waits 15 s for the acknowledgement, and then sends the question again."""

    async def talk(office: Office) -> None:
        office.connector.faults.append(0.5)
        reply = await office.post(office.recorded("personal_message"))

        assert reply.status == 200
        assert office.connector.messages == []
        await office.connector.wait_for(1)

    at(guides, talk)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (LimitSettings(waiting=1), shared.BUSY),
        (LimitSettings(per_minute=1), shared.LIMITED),
    ],
)
def test_too_many_questions_are_told_so(guides: Guides, limits: LimitSettings, told: str) -> None:
    """Politely, and never with silence."""

    async def talk(office: Office) -> None:
        office.connector.faults.append(1.0)
        for n in range(3):
            reply = await office.post(office.recorded("personal_message", id=f"q{n}"))
            assert reply.status == 200
        messages = await office.connector.wait_for(3)
        assert told in [message["text"] for message in messages]

    at(guides, talk, server_settings=ServerSettings(limits=limits))


def test_while_the_server_stops_teams_is_asked_to_send_again(guides: Guides) -> None:
    """503: nothing is taken on that would not be finished."""

    async def talk(office: Office) -> None:
        await office.desk.drain()
        assert (await office.post(office.recorded("personal_message"))).status == 503

    at(guides, talk)


def test_a_failure_is_told_with_its_reference() -> None:
    """One sentence, and nothing of the error."""

    async def talk(office: Office) -> None:
        told = (await office.ask("why?"))["text"]
        assert told.startswith("Something went wrong here")
        assert "secret" not in told

    at(ScriptedGuide(given=RuntimeError("a secret")), talk)


def test_the_label_is_for_a_language_models_words() -> None:
    """On the wire, as Teams reads it; never on the documents' own words."""
    given = Answer(Status.ANSWERED, "Bread. [1]", (cited(baker(), 2),), generator="some-model")

    async def talk(office: Office) -> None:
        (entity,) = (await office.ask("bread?"))["entities"]
        assert entity["additionalType"] == ["AIGeneratedContent"]

    at(ScriptedGuide(given=given), talk)


def test_a_team_that_takes_the_bot_in_is_welcomed_once(guides: Guides) -> None:
    """With what it can do; a person who joins, and a personal chat, are not: it has starters."""

    async def talk(office: Office) -> None:
        for name in ("bot_added_team", "bot_added_team", "member_added_team", "bot_added_personal"):
            assert (await office.post(office.recorded(name))).status == 200
        welcome = (await office.connector.wait_for(1))[0]
        await office.ask("roles")

        assert welcome["text"].startswith(f"**{shared.HELP_HEADLINE}**")
        assert len(office.connector.messages) == 2

    at(guides, talk)


@pytest.mark.parametrize("name", ["installed", "removed", "reaction"])
def test_what_needs_no_answer_gets_none(guides: Guides, name: str) -> None:
    """200, and nothing in the chat."""

    async def talk(office: Office) -> None:
        assert (await office.post(office.recorded(name))).status == 200
        assert office.connector.tries == []

    at(guides, talk)
