"""Everything that can go wrong with what the service remembers.

    MemoryProblem
    ├── AddressWrong            the setting names no database that Remit can use
    ├── PlaceWrong              the database's file cannot be made or opened where it should be
    ├── NotADatabase            the file is something else, or damaged
    ├── DatabaseNewer           a newer version of Remit has written to it
    ├── DatabaseUnreachable     no connection can be had to the server, or it broke off
    ├── DatabaseReadOnly        it can be read, and nothing can be written
    ├── DatabaseFull            there is no room left for what is to be written
    ├── DatabaseBusy            others kept it locked for longer than we wait
    └── ReferenceTaken          another event has the same reference already

Each message is one sentence that says what is wrong and what to do. No message holds a password.
"""

from __future__ import annotations

from pathlib import Path


class MemoryProblem(Exception):
    """The root of this tree."""


class AddressWrong(MemoryProblem):
    """The setting names no database that Remit can use."""

    def __init__(self) -> None:
        """Show the two forms; the value is left out, since it may hold a password."""
        super().__init__(
            "REMIT_DATABASE_URL names no database that Remit can use; give "
            "`sqlite:////path/to/remit.db` or `postgresql+psycopg://user:password@host/name`, "
            "or leave it out."
        )


class PlaceWrong(MemoryProblem):
    """The database's file cannot be made or opened where it should be."""

    def __init__(self, file: Path, reason: str) -> None:
        """Name the file and what the system said of it."""
        super().__init__(
            f"The database cannot be kept at {file} ({reason}); set REMIT_DATA_DIR or "
            "REMIT_DATABASE_URL to a place that you may write to."
        )


class NotADatabase(MemoryProblem):
    """The file is something else, or damaged."""

    def __init__(self, where: str) -> None:
        """Name the database."""
        super().__init__(
            f"{where} is no database, or is damaged; move it away, or bring back a backup of it."
        )


class DatabaseNewer(MemoryProblem):
    """A newer version of Remit has written to the database."""

    def __init__(self, where: str) -> None:
        """Name the database."""
        super().__init__(
            f"{where} was made by a newer version of Remit; install that version, or use another "
            "database."
        )


class DatabaseUnreachable(MemoryProblem):
    """No connection can be had to the server, or it broke off."""

    def __init__(self, where: str, reason: str) -> None:
        """Name the database and what it said."""
        super().__init__(
            f"{where} cannot be reached ({reason}); start it, or correct REMIT_DATABASE_URL."
        )


class DatabaseReadOnly(MemoryProblem):
    """The database can be read, and nothing can be written."""

    def __init__(self, where: str) -> None:
        """Name the database."""
        super().__init__(
            f"Nothing can be written to {where}; give Remit the right to write there, or set "
            "REMIT_DATABASE_URL to another database."
        )


class DatabaseFull(MemoryProblem):
    """There is no room left for what is to be written."""

    def __init__(self, where: str) -> None:
        """Name the database."""
        super().__init__(f"There is no room left for {where}; make room on its disk.")


class DatabaseBusy(MemoryProblem):
    """Others kept the database locked for longer than we wait."""

    def __init__(self, where: str) -> None:
        """Name the database."""
        super().__init__(
            f"{where} is kept locked by another program; end that program, or try again later."
        )


class ReferenceTaken(MemoryProblem):
    """Another event has the same reference already."""

    def __init__(self, reference: str) -> None:
        """Name the reference."""
        super().__init__(
            f"The reference {reference} is taken by another event; put the event with a new one."
        )
