"""Conversations: what people asked, turn by turn, so that a follow-up can be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, insert, select

from bot.memory.database import Database
from bot.memory.tables import turns

_ADDING = insert(turns).values(
    {name: bindparam(name) for name in ("conversation", "asker", "text", "at")}
)
_NEWEST = (
    select(turns.c.text)
    .where(turns.c.conversation == bindparam("which"))
    .order_by(turns.c.number.desc())
    .limit(bindparam("last", type_=Integer))
)


@dataclass(frozen=True, slots=True)
class Conversations:
    """The turns of all conversations. A conversation is whatever name its turns share."""

    database: Database

    def add(self, conversation: str, asker: str, text: str, at: datetime) -> None:
        """Keep what an asker said, after what was said before."""
        with self.database.writing() as connection:
            self.add_on(connection, conversation, asker, text, at)

    def add_on(
        self, connection: Connection, conversation: str, asker: str, text: str, at: datetime
    ) -> None:
        """The same within a transaction."""
        turn = {"conversation": conversation, "asker": asker, "text": text, "at": at}
        connection.execute(_ADDING, turn)

    def turns(self, conversation: str, last: int) -> tuple[str, ...]:
        """The `last` turns, oldest first; none of a conversation that is not known."""
        which = {"which": conversation, "last": last}
        with self.database.reading() as connection:
            return tuple(reversed(connection.execute(_NEWEST, which).scalars().all()))

    def known(self, conversation: str) -> bool:
        """Whether anything was said in it that is still remembered."""
        return bool(self.turns(conversation, last=1))
