"""A server that is not set up for others is not open to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import HttpUrl, SecretStr

from adapters.errors import NotForOthers
from adapters.safety import refuse_others
from adapters.settings import ServerSettings
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings

PUBLIC = HttpUrl("https://remit.example.org")
SLACK = SlackSettings(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
TEAMS = TeamsSettings(app_id="a", app_password=SecretStr("p"), tenant_id="t")
NO_SLACK, NO_TEAMS = SlackSettings(), TeamsSettings()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder without a `.env` file."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_needs_nothing(host: str) -> None:
    """`make run` works for whoever tries it."""
    refuse_others(ServerSettings(host=host), NO_SLACK, NO_TEAMS)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "remit.example.org"])  # noqa: S104
def test_others_are_refused_until_it_is_set_up_for_them(host: str) -> None:
    """In one sentence that says what to set; nothing listens meanwhile."""
    with pytest.raises(NotForOthers, match=r"without REMIT_PUBLIC_URL; set that first"):
        refuse_others(ServerSettings(host=host), SLACK, TEAMS)
    with pytest.raises(NotForOthers, match=r"without the credentials of Slack or Teams"):
        refuse_others(ServerSettings(host=host, public_url=PUBLIC), NO_SLACK, NO_TEAMS)


@pytest.mark.parametrize(("slack", "teams"), [(SLACK, NO_TEAMS), (NO_SLACK, TEAMS)])
def test_a_server_that_is_set_up_may_be_open(slack: SlackSettings, teams: TeamsSettings) -> None:
    """One platform is enough."""
    refuse_others(ServerSettings(host="0.0.0.0", public_url=PUBLIC), slack, teams)  # noqa: S104
