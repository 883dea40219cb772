"""The inbox: events are written here before they are acknowledged, and answered once.

An event is unfinished until `done`. A replica that works on it holds it by a lease; when the lease
runs out, because the replica died or hangs, another may take the event. An `owner` is one run of
one process, so its name must never be used again after a restart (a random one will do).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Update, bindparam, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert

from bot.memory.database import LEASE, Database, inserting, lease_end
from bot.memory.errors import ReferenceTaken
from bot.memory.model import Event
from bot.memory.tables import inbox

FIELDS = (
    inbox.c.platform,
    inbox.c.event,
    inbox.c.payload,
    inbox.c.reference,
    inbox.c.sending,
)


_SENDING = (
    update(inbox)
    .where(inbox.c.reference == bindparam("which"), inbox.c.done_at.is_(None))
    .values(sending=True)
)
_SENDING_HELD = _SENDING.where(inbox.c.owner == bindparam("holder"))


@dataclass(frozen=True, slots=True)
class Inbox:
    """Events of all platforms, shared by all replicas."""

    database: Database

    def put(self, event: Event, owner: str, lease_s: float) -> bool:
        """Write an event, held by `owner`; False if its platform and id were seen before.

        It is durable on return. Of several replicas that put the same event, one gets True.

        Raises:
            ReferenceTaken: another event has this reference.
        """
        row = {
            "platform": event.platform,
            "event": event.id,
            "payload": event.payload,
            "reference": event.reference,
            "sending": event.sending,
            "owner": owner,
            LEASE: self.database.lease(lease_s),
        }
        putting = _putting(is_sqlite=self.database.is_sqlite)
        try:
            with self.database.writing() as connection:
                return connection.execute(putting, row).first() is not None
        except IntegrityError as error:
            raise ReferenceTaken(event.reference) from error

    def take(self, owner: str, limit: int, lease_s: float) -> tuple[Event, ...]:
        """Take unfinished events that nobody holds: at most `limit`, oldest first.

        What `owner` holds already is left out, even if its lease ran out: it is at work on it. A
        lease that ends much later than one would that is given now is from before the clock was set
        back, and holds nobody off. No two replicas are given the same event. Nothing to take is an
        empty tuple.
        """
        now, too_late = self.database.clock(), self.database.clock(2 * lease_s)
        over = or_(inbox.c.held_until < now, inbox.c.held_until > too_late)
        free = (
            select(inbox.c.number)
            .where(
                inbox.c.done_at.is_(None),
                or_(
                    inbox.c.owner.is_(None),
                    (inbox.c.owner != owner) & over,
                ),
            )
            .order_by(inbox.c.number)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("free")
        )
        taking = (
            update(inbox)
            .where(inbox.c.number.in_(select(free.c.number)))
            .values(owner=owner, held_until=self.database.clock(lease_s))
            .returning(inbox.c.number, *FIELDS)
        )
        with self.database.writing() as connection:
            rows = connection.execute(taking).all()
        return _events(sorted(rows, key=lambda row: row.number))

    def renew(self, owner: str, lease_s: float) -> None:
        """Hold everything that `owner` holds for `lease_s` from now."""
        self._change(owner, {"held_until": self.database.clock(lease_s)})

    def release(self, owner: str) -> None:
        """Let go of everything that `owner` holds and has not finished; others may take it."""
        self._change(owner, {"owner": None, "held_until": None})

    def sending(self, reference: str, owner: str | None = None) -> bool:
        """Note that the answer may be on the wire from now on; call it just before it is.

        False if the event is finished, or if another than `owner` holds it by now: then this one
        must not send. Without `owner`, who holds it is not looked at.
        """
        which = {"which": reference} if owner is None else {"which": reference, "holder": owner}
        with self.database.writing() as connection:
            noted = connection.execute(_SENDING if owner is None else _SENDING_HELD, which)
            return noted.rowcount == 1

    def done(self, reference: str) -> None:
        """Finish an event: it is never given again. Its payload is dropped, its id kept."""
        finishing = _finishing(is_sqlite=self.database.is_sqlite)
        with self.database.writing() as connection:
            connection.execute(finishing, {"which": reference, LEASE: self.database.lease(0)})

    def waiting(self) -> int:
        """How many events are unfinished, whether somebody holds them or not."""
        counting = select(func.count()).select_from(inbox).where(inbox.c.done_at.is_(None))
        with self.database.reading() as connection:
            return connection.execute(counting).scalar_one()

    def forget_done(self, before: datetime) -> int:
        """Drop events finished before then; how many. A retry that comes later is new again."""
        return self.database.delete_in_batches(inbox, inbox.c.number, inbox.c.done_at < before)

    def _change(self, owner: str, values: Mapping[str, Any]) -> None:
        """Change what `owner` holds and has not finished."""
        changing = update(inbox).where(inbox.c.owner == owner, inbox.c.done_at.is_(None))
        with self.database.writing() as connection:
            connection.execute(changing.values(values))


@cache
def _putting(*, is_sqlite: bool) -> ReturningInsert[tuple[int]]:
    """Write an event unless it is there; gives its number if it was not."""
    row = (*(column.name for column in FIELDS), "owner")
    return (
        inserting(inbox, is_sqlite=is_sqlite)
        .values({name: bindparam(name) for name in row})
        .values(held_until=lease_end(is_sqlite=is_sqlite))
        .on_conflict_do_nothing(index_elements=["platform", "event"])
        .returning(inbox.c.number)
    )


@cache
def _finishing(*, is_sqlite: bool) -> Update:
    """Finish an event; its lease is over now."""
    return (
        update(inbox)
        .where(inbox.c.reference == bindparam("which"))
        .values(done_at=lease_end(is_sqlite=is_sqlite), payload="", owner=None, held_until=None)
    )


def _events(rows: Sequence[Row[Any]]) -> tuple[Event, ...]:
    """The rows as events."""
    return tuple(
        Event(row.platform, row.event, row.payload, row.reference, row.sending) for row in rows
    )
