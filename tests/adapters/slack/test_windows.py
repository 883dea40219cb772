"""Commands, buttons, shortcuts, windows, the Home tab, links and workflow steps."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.rules import check_options, check_view
from tests.adapters.slack.world import ADDRESS, World

PILOT = "Bring vessels safely through the channel."

KEEPER = "Open the lock gates at high water."

THREAD = "1799999999.000100"


def said_long_ago() -> datetime:
    """A time before all votes."""
    return datetime(2020, 1, 1, tzinfo=UTC)


def test_a_command_is_answered_to_its_asker_alone(stage: Stage) -> None:
    """Acknowledged without a word, then by the address that came with it."""

    async def play(world: World) -> None:
        reply = await world.command("what does the sea pilot do?")
        said = await world.said()

        assert (reply.status, await reply.text()) == (200, "")
        assert said.to == "asker"
        assert PILOT in said.shown
        assert "remit_share" in said.buttons

    stage(play)


def test_what_was_answered_privately_can_be_shared(stage: Stage) -> None:
    """The channel sees who asked what, and votes and passages work there too."""

    async def play(world: World) -> None:
        await world.command("what does the sea pilot do?")
        said = await world.said()
        await world.press(said, "remit_share")
        shared = await world.said(2)

        assert (shared.channel, shared.to) == ("C1", "")
        assert "<@U1> asked: what does the sea pilot do?" in shared.shown
        assert PILOT in shared.shown
        assert "remit_share" not in shared.buttons
        await world.press(shared, "remit_passages")
        assert PILOT in json.dumps(await world.called("views.open"))

    stage(play)


def test_only_the_asker_can_share(stage: Stage) -> None:
    """Whatever somebody sends who has seen the reference."""

    async def play(world: World) -> None:
        await world.command("what does the sea pilot do?")
        said = await world.said()
        await world.press(said, "remit_share", user={"id": "U2"})
        await world.said(2)

        assert [each.channel for each in world.slack.said] == ["response_url"] * 2

    stage(play)


def test_sharing_where_the_bot_is_not_says_so(stage: Stage) -> None:
    """It cannot write there; the asker is told what to do."""

    async def play(world: World) -> None:
        await world.command("what does the sea pilot do?", channel_id="C9")
        said = await world.said()
        await world.press(said, "remit_share", channel={"id": "C9"})
        told = await world.said(2)

        assert "invite me" in told.shown

    stage(play)


def test_each_command_does_what_help_says(stage: Stage) -> None:
    """The list of `/remit help` is what can be typed."""

    async def play(world: World) -> None:
        wanted = {
            "help": "compare ROLE and ROLE",
            "ask what does the sea pilot do?": PILOT,
            "role Sea Pilot": "Responsibilities",
            "decide sea pilot refuse a vessel in fog": "Yes",
            'decide "Sea Pilot" "refuse a vessel in fog"': "Yes",
            "who close the harbour": "Harbour Keeper",
            "compare sea pilot and harbour keeper on responsibilities": "lock gates",
            "roles": "Harbour Keeper",
            "iam sea pilot": "Your role is Sea Pilot",
            "what are my goals?": "Sail the channel twenty times",
            "iam": "Sea Pilot",
            "forget me": "deleted",
            "role nobody at all": "Which one do you mean?",
        }
        for count, (text, expected) in enumerate(wanted.items(), start=1):
            await world.command(text)
            said = await world.said(count)

            assert expected in said.shown, text
            assert said.to == "asker"

    stage(play)


def test_a_word_that_opens_a_window_elsewhere_is_answered_here(stage: Stage) -> None:
    """Only a command brings what a window needs."""

    async def play(world: World) -> None:
        said = await world.ask("compare")

        assert said.shown

    stage(play)


def test_a_comparison_is_a_table(stage: Stage) -> None:
    """Slack's own, with a column for each role and the citations in its cells."""

    async def play(world: World) -> None:
        said = await world.ask("compare the responsibilities of sea pilot and harbour keeper")
        (table,) = [block for block in said.blocks if block["type"] == "table"]

        assert [cell["text"] for cell in table["rows"][0][1:]] == ["Sea Pilot", "Harbour Keeper"]
        assert "[1]" in json.dumps(table)

    stage(play)


def test_a_suggestion_that_is_pressed_is_asked_there(stage: Stage) -> None:
    """In the thread of the message, for whoever pressed it."""

    async def play(world: World) -> None:
        said = await world.ask("what does the sea pilot do?", ts=THREAD)
        await world.press(said, "remit_ask:0", container={"thread_ts": THREAD})
        answer = await world.said(2)

        assert answer.thread == THREAD
        assert "Sea Pilot" in answer.shown

    stage(play)


def test_a_role_that_is_chosen_completes_the_question(stage: Stage) -> None:
    """The answer asked which role was meant; the button says it."""

    async def play(world: World) -> None:
        said = await world.ask("what are the responsibilities?", ts=THREAD)
        name = next(n for n in said.buttons if n.startswith("remit_choose"))
        button = said.buttons[name]
        titles = [o["value"] for o in button.get("options", [button])]
        await world.press(said, name, choose=0, container={"thread_ts": THREAD})
        answer = await world.said(2)

        assert titles[0] in answer.shown
        assert "Which one do you mean" not in answer.shown

    stage(play)


def test_a_message_can_be_asked_about(stage: Stage) -> None:
    """Privately, with Slack's own markup taken out of it."""

    async def play(world: World) -> None:
        await world.interact("message_action")
        said = await world.said()

        assert said.to == "asker"
        assert PILOT in said.shown

    stage(play)


