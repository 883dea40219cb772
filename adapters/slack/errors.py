"""What can go wrong with Slack.

SlackProblem
├── NotInstalled     a workspace does not have the app
└── StoreKeyWrong    the key for the tokens of many workspaces cannot be used
"""

from __future__ import annotations


class SlackProblem(Exception):
    """The root of this tree."""


class NotInstalled(SlackProblem):
    """A workspace does not have the app, or no longer."""

    def __init__(self, team: str) -> None:
        """Name the workspace."""
        super().__init__(f"The workspace {team or '(unknown)'} does not have the app.")


class StoreKeyWrong(SlackProblem):
    """The key for the tokens cannot be used."""

    def __init__(self) -> None:
        """Say how to make one."""
        super().__init__(
            "REMIT_SLACK__STORE_KEY is no key; make one with `python -c 'from cryptography.fernet "
            "import Fernet; print(Fernet.generate_key().decode())'`."
        )
