"""From an address to `Memory`: connects, brings the tables up to date, and forgets when asked.

    memory = open_memory("sqlite:////var/lib/remit/remit.db")

All calls block, and threads may share everything here. Any of them may raise a `MemoryProblem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, exists, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.memory.conversations import Conversations
from bot.memory.database import Database
from bot.memory.errors import AddressWrong
from bot.memory.inbox import Inbox
from bot.memory.migrating import migrate
from bot.memory.model import Receipt
from bot.memory.people import Installations, Profiles
from bot.memory.receipts import Feedback, Receipts
from bot.memory.sqlite_file import empty_log, open_file
from bot.memory.tables import profiles, receipts, turns, votes


@dataclass(frozen=True, slots=True)
class Memory:
    """What the service remembers, each kind in its store."""

    inbox: Inbox
    conversations: Conversations
    receipts: Receipts
    feedback: Feedback
    profiles: Profiles
    installations: Installations
    database: Database

    def check(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            MemoryProblem: it gives none; the message says what to do.
        """
        with self.database.reading() as connection:
            connection.execute(select(1))

    def write_down(self, receipt: Receipt) -> None:
        """Keep what an asker said, where it has a conversation, and the receipt of its answer."""
        with self.database.writing() as connection:
            if receipt.conversation:
                self.conversations.add_on(
                    connection, receipt.conversation, receipt.asker, receipt.question, receipt.at
                )
            self.receipts.add_on(connection, receipt)

    def forget(self, asker: str) -> None:
        """Drop everything of an asker: turns, receipts, votes, and their role.

        Nothing of it is left in the file. An event that is being answered loses its payload when
        it is done, as all events do.
        """
        with self.database.writing() as connection:
            for table in (turns, votes, receipts, profiles):
                connection.execute(delete(table).where(table.c.asker == asker))
        self._overwrite()

    def expire(self, before: datetime) -> int:
        """Drop turns, receipts with their votes, votes and finished events from before; how many.

        The role of an asker goes too if it was given before then and nothing else of them is left.
        Events that are unfinished stay, however old.
        """
        dropped = self.inbox.forget_done(before)
        for table, key in (
            (turns, turns.c.number),
            (votes, votes.c.reference),
            (receipts, receipts.c.reference),
        ):
            dropped += self.database.delete_in_batches(table, key, table.c.at < before)
        heard_of = [
            exists().where(table.c.asker == profiles.c.asker) for table in (turns, receipts)
        ]
        dropped += self.database.delete_in_batches(
            profiles, profiles.c.asker, profiles.c.at < before, *(~each for each in heard_of)
        )
        self._overwrite()
        return dropped

    def close(self) -> None:
        """Give all connections back; nothing may be called after this."""
        self.database.close()

    def _overwrite(self) -> None:
        """Leave nothing in SQLite's log of what was dropped; PostgreSQL vacuums in its own time."""
        if self.database.is_sqlite:
            empty_log(self.database)


def open_memory(address: str) -> Memory:
    """The memory in a database, which is made or brought up to date first.

    `address` is `sqlite:///…` (SQLAlchemy's form: three slashes and the path, so four for an
    absolute one) or `postgresql+psycopg://…`.

    Raises:
        AddressWrong: the address is of neither form.
        PlaceWrong: SQLite's file cannot be made or opened.
        NotADatabase: the file is something else.
        DatabaseNewer: a newer version has written to it.
        DatabaseUnreachable, DatabaseReadOnly, DatabaseFull, DatabaseBusy: as they say.
    """
    database = _connect(address)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Memory(
        inbox=Inbox(database),
        conversations=Conversations(database),
        receipts=Receipts(database),
        feedback=Feedback(database),
        profiles=Profiles(database),
        installations=Installations(database),
        database=database,
    )


def _connect(address: str) -> Database:
    """The database behind an address; nothing is read or written yet."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise AddressWrong from error
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite" if url.database and url.database != ":memory:":
            return open_file(url, Path(url.database))
        case "postgresql+psycopg":
            # Half of SQLite's users have no use for its driver.
            from bot.memory.postgresql_server import open_server  # noqa: PLC0415

            return open_server(url)
        case _:
            raise AddressWrong
