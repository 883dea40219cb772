"""A PostgreSQL for the tests that replicas share a database in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

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
def postgresql_address(cluster: Cluster) -> str:
    """The address of an empty database."""
    return cluster.database(f"remit_{secrets.token_hex(4)}")
