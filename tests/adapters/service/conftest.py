"""A PostgreSQL for the tests that replicas share a database in."""

from __future__ import annotations

from tests.bot.memory.conftest import cluster, postgresql_address

__all__ = ["cluster", "postgresql_address"]
