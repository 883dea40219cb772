"""Worker processes answer as the server itself does, and nobody notices when one dies."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from typing_extensions import override

from adapters.live_guide import LiveGuide
from adapters.service.desk import Desk, Told
from adapters.service.workers import Workers
from adapters.settings import LogSettings
from bot.bootstrap import ingest_library, open_guides
from bot.memory.opening import open_memory
from bot.model import Asker, Question, Status
from knowledge.embedding import MiniLM, Reading
from knowledge.settings import KnowledgeSettings
from tests.adapters.service.builders import asked, until

BAKER = """# Baker

## Mission
The baker keeps the ovens hot and bakes bread for the whole village.

## Decision rights
- The baker may order flour alone.
"""
QUESTION = "what does the baker do?"


@pytest.fixture
def place(tmp_path: Path) -> KnowledgeSettings:
    """An index of one role."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "baker.md").write_text(BAKER, encoding="utf-8")
    settings = KnowledgeSettings(data_dir=tmp_path / "data")
    ingest_library([folder], settings)
    return settings


class Unused(MiniLM):
    """A model that nobody should have loaded."""

    @override
    def read(self, texts: Sequence[str]) -> list[Reading]:
        raise AssertionError(texts)


@asynccontextmanager
async def employing(
    place: KnowledgeSettings, model: MiniLM | None = None
) -> AsyncIterator[tuple[Desk, Workers]]:
    """A desk at work with one worker, which is ready."""
    guides = open_guides(place, model)
    memory = open_memory(f"sqlite:///{place.data_dir / 'remit.db'}")
    desk = Desk(LiveGuide(lambda: guides, lambda: "g1"), memory)
    workers = Workers(1, place, LogSettings())
    desk.employ(workers)
    await desk.start()
    try:
        await until(lambda: workers.is_ready)
        yield desk, workers
    finally:
        await desk.drain()
        desk.close()
        memory.close()


def test_a_worker_tells_what_the_server_would(place: KnowledgeSettings) -> None:
    """Which process answers is nobody's business; stops are counted and the receipt is kept."""

    async def play() -> tuple[Told, Told, str, bool]:
        async with employing(place) as (desk, _):
            by_worker = await desk.ask(asked(QUESTION, conversation=""))
            counted = desk.metrics.exposed().decode()
            kept = desk.memory.receipts.get(by_worker.reference)
            by_thread = await desk.ask(
                asked(QUESTION, conversation=""),
                lambda guide: guide.answer(Question(QUESTION, asker=Asker("slack:T1:U1"))),
            )
            return by_worker, by_thread, counted, kept is not None

    by_worker, by_thread, counted, kept = asyncio.run(play())
    assert by_worker == by_thread
    assert by_worker.answer.status is Status.ANSWERED
    assert 'remit_stage_seconds_count{stage="ground"} 1.0' in counted
    assert kept


def test_a_server_whose_worker_answers_does_without_a_model_of_its_own(
    place: KnowledgeSettings,
) -> None:
    """It would hold as much memory as the worker; it is ready as soon as the worker is."""

    async def play() -> Status:
        async with employing(place, Unused()) as (desk, _):
            await desk.warm_up()
            return (await desk.ask(asked(QUESTION))).answer.status

    assert asyncio.run(play()) is Status.ANSWERED


def test_a_question_survives_the_death_of_its_worker(place: KnowledgeSettings) -> None:
    """The server answers by itself until another worker is there."""

    async def play() -> tuple[Status, bool]:
        async with employing(place) as (desk, workers):
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
            told = await desk.ask(asked(QUESTION))
            await until(lambda: workers.is_ready)
            return told.answer.status, workers.is_ready

    assert asyncio.run(play()) == (Status.ANSWERED, True)
