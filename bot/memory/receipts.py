"""Receipts: what was answered, to whom, from which clauses; and the votes on those answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    exists,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.memory.database import Database, inserting
from bot.memory.model import CitedClause, Receipt, Vote
from bot.memory.tables import cited, receipts, votes
from bot.model import Status

_CLEARING = delete(cited).where(cited.c.reference == bindparam("which"))
_CITING = insert(cited)


@dataclass(frozen=True, slots=True)
class Receipts:
    """One receipt for each reference."""

    database: Database

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt; it replaces one of the same reference, as when a crash has us repeat."""
        with self.database.writing() as connection:
            self.add_on(connection, receipt)

    def add_on(self, connection: Connection, receipt: Receipt) -> None:
        """The same within a transaction."""
        row = {
            "reference": receipt.reference,
            "platform": receipt.platform,
            "conversation": receipt.conversation,
            "asker": receipt.asker,
            "question": receipt.question,
            "status": receipt.status.value,
            "roles": list(receipt.roles),
            "owners": list(receipt.owners),
            "generator": receipt.generator,
            "at": receipt.at,
        }
        clauses = [_row(receipt.reference, n, each) for n, each in enumerate(receipt.citations)]
        connection.execute(_keeping(is_sqlite=self.database.is_sqlite), row)
        connection.execute(_CLEARING, {"which": receipt.reference})
        if clauses:
            connection.execute(_CITING, clauses)

    def get(self, reference: str) -> Receipt | None:
        """The receipt of a reference; None if there is none, or none any more."""
        return next(iter(self._where(receipts.c.reference == reference)), None)

    def since(self, at: datetime, status: Status | None = None) -> tuple[Receipt, ...]:
        """The receipts from then on, oldest first; all of them, or those of one status."""
        recent = receipts.c.at >= at
        return self._where(recent if status is None else recent & (receipts.c.status == status))

    def of_asker(self, asker: str, last: int) -> tuple[Receipt, ...]:
        """The `last` receipts of an asker, oldest first."""
        newest = (
            select(receipts.c.reference)
            .where(receipts.c.asker == asker)
            .order_by(receipts.c.at.desc(), receipts.c.reference.desc())
            .limit(last)
        )
        return self._where(receipts.c.reference.in_(newest))

    def revisions(self) -> frozenset[tuple[str, str]]:
        """Every document at every revision that an answer cites: `(document, revision)`."""
        pairs = select(cited.c.document, cited.c.revision).distinct()
        with self.database.reading() as connection:
            return frozenset((row.document, row.revision) for row in connection.execute(pairs))

    def citing(self, document: str, revision: str) -> tuple[Receipt, ...]:
        """The receipts with a citation of that document at that revision, oldest first."""
        those = select(cited.c.reference).where(
            cited.c.document == document, cited.c.revision == revision
        )
        return self._where(receipts.c.reference.in_(those))

    def _where(self, condition: ColumnElement[bool]) -> tuple[Receipt, ...]:
        """The receipts of which a condition holds, oldest first, in one statement."""
        wanted = (
            select(receipts, *(column.label(f"c_{column.name}") for column in cited.c))
            .outerjoin(cited, cited.c.reference == receipts.c.reference)
            .where(condition)
            .order_by(receipts.c.at, receipts.c.reference, cited.c.place)
        )
        with self.database.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple(_receipt(list(own)) for _, own in groupby(rows, lambda row: row.reference))


@dataclass(frozen=True, slots=True)
class Feedback:
    """One vote for each asker on each answer."""

    database: Database

    def add(self, vote: Vote) -> bool:
        """Keep a vote, the asker's earlier one replaced; False if there is no such receipt."""
        own = {"up": vote.up, "reason": vote.reason, "at": vote.at}
        key = {"reference": vote.reference, "asker": vote.asker}
        answered = select(exists().where(receipts.c.reference == vote.reference))
        voting = self.database.insert(votes).values(key | own)
        with self.database.writing() as connection:
            if not connection.execute(answered).scalar_one():
                return False
            connection.execute(
                voting.on_conflict_do_update(index_elements=["reference", "asker"], set_=own)
            )
        return True

    def since(self, at: datetime) -> tuple[Vote, ...]:
        """The votes from then on, oldest first."""
        wanted = select(votes).where(votes.c.at >= at).order_by(votes.c.at, votes.c.reference)
        with self.database.reading() as connection:
            return tuple(
                Vote(row.reference, row.asker, row.up, row.reason, row.at)
                for row in connection.execute(wanted)
            )


@cache
def _keeping(*, is_sqlite: bool) -> sqlite.Insert | postgresql.Insert:
    """Write a receipt, or put it in the place of the one that is there."""
    names = [column.name for column in receipts.c]
    keeping = inserting(receipts, is_sqlite=is_sqlite).values({n: bindparam(n) for n in names})
    own = {name: keeping.excluded[name] for name in names if name != "reference"}
    return keeping.on_conflict_do_update(index_elements=["reference"], set_=own)


def _row(reference: str, place: int, clause: CitedClause) -> dict[str, Any]:
    """A citation as its row, `place` in the answer's order."""
    return {
        "reference": reference,
        "place": place,
        "document": clause.document,
        "revision": clause.revision,
        "section": list(clause.section),
        "start": clause.start,
        "end": clause.end,
        "quote": clause.quote,
        "role": clause.role,
        "restricted": clause.restricted,
    }


def _receipt(rows: Sequence[Row[Any]]) -> Receipt:
    """One receipt from its rows, a row a citation; without citations one row of nothing."""
    own = rows[0]
    return Receipt(
        reference=own.reference,
        platform=own.platform,
        conversation=own.conversation,
        asker=own.asker,
        question=own.question,
        status=Status(own.status),
        roles=tuple(own.roles),
        at=own.at,
        generator=own.generator,
        citations=tuple(
            CitedClause(
                row.c_document,
                row.c_revision,
                tuple(row.c_section),
                row.c_start,
                row.c_end,
                row.c_quote,
                row.c_role,
                row.c_restricted,
            )
            for row in rows
            if row.c_reference is not None
        ),
        owners=tuple(own.owners),
    )
