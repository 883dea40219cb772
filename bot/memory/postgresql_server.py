"""PostgreSQL: a server that several replicas share."""

from __future__ import annotations

import psycopg
from psycopg import errors as server
from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from bot.memory.database import PATIENCE_S, Database, name_failures
from bot.memory.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    MemoryProblem,
)


def open_server(url: URL) -> Database:
    """The database on a server; no connection is made yet.

    A connection that broke off while nobody used it, as when the server was started anew, is
    replaced before use.
    """
    where = f"The database {url.render_as_string(hide_password=True)}"
    writer = create_engine(
        url,
        connect_args={"connect_timeout": PATIENCE_S},
        pool_pre_ping=True,
        pool_timeout=PATIENCE_S,
    )
    name_failures(writer, lambda error: _named(error, where))
    reader = writer.execution_options(isolation_level="AUTOCOMMIT")
    return Database(where, reader, writer)


def _named(error: BaseException, where: str) -> MemoryProblem | None:
    """What the server's or the driver's error means; None for an error of ours."""
    match error:
        case server.DiskFull():
            return DatabaseFull(where)
        case server.ReadOnlySqlTransaction() | server.InsufficientPrivilege():
            return DatabaseReadOnly(where)
        case server.LockNotAvailable() | server.DeadlockDetected():
            return DatabaseBusy(where)
        case psycopg.OperationalError():
            return DatabaseUnreachable(where, " ".join(str(error).split()))
        case _:
            return None
