"""One door to the database: reads, writes, and what stores need to know of the dialect.

What differs between the two databases when they are opened stands in `sqlite_file` and
`postgresql_server`. Whatever their drivers raise leaves here as one of `bot.memory.errors`, also
long after opening, when a disk fills up or a server is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Interval,
    Table,
    bindparam,
    delete,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.sql import ColumnElement

from bot.memory.errors import DatabaseBusy, MemoryProblem
from bot.memory.tables import Moment

BATCH = 500
"""Rows deleted in one transaction."""

LEASE = "lease"
"""The name under which the end of a lease is given to a statement."""

PATIENCE_S = 10
"""How long a write waits for others' writes, and how long connecting may take."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, and what to call it in a sentence. Threads may share it."""

    where: str
    reader: Engine
    writer: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; else it is PostgreSQL."""
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which each statement sees what is committed when it begins."""
        with self._patiently(), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: committed when the block ends, and not at all if it raises."""
        with self._patiently(), self.writer.begin() as connection:
            yield connection

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can be told what to do about a row that is there already."""
        return inserting(table, is_sqlite=self.is_sqlite)

    def delete_in_batches(
        self, table: Table, key: ColumnElement[Any], *conditions: ColumnElement[bool]
    ) -> int:
        """Drop the rows of which all conditions hold; how many.

        It takes many short transactions, so that an event that comes in never waits for long.
        """
        some = select(key).where(*conditions).limit(BATCH)
        dropping = delete(table).where(key.in_(some), *conditions)
        dropped = 0
        while True:
            with self.writing() as connection:
                gone = connection.execute(dropping).rowcount
            dropped += gone
            if not gone:
                return dropped

    def clock(self, after_s: float = 0) -> ColumnElement[datetime]:
        """The time that all replicas share, or some seconds after it.

        On PostgreSQL it is the server's: replicas whose clocks differ still agree on a lease.
        """
        if self.is_sqlite:
            return literal(datetime.now(UTC) + timedelta(seconds=after_s), Moment)
        return func.now(type_=Moment) + literal(timedelta(seconds=after_s))

    def lease(self, lease_s: float) -> datetime | timedelta:
        """The value of `LEASE` in a statement that was built once, see `lease_end`."""
        after = timedelta(seconds=lease_s)
        return datetime.now(UTC) + after if self.is_sqlite else after

    def close(self) -> None:
        """Give all connections back."""
        self.reader.dispose()
        self.writer.dispose()

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """Name it when no connection became free in time."""
        try:
            yield
        except PoolTimeout as error:
            raise DatabaseBusy(self.where) from error


def inserting(table: Table, *, is_sqlite: bool) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of a dialect that can be told what to do about a row that is there already."""
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


def lease_end(*, is_sqlite: bool) -> ColumnElement[datetime]:
    """The end of a lease in a statement that is built once; `Database.lease` gives its value.

    Building a statement costs more than carrying it out, so those of every event are kept.
    """
    if is_sqlite:
        return bindparam(LEASE, type_=Moment)
    return func.now(type_=Moment) + bindparam(LEASE, type_=Interval)


def name_failures(engine: Engine, name: Callable[[BaseException], MemoryProblem | None]) -> None:
    """Have an engine raise what `name` makes of a driver's error; None leaves it as it is."""

    def translate(context: ExceptionContext) -> None:
        problem = name(context.original_exception)
        if problem:
            raise problem from context.original_exception

    event.listen(engine, "handle_error", translate)
