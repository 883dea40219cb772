"""Who people say they are, and where the bot was installed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, func, select

from bot.memory.database import Database
from bot.memory.tables import installations, profiles

_ROLE = select(profiles.c.role).where(profiles.c.asker == bindparam("who"))


@dataclass(frozen=True, slots=True)
class Profiles:
    """Each asker's own role, as they gave it."""

    database: Database

    def role_of(self, asker: str) -> str:
        """The role that an asker gave; empty if none."""
        with self.database.reading() as connection:
            return connection.execute(_ROLE, {"who": asker}).scalar_one_or_none() or ""

    def set_role(self, asker: str, role: str) -> None:
        """Keep an asker's role instead of an earlier one; an empty one is as if never given."""
        own = {"role": role, "at": datetime.now(UTC)}
        setting = self.database.insert(profiles).values(asker=asker, **own)
        with self.database.writing() as connection:
            if role:
                connection.execute(
                    setting.on_conflict_do_update(index_elements=["asker"], set_=own)
                )
            else:
                connection.execute(delete(profiles).where(profiles.c.asker == asker))


@dataclass(frozen=True, slots=True)
class Installations:
    """What a platform gave when the bot was installed somewhere, encrypted by whoever puts it."""

    database: Database

    def put(self, platform: str, key: str, secret: bytes) -> None:
        """Keep a secret instead of an earlier one of the same key."""
        setting = self.database.insert(installations).values(
            platform=platform, key=key, secret=secret
        )
        with self.database.writing() as connection:
            connection.execute(
                setting.on_conflict_do_update(
                    index_elements=["platform", "key"], set_={"secret": secret}
                )
            )

    def get(self, platform: str, key: str) -> bytes | None:
        """The secret of a key; None if there is none."""
        wanted = select(installations.c.secret).where(
            installations.c.platform == platform, installations.c.key == key
        )
        with self.database.reading() as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def remove(self, platform: str, key: str) -> None:
        """Drop a key; one that is not there is no error."""
        dropping = delete(installations).where(
            installations.c.platform == platform, installations.c.key == key
        )
        with self.database.writing() as connection:
            connection.execute(dropping)

    def find(self, platform: str, prefix: str) -> tuple[str, ...]:
        """The keys of a platform that begin with `prefix`, in alphabetical order."""
        key = installations.c.key
        wanted = (
            select(key)
            .where(
                installations.c.platform == platform,
                func.substr(key, 1, len(prefix)) == prefix,
            )
            .order_by(key)
        )
        with self.database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())
