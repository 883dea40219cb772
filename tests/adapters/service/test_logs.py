"""The log says what the bot does, and of other packages only what is wrong."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from adapters.service import logs
from adapters.settings import LogSettings
from bot.memory.opening import open_memory


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Where a server's log is written; afterwards logging is as it was."""
    monkeypatch.setattr("sys.stderr", io.StringIO())
    root = logging.getLogger()
    changed = {each: each.level for each in (root, *map(logging.getLogger, logs.OURS))}
    root.handlers.clear()  # or they would be closed
    logs.configure(LogSettings())
    (own,) = root.handlers
    yield cast(io.StringIO, sys.stderr)
    root.removeHandler(own)
    for logger, level in changed.items():
        logger.setLevel(level)


def test_the_first_start_is_quiet(tmp_path: Path, written: io.StringIO) -> None:
    """Making the tables is nothing that somebody has to look at."""
    open_memory(f"sqlite:///{tmp_path}/remit.db").close()

    assert not written.getvalue()


def test_what_the_bot_does_is_said(written: io.StringIO) -> None:
    """Its own packages are heard from level INFO on."""
    logging.getLogger("adapters.server").info("Remit answers on %s", "port 1")
    logging.getLogger("adapters.server").debug("in passing")

    assert written.getvalue().endswith("INFO adapters.server Remit answers on port 1\n")


def test_of_others_warnings_are_told_without_their_words(
    written: io.StringIO,
) -> None:
    """They may quote what somebody wrote."""
    logging.getLogger("somebody.else").info("I begin")
    logging.getLogger("somebody.else").warning("cannot parse: %s", "am I being fired")

    (line,) = written.getvalue().splitlines()
    assert "WARNING somebody.else something to see at" in line
    assert "fired" not in line
