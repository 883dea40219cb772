"""Each audience has a guide of its own, built once; where nothing is restricted there is one."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import cast
from weakref import ref

import pytest

from bot.bootstrap import ingest_library, open_guide, open_guides
from bot.finding import Finder
from bot.guide import Guide
from bot.guides import MOST, Guides
from bot.model import Question, Status
from knowledge.audience import Access, Restriction
from knowledge.embedding import MiniLM
from knowledge.settings import KnowledgeSettings
from tests.fakes import WordsEmbedder
from tests.restricted import CANARIES, OPEN, QUESTIONS, RESTRICTED, write


class Workshop:
    """Builds stand-ins for guides, and remembers for whom."""

    def __init__(self) -> None:
        """Begin idle; builders wait for `open`."""
        self.built: list[frozenset[str]] = []
        self.open = Event()
        self.open.set()
        self.at_work = Event()

    def build(self, groups: frozenset[str]) -> Guide:
        """Something that is not anything else."""
        self.built.append(groups)
        self.at_work.set()
        assert self.open.wait(10)
        return cast(Guide, object())


def access(*audiences: str) -> Access:
    """Documents for these audiences, groups parted by blanks."""
    found = {a: (Restriction(0, 1, frozenset(a.split())),) for a in audiences}
    return Access(found)


def test_without_restrictions_there_is_one_guide() -> None:
    """Whoever asks, and however many groups they are in."""
    workshop = Workshop()
    guides = Guides(workshop.build, Access())

    assert guides.of() is guides.of(["hr"]) is guides.of(["a", "b"])
    assert workshop.built == [frozenset()]


def test_groups_that_nothing_is_restricted_to_do_not_count() -> None:
    """Nor does how a group's name is written."""
    workshop = Workshop()
    guides = Guides(workshop.build, access("hr"))

    assert guides.of(["sales"]) is guides.of(())
    assert guides.of(["hr"]) is guides.of([" HR", "sales"]) is not guides.of(())
    assert len(workshop.built) == 2


def test_who_sees_the_same_shares_a_guide() -> None:
    """Managers and HR, where both are always admitted together."""
    workshop = Workshop()
    guides = Guides(workshop.build, access("hr managers", "board"))

    assert guides.of(["hr"]) is guides.of(["managers"]) is guides.of(["managers", "hr"])
    assert guides.of(["board"]) is not guides.of(["hr"])
    assert guides.of(["board", "hr"]) is not guides.of(["board"])


def test_an_audience_of_nobody_admits_nobody() -> None:
    """Not even somebody in a group without a name."""
    guides = Guides(Workshop().build, Access({"a": (Restriction(0, 1, frozenset()),)}))

    assert guides.of([""]) is guides.of(())


def test_only_the_latest_audiences_are_kept() -> None:
    """However many there are, memory has a bound; everybody's guide stays."""
    workshop = Workshop()
    names = [f"g{n}" for n in range(MOST + 1)]
    guides = Guides(workshop.build, access(*names))
    everybodys = guides.of()
    for name in names:
        guides.of([name])
    guides.of(names[1:2])
    assert len(workshop.built) == 1 + len(names)

    guides.of(names[:1])
    assert len(workshop.built) == 2 + len(names)
    assert guides.of() is everybodys


def test_a_guide_that_is_being_built_holds_nobody_else_up() -> None:
    """And two who want the same wait for one building."""
    workshop = Workshop()
    guides = Guides(workshop.build, access("hr"))
    workshop.open.clear()
    workshop.at_work.clear()
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(guides.of, ["hr"]) for _ in range(2)]
        assert workshop.at_work.wait(10)
        assert guides.of() is guides.of(["sales"])
        workshop.open.set()
        first, second = (future.result(10) for future in waiting)

    assert first is second
    assert len(workshop.built) == 2


def test_a_library_that_nobody_may_see_is_silent(tmp_path: Path) -> None:
    """It answers, and says that it has nothing."""
    folder = write(tmp_path / "roles", {"director.md": RESTRICTED["director.md"]})
    settings = KnowledgeSettings(data_dir=tmp_path / "data")
    ingest_library([folder], settings, WordsEmbedder())
    guide = open_guide(settings, WordsEmbedder())

    for text in QUESTIONS:
        assert guide.answer(Question(text)).status is not Status.ANSWERED
    assert guide.who("sell the quay").status is Status.ABSTAINED


def test_settings_close_at_the_next_start_without_an_ingest(tmp_path: Path) -> None:
    """An operator who finds something open must not have to wait for it."""
    settings = KnowledgeSettings(data_dir=tmp_path / "data")
    ingest_library([write(tmp_path / "roles", OPEN)], settings, WordsEmbedder())
    closed = settings.model_copy(update={"audience": {"pilot*": ["crew"]}})
    guides = open_guides(closed, WordsEmbedder())

    assert [role.title for role in guides.of().library.roles] == ["Harbour Keeper"]
    assert len(guides.of(["crew"]).library.roles) == 2


@pytest.mark.parametrize(("name", "lines"), [("broken.md", 1), ("director.md", 0)])
def test_ingest_tells_of_an_audience_that_cannot_be_read(
    tmp_path: Path, name: str, lines: int
) -> None:
    """One line a document, each time; the others are indexed all the same."""
    folder = write(tmp_path / "roles", {**OPEN, name: RESTRICTED[name]})
    settings = KnowledgeSettings(data_dir=tmp_path / "data")
    ingest_library([folder], settings, WordsEmbedder())
    report = ingest_library([folder], settings, WordsEmbedder())

    assert [error.path for error in report.errors] == [name] * lines
    told = " ".join(map(str, report.errors)).casefold()
    assert not any(canary in told for canary in CANARIES)
    assert len(open_guide(settings, WordsEmbedder()).library.documents) == len(OPEN)


def test_a_library_that_was_replaced_is_let_go(
    small_settings: KnowledgeSettings, minilm: MiniLM
) -> None:
    """A server opens many generations, and its collector of garbage looks at none of them."""
    guide = open_guide(small_settings, minilm)
    first, second = (role.title for role in guide.library.roles[:2])
    for text in (
        f"may a {first} buy a boat?",
        "who may buy a boat?",
        f"compare {first} and {second}",
    ):
        guide.answer(Question(text))
    held = ref(cast(Finder, guide.finder)._index.vectors)
    gc.disable()
    try:
        del guide
        assert held() is None
    finally:
        gc.enable()
