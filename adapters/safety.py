"""Whether a server may be reached by others: only where what makes that safe is set. Pure."""

from __future__ import annotations

from adapters.errors import NotForOthers
from adapters.settings import ServerSettings
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings


def refuse_others(server: ServerSettings, slack: SlackSettings, teams: TeamsSettings) -> None:
    """See to it that nobody else can reach a server that is not set up for them.

    Raises:
        NotForOthers: others could reach it, and something that makes that safe is not set.
    """
    if server.only_here:
        return
    if server.public_url is None:
        raise NotForOthers(server.host, "REMIT_PUBLIC_URL")
    if not slack.listens and not teams.app_id:
        raise NotForOthers(server.host, "the credentials of Slack or Teams")
