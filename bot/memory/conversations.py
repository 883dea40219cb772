"""Conversations: what people asked, turn by turn, so that a follow-up can be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.memory.database import Database
from bot.memory.tables import turns


@dataclass(frozen=True, slots=True)
class Conversations:
    """The turns of all conversations. A conversation is whatever name its turns share."""

    database: Database

    def add(self, conversation: str, asker: str, text: str, at: datetime) -> None:
        """Keep what an asker said, after what was said before."""
        turn = {"conversation": conversation, "asker": asker, "text": text, "at": at}
        with self.database.writing() as connection:
            connection.execute(insert(turns).values(turn))

    def turns(self, conversation: str, last: int) -> tuple[str, ...]:
        """The `last` turns, oldest first; none of a conversation that is not known."""
        newest = (
            select(turns.c.text)
            .where(turns.c.conversation == conversation)
            .order_by(turns.c.number.desc())
            .limit(last)
        )
        with self.database.reading() as connection:
            return tuple(reversed(connection.execute(newest).scalars().all()))

    def known(self, conversation: str) -> bool:
        """Whether anything was said in it that is still remembered."""
        return bool(self.turns(conversation, last=1))
