"""The tables, as the newest migration leaves them; a test holds the two together.

Times are kept in UTC and come back aware of it. Lists of texts are kept as JSON.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override


class Moment(TypeDecorator[datetime]):
    """An aware datetime; SQLite, which knows no zones, keeps it in UTC."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = DateTime(timezone=True)
    cache_ok: bool | None = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be kept")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """A text as people typed it, without what no database can hold: NUL, and half a surrogate."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok: bool | None = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return value.replace("\0", "").encode(errors="replace").decode()


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the key's type is INTEGER.
_number = BigInteger().with_variant(Integer(), "sqlite")


def _of_receipt() -> Column[str]:
    """The reference of the receipt that a row belongs to, and with which it goes."""
    of = ForeignKey("receipts.reference", ondelete="CASCADE")
    return Column("reference", Words, of, primary_key=True)


inbox = Table(
    "inbox",
    metadata,
    Column("number", _number, Identity(), primary_key=True),
    Column("platform", Words, nullable=False),
    Column("event", Words, nullable=False),
    Column("reference", Words, nullable=False, unique=True),
    Column("payload", Words, nullable=False),
    Column("sending", Boolean, nullable=False),
    Column("owner", Words),
    Column("held_until", Moment),
    Column("done_at", Moment),
    UniqueConstraint("platform", "event"),
)
Index(
    "ix_inbox_unfinished",
    inbox.c.number,
    sqlite_where=inbox.c.done_at.is_(None),
    postgresql_where=inbox.c.done_at.is_(None),
)
Index("ix_inbox_done_at", inbox.c.done_at)

turns = Table(
    "turns",
    metadata,
    Column("number", _number, Identity(), primary_key=True),
    Column("conversation", Words, nullable=False),
    Column("asker", Words, nullable=False, index=True),
    Column("text", Words, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "conversation", "number"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("reference", Words, primary_key=True),
    Column("platform", Words, nullable=False),
    Column("conversation", Words, nullable=False),
    Column("asker", Words, nullable=False),
    Column("question", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("owners", JSON, nullable=False),
    Column("generator", Words, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "asker", "at"),
    Index(None, "conversation", "at"),
)

cited = Table(
    "cited",
    metadata,
    _of_receipt(),
    Column("place", Integer, primary_key=True),
    Column("document", Words, nullable=False),
    Column("revision", Words, nullable=False),
    Column("section", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Index(None, "document", "revision"),
)

votes = Table(
    "votes",
    metadata,
    _of_receipt(),
    Column("asker", Words, primary_key=True, index=True),
    Column("up", Boolean, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

profiles = Table(
    "profiles",
    metadata,
    Column("asker", Words, primary_key=True),
    Column("role", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

installations = Table(
    "installations",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)
