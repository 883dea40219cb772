"""Whoever asks gets the library in force, and an ingest needs no restart."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from adapters.live_guide import LiveGuide
from knowledge.errors import IndexMissing
from tests.adapters.builders import ScriptedGuide


class Shelf:
    """Generations to open, and a clock to turn."""

    def __init__(self) -> None:
        """Begin with generation `g1` at second 0."""
        self.generation = "g1"
        self.now = 0.0
        self.looked = 0
        self.error: Exception | None = None
        self.opened: list[str] = []

    def name(self) -> str:
        """The current generation."""
        self.looked += 1
        return self.generation

    def open(self) -> ScriptedGuide:
        """A new guide, unless the generation is broken."""
        self.opened.append(self.generation)
        if self.error:
            raise self.error
        return ScriptedGuide()

    def clock(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def shelf() -> Shelf:
    """A shelf with one generation."""
    return Shelf()


@pytest.fixture
def live(shelf: Shelf) -> LiveGuide:
    """The guide over the shelf."""
    return LiveGuide(shelf.open, shelf.name, shelf.clock)


def test_the_guide_stays_while_the_generation_does(live: LiveGuide, shelf: Shelf) -> None:
    """Opening costs time, so it is done once."""
    first = live.current()
    shelf.now = 5

    assert live.current() is first
    assert shelf.opened == ["g1"]


def test_a_new_generation_is_opened(live: LiveGuide, shelf: Shelf) -> None:
    """The next question after an ingest sees the new library."""
    first = live.current()
    shelf.generation, shelf.now = "g2", 1.0

    assert live.current() is not first
    assert shelf.opened == ["g1", "g2"]


def test_the_generation_is_looked_at_once_a_second(live: LiveGuide, shelf: Shelf) -> None:
    """However many ask."""
    for now in (0.1, 0.5, 0.9, 1.0, 1.1, 1.9):
        shelf.now = now
        live.current()

    assert shelf.looked == 2


@pytest.mark.parametrize("error", [IndexMissing(Path("data")), OSError(5, "Input/output error")])
def test_a_generation_that_cannot_be_opened_leaves_the_old_one(
    live: LiveGuide, shelf: Shelf, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    """It is tried once and told once, and a later one is opened again."""
    first = live.current()
    shelf.generation, shelf.error = "g2", error
    with caplog.at_level(logging.WARNING):
        for now in (1.0, 2.0, 3.0):
            shelf.now = now
            assert live.current() is first
    shelf.generation, shelf.error, shelf.now = "g3", None, 4.0

    assert live.current() is not first
    assert shelf.opened == ["g1", "g2", "g3"]
    assert len(caplog.records) == 1


def test_there_is_no_guide_without_an_index(shelf: Shelf) -> None:
    """The server says so at its start, not at the first question."""
    shelf.error = IndexMissing(Path("data"))

    with pytest.raises(IndexMissing):
        LiveGuide(shelf.open, shelf.name, shelf.clock)


class Library:
    """A library opened for two audiences."""

    def __init__(self) -> None:
        """Build both guides."""
        self.everybodys, self.boards = ScriptedGuide(), ScriptedGuide()

    def of(self, groups: Iterable[str] = ()) -> Any:
        """The board's guide for the board, everybody's for others."""
        return self.boards if "board" in groups else self.everybodys


def test_an_asker_gets_the_guide_of_their_groups(shelf: Shelf) -> None:
    """Also after an ingest; without groups it is everybody's."""
    opened: list[Library] = []

    def open_current() -> Library:
        opened.append(Library())
        return opened[-1]

    live = LiveGuide(open_current, shelf.name, shelf.clock)
    assert live.current() is live.current(("sales",))
    assert id(live.current()) == id(opened[0].everybodys)
    assert id(live.current(("board",))) == id(opened[0].boards)

    shelf.generation, shelf.now = "g2", 1.0
    assert id(live.current(("board",))) == id(opened[1].boards)
    assert id(live.current()) == id(opened[1].everybodys)
