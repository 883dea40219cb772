"""A library of lines with owners, for what owners are told."""

from __future__ import annotations

from dataclasses import replace

from knowledge.model import Library, RoleDocument
from tests.fakes import lines_document, lines_library

PILOT = """# Duties
Bring vessels safely through the channel.
Sail the channel twenty times.
# Targets
Groundings: none a year.
"""
KEEPER = """# Duties
Open the lock gates at high water.
"""


def document(path: str, text: str, owner: str = "") -> RoleDocument:
    """A document of one role, and whoever keeps it."""
    return replace(lines_document(path, text), metadata={"owner": owner} if owner else {})


def library(*documents: RoleDocument) -> Library:
    """The documents, or a pilot's and a keeper's with an owner each."""
    return lines_library(
        documents
        or (
            document("sea-pilot.txt", PILOT, "Pilotage"),
            document("lock-keeper.txt", KEEPER, "Lock Office"),
        )
    )
