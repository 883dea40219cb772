"""What can go wrong with the server and what its adapters share.

AdapterError
├── AddressTaken     another program listens on the port
├── NotForOthers     the server would be open to others without what makes that safe
└── LeaseLost        an event may be another replica's by now
"""

from __future__ import annotations


class AdapterError(Exception):
    """The root of this tree."""


class AddressTaken(AdapterError):
    """The server cannot listen where it should."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        """Name the address and why it is refused."""
        super().__init__(
            f"The server cannot listen on {host}:{port} ({reason}); "
            "stop the other program, or set REMIT_PORT or REMIT_HOST."
        )


class NotForOthers(AdapterError):
    """The server would be open to others without what makes that safe."""

    def __init__(self, host: str, lacking: str) -> None:
        """Name the address, and what has to be set first."""
        super().__init__(
            f"The server does not open {host} to others without {lacking}; "
            "set that first, or leave REMIT_HOST at 127.0.0.1."
        )


class LeaseLost(AdapterError):
    """An event may be another replica's by now: nothing more is sent for it from here."""

    def __init__(self, reference: str) -> None:
        """Name the event."""
        super().__init__(f"The event {reference} was not held on to in time; it is left to others.")
