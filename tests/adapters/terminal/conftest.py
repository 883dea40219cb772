"""A small library of two sibling roles, its index, and the command line to ask them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.terminal.main import remit
from bot.bootstrap import ingest_library
from knowledge.settings import KnowledgeSettings
from tests.adapters.terminal.builders import Run, write_library


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library; nobody changes it."""
    return write_library(tmp_path_factory.mktemp("harbour") / "roles")


@pytest.fixture(scope="session")
def harbour_data(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the library's index; nobody changes it."""
    data_dir = tmp_path_factory.mktemp("data")
    ingest_library([harbour], KnowledgeSettings(data_dir=data_dir))
    return data_dir


@pytest.fixture
def settings(
    harbour: Path, harbour_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    """An environment that names the library and its index; further settings may be added."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REMIT_LIBRARY", str(harbour))
    monkeypatch.setenv("REMIT_DATA_DIR", str(harbour_data))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


@pytest.fixture
def run(settings: pytest.MonkeyPatch) -> Run:
    """The command line in this process, with these arguments; never raises what it should tell."""
    del settings

    def call(*arguments: str | Path, color: bool = False) -> Result:
        args: Sequence[str] = [str(argument) for argument in arguments]
        return CliRunner().invoke(remit, args, prog_name="remit", color=color)

    return call
