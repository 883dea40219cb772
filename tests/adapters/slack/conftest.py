"""Guides over a small harbour, part of which is not for everybody; built once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.live_guide import Audiences
from bot.bootstrap import ingest_library, open_guides
from bot.guides import Guides
from knowledge.embedding import MiniLM
from knowledge.settings import KnowledgeSettings
from tests.adapters.slack.world import World, world
from tests.restricted import OPEN, RESTRICTED, write

GROUPS = {"board": ["slack:UBOARD"], "hr": ["hr@example.org", "slack-group:SHR"]}

Play = Callable[[World], Awaitable[None]]
Stage = Callable[..., None]


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    """The guides."""
    folder = write(tmp_path_factory.mktemp("harbour"), OPEN | RESTRICTED)
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("index"), library=folder)
    model = MiniLM()
    ingest_library([folder], settings, model)
    return open_guides(settings, model)


@pytest.fixture
def stage(harbour: Guides, tmp_path: Path) -> Stage:
    """Plays a scene in a workspace with the app: `stage(play, setting=…)`."""

    def on_stage(play: Play, guide: Audiences | None = None, **settings: Any) -> None:
        async def scene() -> None:
            async with world(guide or harbour, tmp_path, GROUPS, **settings) as here:
                await play(here)

        asyncio.run(scene())

    return on_stage
