"""The conversations of `dialogs/` go as they are written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.guides import Guides
from tests.adapters.teams.office import Office, at, texts

FILE = Path(__file__).parent / "dialogs" / "talks.txt"
SIGNS = ("@", ">", "*", "<", "=", "[]", "!", "#")


@dataclass(slots=True)
class Talk:
    """One conversation: signs with what stands after them."""

    number: int
    lines: list[tuple[str, str]] = field(default_factory=list)


def talks_in(text: str) -> Iterator[Talk]:
    """The conversations of a text.

    Raises:
        ValueError: a line has none of the signs.
    """
    talk = Talk(1)
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        sign, _, rest = line.partition(" ")
        if line and sign not in SIGNS:
            raise ValueError(f"{number}: {line}")
        if line:
            talk.lines.append((sign, rest))
        elif talk.lines:
            yield talk
            talk = Talk(number + 1)


TALKS = list(talks_in(FILE.read_text(encoding="utf-8")))


def parts(text: str) -> list[str]:
    """What stands between semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def shown(sign: str, message: dict[str, Any]) -> str:
    """What a line looks at."""
    if sign == "<":
        return str(message["text"])
    if sign == "=":
        cards = message.get("attachments", [])
        return " ".join(texts(cards)) + str([_titles(card["content"]) for card in cards])
    return str(message.get("entities", "")) if sign == "[]" else str(message)


def _titles(card: dict[str, Any]) -> list[str]:
    """What the buttons of a card say."""
    sets = [element.get("actions", ()) for element in card["body"]]
    return [action["title"] for actions in sets for action in actions]


@pytest.mark.parametrize("talk", TALKS, ids=[f"line {talk.number}" for talk in TALKS])
def test_a_talk_goes_as_written(guides: Guides, talk: Talk) -> None:
    """Message by message, over HTTP."""

    async def play(office: Office) -> None:
        place, message = "personal", dict[str, Any]()
        for sign, rest in talk.lines:
            if sign == "@":
                place = rest
            elif sign == ">":
                message = await office.ask(rest, f"{place}_message")
            elif sign == "*":
                before = len(office.connector.messages)
                value = {"action": _button(message, rest)}
                await office.post(office.recorded("button_executed", value=value))
                message = (await office.connector.wait_for(before + 1))[before]
            elif sign == "!":
                assert not [part for part in parts(rest) if part in shown(sign, message)]
            elif sign != "#":
                for part in parts(rest):
                    assert part in shown(sign, message), message

    at(guides, play)


def _button(message: dict[str, Any], title: str) -> dict[str, Any]:
    """The button of that title."""
    for attachment in message["attachments"]:
        for element in attachment["content"]["body"]:
            for action in element.get("actions", ()):
                if action["title"] == title:
                    pressed: dict[str, Any] = action
                    return pressed
    raise AssertionError(f"no button “{title}”")


def test_there_are_talks_and_each_expects_something() -> None:
    """A file that is misread must not pass for one that holds."""
    assert len(TALKS) >= 7
    for talk in TALKS:
        assert {"<", "=", "!"} & {sign for sign, _ in talk.lines}


def test_a_line_that_is_none_of_the_format_is_an_error() -> None:
    """So that no expectation is passed over."""
    with pytest.raises(ValueError, match=r"1: \? what"):
        list(talks_in("? what"))
