"""What can keep a proof from being taken: nothing of it says anything about Remit."""

from __future__ import annotations


class NotTaken(Exception):
    """The programs that are to be disturbed cannot be started at all."""
