"""What can go wrong between Teams and this server.

TeamsProblem
├── Unauthorised        a request that no trusted authority vouches for: 401
├── KeysUnreachable     the authority's signing keys cannot be had: 503, Teams tries again
├── NotAnActivity       a body that is no activity: 400
├── Closing             the server is stopping: 503, Teams tries again
└── Refused             Teams does not take a message: its status, and its code
"""

from __future__ import annotations


class TeamsProblem(Exception):
    """The root of this tree."""


class Unauthorised(TeamsProblem):
    """Nothing of the request is used; the text is for the log and holds nothing of it."""


class KeysUnreachable(TeamsProblem):
    """Whether the request may come in cannot be told now."""


class NotAnActivity(TeamsProblem):
    """The body is not what Teams sends."""


class Closing(TeamsProblem):
    """Nothing new is taken on."""


class Refused(TeamsProblem):
    """Teams answered a message with an error that waiting does not mend."""

    def __init__(self, status: int, code: str) -> None:
        """Name the status and Teams' own code."""
        super().__init__(f"Teams refused a message with {status} {code}")
        self.status = status
        self.code = code
