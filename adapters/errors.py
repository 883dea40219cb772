"""What can go wrong with the server before it answers anything.

AdapterError
└── AddressTaken     another program listens on the port
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
