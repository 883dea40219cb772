"""The first tables: inbox, turns, receipts with what they cite, votes, profiles, installations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "inbox",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sending", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("held_until", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_inbox"),
        sa.UniqueConstraint("platform", "event", name="uq_inbox_platform_event"),
        sa.UniqueConstraint("reference", name="uq_inbox_reference"),
    )
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"])
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["number"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "installations",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "key", name="pk_installations"),
    )
    op.create_table(
        "profiles",
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("asker", name="pk_profiles"),
    )
    op.create_table(
        "receipts",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("generator", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_receipts"),
    )
    op.create_index("ix_receipts_asker_at", "receipts", ["asker", "at"])
    op.create_index("ix_receipts_conversation_at", "receipts", ["conversation", "at"])
    op.create_index("ix_receipts_at", "receipts", ["at"])
    op.create_table(
        "turns",
        sa.Column("number", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_turns"),
    )
    op.create_index("ix_turns_asker", "turns", ["asker"])
    op.create_index("ix_turns_at", "turns", ["at"])
    op.create_index("ix_turns_conversation_number", "turns", ["conversation", "number"])
    op.create_table(
        "cited",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("section", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["receipts.reference"], name="fk_cited_reference", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference", "place", name="pk_cited"),
    )
    op.create_index("ix_cited_document_revision", "cited", ["document", "revision"])
    op.create_table(
        "votes",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["receipts.reference"], name="fk_votes_reference", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference", "asker", name="pk_votes"),
    )
    op.create_index("ix_votes_asker", "votes", ["asker"])
    op.create_index("ix_votes_at", "votes", ["at"])
