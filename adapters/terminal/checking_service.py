"""Checks of what `remit serve` needs besides an index: its database, settings and platforms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from adapters.audience_settings import AudienceSettings
from adapters.errors import AdapterError
from adapters.membership import open_membership
from adapters.safety import refuse_others
from adapters.settings import DATABASE_FILE, ServerSettings
from adapters.slack import checking as slack_checking
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from adapters.terminal import wording
from adapters.terminal.checking import Finding
from adapters.web.settings import OwnersSettings
from bot.memory.errors import MemoryProblem
from bot.memory.opening import open_memory


def check_service(data_dir: Path) -> Iterator[Finding]:
    """Whether the server could start, and which adapters it would have.

    Raises:
        pydantic.ValidationError: a setting has a value that cannot be.
    """
    server, slack, teams = ServerSettings(), SlackSettings(), TeamsSettings()
    has_owners = OwnersSettings().token is not None
    yield _database(server, data_dir)
    yield _address(server, slack, teams)
    yield _groups()
    yield Finding("web chat", fine=True, says=server.address)
    yield Finding(
        "owners’ page", fine=True, says=wording.owners_set(server.address, has_token=has_owners)
    )
    yield _slack(slack)
    yield Finding("Teams", fine=True, says=wording.teams_set(bool(teams.app_id)))


def _database(server: ServerSettings, data_dir: Path) -> Finding:
    """Whether the database opens; one that is not there yet is not made."""
    what = "database"
    file = data_dir / DATABASE_FILE
    if server.database_url is None and not file.exists():
        return Finding(what, fine=True, says=wording.database_to_come(file))
    try:
        memory = open_memory(server.database(data_dir))
    except MemoryProblem as problem:
        return Finding(what, fine=False, says=str(problem))
    waiting = memory.inbox.waiting()
    memory.close()
    return Finding(what, fine=True, says=wording.database_open(waiting))


def _address(server: ServerSettings, slack: SlackSettings, teams: TeamsSettings) -> Finding:
    """Whether the server would listen where it is set to."""
    try:
        refuse_others(server, slack, teams)
    except AdapterError as error:
        return Finding("address", fine=False, says=str(error))
    return Finding("address", fine=True, says=f"{server.host}:{server.port}")


def _groups() -> Finding:
    """Whether it can be told who is in which group."""
    try:
        open_membership(AudienceSettings())
    except AdapterError as error:
        return Finding("groups", fine=False, says=str(error))
    return Finding("groups", fine=True, says=wording.GROUPS_READ)


def _slack(slack: SlackSettings) -> Finding:
    """Whether Slack is set up, and takes the tokens if it is; otherwise it is not called."""
    problems = asyncio.run(slack_checking.problems(slack)) if slack.listens else []
    says = " ".join(problems) or wording.slack_set(slack.listens)
    return Finding("Slack", fine=not problems, says=says)