def test_the_home_tab_shows_roles_and_keeps_the_own_one(stage: Stage) -> None:
    """Chosen there, the role is the asker's everywhere."""

    async def play(world: World) -> None:
        await world.command("what does the sea pilot do?")
        await world.said()
        await world.event("app_home_opened")
        await world.called("views.publish")
        home = json.dumps(world.slack.homes["U1"])
        await world.interact(
            "block_actions",
            actions=[
                {
                    "type": "external_select",
                    "action_id": "remit_own_role",
                    "selected_option": {"value": "Sea Pilot"},
                }
            ],
        )
        await world.called("views.publish", 2)
        await world.command("what are my goals?")
        said = await world.said(2)

        assert "Harbour Keeper" in home
        assert "what does the sea pilot do?" in home
        assert "Sail the channel twenty times" in said.shown

    stage(play)


def test_the_home_tab_has_ones_own_last_questions_each_once(stage: Stage) -> None:
    """The latest first; what others asked is theirs."""

    async def play(world: World) -> None:
        asked = ["what does the sea pilot do?", "roles of the sea pilot?"] + ["who may dance?"] * 2
        for count, text in enumerate(asked, start=1):
            await world.command(text)
            await world.said(count)
        await world.command("what does the harbour keeper do?", user_id="U2")
        await world.said(5)
        await world.event("app_home_opened")
        await world.called("views.publish")
        blocks = world.slack.homes["U1"]["blocks"]

        assert [button["text"]["text"] for button in blocks[-1]["elements"]] == [
            "who may dance?",
            "roles of the sea pilot?",
            "what does the sea pilot do?",
        ]

    stage(play)


def test_the_window_of_passages_leads_to_each_section(stage: Stage) -> None:
    """With the passage marked in the text around it."""

    async def play(world: World) -> None:
        said = await world.ask("what does the sea pilot do?")
        await world.press(said, "remit_passages")
        view = (await world.called("views.open"))["view"]
        button = next(
            e
            for b in view["blocks"]
            if b["type"] == "actions"
            for e in b["elements"]
            if e["action_id"].startswith("remit_in_section")
        )
        await world.interact("block_actions", actions=[button], view={"type": "modal"})
        section = json.dumps((await world.called("views.push"))["view"], ensure_ascii=False)

        assert f"▸ {PILOT}" in section
        assert "Keep the chart of the sandbanks" in section

    stage(play)


def test_two_roles_can_be_chosen_to_compare(stage: Stage) -> None:
    """As one types; the answer comes where the window was opened."""

    async def play(world: World) -> None:
        await world.command("compare")
        view = (await world.called("views.open"))["view"]
        options = await (await world.interact("block_suggestion")).json()
        check_options(options["options"])

        def values(first: str, second: str) -> dict[str, object]:
            chosen = {
                name: {"selected_option": {"value": role}}
                for name, role in (("remit_first", first), ("remit_second", second))
            }
            given = {name: {name: value} for name, value in chosen.items()}
            return given | {"remit_topic": {"remit_topic": {"value": "responsibilities"}}}

        same = view | {"state": {"values": values("Sea Pilot", "Sea Pilot")}}
        refused = await (await world.interact("view_submission", view=same)).json()
        good = view | {"state": {"values": values("Sea Pilot", "Harbour Keeper")}}
        taken = await world.interact("view_submission", view=good)
        said = await world.said()

        assert [o["value"] for o in options["options"]] == ["Sea Pilot"]
        assert refused["response_action"] == "errors"
        assert (taken.status, await taken.text()) == (200, "")
        assert said.to == "asker"
        assert KEEPER in said.shown

    stage(play)


def test_links_to_the_reader_are_shown(stage: Stage) -> None:
    """The passage under the message that links to it; not other links, nor what is not there."""

    async def play(world: World) -> None:
        said = await world.ask("what does the sea pilot do?")
        url = next(
            part for part in json.dumps(said.blocks).split('"') if "/read/sea-pilot#" in part
        )
        links = [
            {"url": url},
            {"url": "https://example.com/read/sea-pilot"},
            {"url": f"{ADDRESS}/read/no"},
        ]
        await world.event("link_shared", links=links)
        unfurls = (await world.called("chat.unfurl"))["unfurls"]

        assert list(unfurls) == [url]
        assert "Sea Pilot › Responsibilities" in json.dumps(unfurls, ensure_ascii=False)

    stage(play)


def test_a_step_of_a_workflow_gets_the_answer(stage: Stage) -> None:
    """As text, for the steps after it."""

    async def play(world: World) -> None:
        await world.event("function_executed")
        given = await world.called("functions.completeSuccess")
        outputs = (
            given["outputs"] if isinstance(given["outputs"], dict) else json.loads(given["outputs"])
        )

        assert given["function_execution_id"] == "Fx1"
        assert PILOT in outputs["answer"]
        assert outputs["status"] == "answered"

    stage(play)


def test_a_vote_is_kept_and_one_against_asks_why(stage: Stage) -> None:
    """The reason takes the place of the bare vote."""

    async def play(world: World) -> None:
        said = await world.ask("what does the sea pilot do?")
        reference = said.metadata["event_payload"]["reference"]
        await world.press(said, "remit_feedback", vote="negative_button")
        view = (await world.called("views.open"))["view"]
        check_view(view)
        chosen = {
            "remit_reason": {"remit_reason": {"selected_option": {"value": "outdated"}}},
            "remit_words": {"remit_words": {"value": "the channel moved"}},
        }
        await world.interact("view_submission", view=view | {"state": {"values": chosen}})
        await world.idle()
        (vote,) = world.desk.memory.feedback.since(said_long_ago())

        assert (vote.reference, vote.up, vote.asker) == (reference, False, "slack:T1:U1")
        assert vote.reason == "outdated: the channel moved"

    stage(play)
