"""The conversations of `dialogs` go as they are written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.server import Said
from tests.adapters.slack.world import World

FOLDER = Path(__file__).parent / "dialogs"
TURN = re.compile(
    r"(?P<user>U\w+) (?P<how>mentions|in thread|directly|agent|/remit|presses) >(?: (?P<text>.+))?"
)
THREAD, AGENT = "1799999999.000100", "1799999999.000200"


def dialogs() -> Iterator[tuple[str, list[str]]]:
    """Each conversation by its file and number, as its lines without remarks."""
    for file in sorted(FOLDER.glob("*.txt")):
        for number, text in enumerate(file.read_text(encoding="utf-8").split("\n\n"), start=1):
            lines = [line for line in text.splitlines() if line and not line.startswith("#")]
            yield f"{file.stem}:{number}", lines


DIALOGS = dict(dialogs())


@pytest.mark.parametrize("lines", DIALOGS.values(), ids=list(DIALOGS))
def test_a_dialog_goes_as_written(stage: Stage, lines: list[str]) -> None:
    """Turn by turn."""

    async def play(world: World) -> None:
        before = 0
        for line in lines:
            if line.startswith("<"):
                assert_holds(world.slack.said, before, line[2:])
                continue
            turn = TURN.fullmatch(line)
            assert turn, line
            before = len(world.slack.said)
            await take(world, turn["user"], turn["how"], turn["text"] or "")
            await world.idle()

    stage(play)


async def take(world: World, user: str, how: str, text: str) -> None:
    """One turn of somebody."""
    world.slack.channels |= {"D1"}
    if how == "mentions":
        await world.mention(text, user=user, thread_ts=THREAD)
    elif how == "in thread":
        await world.event("message_channel", text=text, user=user, thread_ts=THREAD)
    elif how == "directly":
        await world.direct(text, user=user)
    elif how == "agent":
        await world.direct(text, user=user, thread_ts=AGENT)
    elif how == "/remit":
        await world.command(text, user_id=user, response_url=world.slack.response_url(user))
    else:
        said = world.slack.said[-1]
        count = len(world.slack.said) + 1
        await world.press(said, text, user={"id": user}, container={"thread_ts": said.thread})
        await world.said(count)


def assert_holds(said: list[Said], before: int, expected: str) -> None:
    """One line of what must hold."""
    what, _, rest = expected.partition(": ")
    parts = [part.strip() for part in rest.split(";") if part.strip()]
    new = said[before:]
    if what == "nothing":
        assert new == []
    elif what == "never":
        assert not [part for part in parts if any(part in each.shown for each in said)]
    else:
        to = what.removeprefix("only ") if what != "everybody" else ""
        assert [each.to for each in new] == [to]
        for part in parts:
            assert part in new[0].shown.replace("\\", ""), new[0].shown
