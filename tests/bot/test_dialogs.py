"""The conversations of `tests/dialogs` go as they are written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.guide import Guide
from bot.model import Answer, Asker, Question, Status
from tests.bot.checks import assert_keeps_contract

FOLDER = Path(__file__).resolve().parents[1] / "dialogs"


@dataclass(slots=True)
class Turn:
    """What was typed, and the lines that say what must hold for the answer."""

    text: str
    expected: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Dialog:
    """One conversation; `name` is its file and line."""

    name: str
    role: str = ""
    turns: list[Turn] = field(default_factory=list)


def dialogs_in(text: str, name: str) -> Iterator[Dialog]:
    """The conversations of a file's text.

    Raises:
        ValueError: a line is none of those that the folder's README lists.
    """
    dialog: Dialog | None = None
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        sign, _, rest = line.partition(" ")
        if not line:
            if dialog:
                yield dialog
            dialog = None
            continue
        dialog = dialog or Dialog(f"{name}:{number}")
        if sign == "@":
            dialog.role = rest
        elif sign == ">":
            dialog.turns.append(Turn(rest))
        elif sign == "<" and dialog.turns:
            dialog.turns[-1].expected.append(rest)
        elif sign != "#":
            raise ValueError(f"{name}:{number}: {line}")


def parts(text: str) -> list[str]:
    """What stands between semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def assert_holds(answer: Answer, expected: str) -> None:
    """One line of what must hold.

    Raises:
        ValueError: it begins with no status, `roles`, `only` or `never`.
    """
    what, _, rest = expected.partition(":")
    said = answer.text.lower()
    if what == "roles":
        assert {citation.role for citation in answer.citations} == set(parts(rest)), answer.text
    elif what == "only":
        assert {citation.role for citation in answer.citations} <= set(parts(rest)), answer.text
        assert answer.status in {Status.ANSWERED, Status.ABSTAINED}, answer.text
    elif what == "never":
        assert not [part for part in parts(rest) if part.lower() in said], answer.text
    else:
        assert answer.status is Status(what), answer.text
        for fact in parts(rest):
            assert any(one.strip().lower() in said for one in fact.split("|")), answer.text


DIALOGS = [
    dialog
    for file in sorted(FOLDER.glob("*.txt"))
    for dialog in dialogs_in(file.read_text(encoding="utf-8"), file.stem)
]


@pytest.mark.parametrize("dialog", DIALOGS, ids=[dialog.name for dialog in DIALOGS])
def test_a_dialog_goes_as_written(shipped: Guide, dialog: Dialog) -> None:
    """Turn by turn, each with the turns before it."""
    history: tuple[str, ...] = ()
    for turn in dialog.turns:
        answer = shipped.answer(Question(turn.text, history, Asker("u1", role=dialog.role)))

        assert_keeps_contract(shipped, answer)
        for expected in turn.expected:
            assert_holds(answer, expected)
        history = (*history, turn.text)


def test_there_are_dialogs_and_each_turn_expects_something() -> None:
    """A file that is misread must not pass for one that holds."""
    assert len(DIALOGS) > 10
    assert all(dialog.turns and all(turn.expected for turn in dialog.turns) for dialog in DIALOGS)


@pytest.mark.parametrize("line", ["< answered", "? what", "answered", "<answered"])
def test_a_line_that_is_none_of_the_format_is_an_error(line: str) -> None:
    """Also an expectation before any question."""
    with pytest.raises(ValueError, match="odd:1"):
        list(dialogs_in(line, "odd"))
