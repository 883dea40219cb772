"""What Alembic runs: the scripts, on the connection and in the transaction that `migrate` gives."""

from __future__ import annotations

from alembic import context

from bot.memory.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
