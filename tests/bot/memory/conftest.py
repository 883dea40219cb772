"""An empty memory in SQLite and one on a real PostgreSQL; every contract test runs on both."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.memory.opening import Memory, open_memory
from tests.bot.memory.cluster import Cluster, why_not


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server; each test has a database of its own on it."""
    if reason := why_not():
        pytest.skip(reason)
    server = Cluster()
    yield server
    server.stop()


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path}/memory/remit.db"


@pytest.fixture
def postgresql_address(cluster: Cluster) -> str:
    """The address of an empty database."""
    return cluster.database(f"remit_{secrets.token_hex(4)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_address")
    return found


@pytest.fixture
def memory(address: str) -> Iterator[Memory]:
    """An open memory that holds nothing."""
    opened = open_memory(address)
    yield opened
    opened.close()


@pytest.fixture
def other(memory: Memory, address: str) -> Iterator[Memory]:
    """The same memory as another replica has it open."""
    del memory
    opened = open_memory(address)
    yield opened
    opened.close()
