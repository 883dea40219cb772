"""SQLite: a file beside the index, for one replica, and nothing to install.

SQLite takes one writer at a time. All writes of a process share one connection, so that they queue
in memory for fractions of a millisecond, instead of trying again and again for the file's lock;
readers have connections of their own and wait for nobody (write-ahead log).
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL

from bot.memory.database import PATIENCE_S, Database, name_failures
from bot.memory.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseReadOnly,
    MemoryProblem,
    NotADatabase,
    PlaceWrong,
)

AGAIN_S = 0.02
"""Until a file that another process is opening is tried again."""

PRAGMAS = (
    # A killed process loses nothing. A power cut may take what was written just before it.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    # What is forgotten is overwritten, not merely unlinked.
    "PRAGMA secure_delete=ON",
)


def open_file(url: URL, file: Path) -> Database:
    """The database in a file; the file and its folder are made where they are missing.

    Raises:
        PlaceWrong: the file or its folder cannot be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)  # people's questions are nobody else's business
    except OSError as error:
        raise PlaceWrong(file, error.strerror or str(error)) from error
    where = f"The database {file}"
    timeout = {"timeout": PATIENCE_S}
    writer = create_engine(
        url, connect_args=timeout, pool_size=1, max_overflow=0, pool_timeout=PATIENCE_S
    )
    reader = create_engine(url, connect_args=timeout, isolation_level="AUTOCOMMIT")
    event.listen(writer, "connect", _prepare)
    event.listen(writer, "begin", _begin)
    for engine in (writer, reader):
        name_failures(engine, lambda error: _named(error, file, where))
    return Database(where, reader, writer)


def empty_log(database: Database) -> None:
    """Bring the write-ahead log into the file and cut it off: it holds what was just deleted.

    Readers that are under way may keep part of it; a later call or SQLite itself then does it.
    """
    with database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Take transactions into our own hands, and set what SQLite sets for each connection."""
    connection.isolation_level = None
    _write_ahead(connection)
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have the file keep a write-ahead log, as it does from the first time on.

    SQLite's own timeout does not hold for this: of several processes that open a new file at once
    all but one are told at once that it is locked.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
            time.sleep(AGAIN_S)
        else:
            return


def _begin(connection: Connection) -> None:
    """Ask for the write lock at once: it cannot be had half-way, once others have written."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _named(error: BaseException, file: Path, where: str) -> MemoryProblem | None:
    """What SQLite's error means; None for an error of ours, such as a key that is there."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(where)
        case sqlite3.SQLITE_FULL:
            return DatabaseFull(where)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return DatabaseReadOnly(where)
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return NotADatabase(where)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return PlaceWrong(file, str(error))
        case _:
            return None
