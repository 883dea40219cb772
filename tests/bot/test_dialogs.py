"""The conversations of `tests/dialogs` go as they are written there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """One conversation; `name` is its file and line, `library` that over which it goes."""

    name: str
    library: str = "shipped"
    role: str = ""
    turns: list[Turn] = field(default_factory=list)


def dialogs_in(text: str, name: str, library: str = "shipped") -> Iterator[Dialog]:
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
        dialog = dialog or Dialog(f"{name}:{number}", library)
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
        ValueError: it begins with no status, `verdict`, `roles`, `only` or `never`.
    """
    what, _, rest = expected.partition(":")
    said = answer.text.lower()
    if what == "roles":
        assert {citation.role for citation in answer.citations} == set(parts(rest)), answer.text
    elif what == "only":
        assert {citation.role for citation in answer.citations} <= set(parts(rest)), answer.text
        assert answer.status in {Status.ANSWERED, Status.ABSTAINED}, answer.text
    elif what == "verdict":
        assert_decides(answer, parts(rest))
    elif what == "never":
        assert not [part for part in parts(rest) if part.lower() in said], answer.text
    else:
        assert answer.status is Status(what), answer.text
        for fact in parts(rest):
            assert any(one.strip().lower() in said for one in fact.split("|")), answer.text


def assert_decides(answer: Answer, expected: Sequence[str]) -> None:
    """The verdict's level, role and approver, as far as they are given; none if none is."""
    verdict = answer.verdict
    told = (verdict.level, verdict.role, verdict.approver) if verdict else ()
    assert told[: len(expected) or None] == tuple(expected), answer.text


DIALOGS = [
    dialog
    for folder, library in ((FOLDER, "shipped"), (FOLDER / "small", "small"))
    for file in sorted(folder.glob("*.txt"))
    for dialog in dialogs_in(file.read_text(encoding="utf-8"), file.stem, library)
]


@pytest.mark.parametrize("dialog", DIALOGS, ids=[dialog.name for dialog in DIALOGS])
def test_a_dialog_goes_as_written(request: pytest.FixtureRequest, dialog: Dialog) -> None:
    """Turn by turn, each with the turns before it."""
    guide: Guide = request.getfixturevalue(dialog.library)
    history: tuple[str, ...] = ()
    for turn in dialog.turns:
        answer = guide.answer(Question(turn.text, history, Asker("u1", role=dialog.role)))

        assert_keeps_contract(guide, answer)
        for expected in turn.expected:
            assert_holds(answer, expected)
        history = (*history, turn.text)


def test_there_are_dialogs_and_each_turn_expects_something() -> None:
    """A file that is misread must not pass for one that holds."""
    assert {dialog.library for dialog in DIALOGS} == {"shipped", "small"}
    assert len(DIALOGS) > 10
    assert all(dialog.turns and all(turn.expected for turn in dialog.turns) for dialog in DIALOGS)


@pytest.mark.parametrize("line", ["< answered", "? what", "answered", "<answered"])
def test_a_line_that_is_none_of_the_format_is_an_error(line: str) -> None:
    """Also an expectation before any question."""
    with pytest.raises(ValueError, match="odd:1"):
        list(dialogs_in(line, "odd"))
