"""Brings a database's tables up to date when it is opened, by Alembic.

Safe where several replicas start at once: one migrates, the others wait and find it done. On
PostgreSQL an advisory lock sees to that, on SQLite its lock on writing. A migration is one
transaction: one that fails leaves everything as it was.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, func, select

from bot.memory.database import Database
from bot.memory.errors import DatabaseNewer

SCRIPTS = Path(__file__).resolve().parent / "migrations"

LOCK = 0x52454D4954
"""A number for the advisory lock that no other program is likely to use ("REMIT" in ASCII)."""


def migrate(database: Database) -> None:
    """Bring the tables to the newest revision; nothing to do is no error.

    Raises:
        DatabaseNewer: they have a revision that this version does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        _refuse_newer(connection, ScriptDirectory.from_config(config), database.where)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory, where: str) -> None:
    """Raise if the database is at a revision for which there is no script."""
    for revision in MigrationContext.configure(connection).get_current_heads():
        try:
            scripts.get_revision(revision)
        except CommandError as error:
            raise DatabaseNewer(where) from error
