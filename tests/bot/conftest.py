"""Guides over real libraries, with the model that ships; each is built once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.bootstrap import ingest_library, open_guide
from bot.guide import Guide
from knowledge.embedding import MiniLM
from knowledge.index import Index
from knowledge.settings import SHIPPED_LIBRARY, KnowledgeSettings
from knowledge.snapshot import open_index
from tests.bot.small_library import FILES


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    """The model that ships."""
    return MiniLM()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Guide:
    """A guide over the library that ships."""
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("shipped"))
    ingest_library([SHIPPED_LIBRARY], settings, minilm)
    return open_guide(settings, minilm)


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> KnowledgeSettings:
    """Settings with an index of the small library."""
    folder = tmp_path_factory.mktemp("small-library")
    write(folder, FILES)
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("small"), library=folder)
    ingest_library([folder], settings, minilm)
    return settings


@pytest.fixture(scope="session")
def small_index(small_settings: KnowledgeSettings, minilm: MiniLM) -> Index:
    """The index of the small library."""
    return open_index(small_settings, minilm.name)


@pytest.fixture(scope="session")
def small(small_settings: KnowledgeSettings, minilm: MiniLM) -> Guide:
    """A guide over the small library."""
    return open_guide(small_settings, minilm)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Put files into a folder."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
