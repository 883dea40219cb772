"""`remit doctor` says what is wrong with Slack, and what to do."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic import HttpUrl, SecretStr

from adapters.slack.checking import problems
from adapters.slack.mounting import SCOPES
from adapters.slack.settings import SlackSettings
from tests.adapters.slack.server import slack_server


def found(scopes: str, **settings: Any) -> str:
    """What the check says of settings, at a Slack that gave these scopes."""

    async def check() -> list[str]:
        async with slack_server() as slack:
            slack.scopes = scopes
            api = HttpUrl(f"{slack.url}/api/")
            return await problems(SlackSettings(api_url=api, **settings))

    return "\n".join(asyncio.run(check()))


GOOD: dict[str, Any] = {"bot_token": SecretStr("xoxb-test"), "app_token": SecretStr("xapp-test")}


def test_good_tokens_have_no_problem() -> None:
    """With all scopes of the manifest."""
    assert found(",".join(SCOPES), **GOOD) == ""


@pytest.mark.parametrize(
    ("scopes", "changed", "said"),
    [
        ("chat:write", {}, "lacks app_mentions:read"),
        (",".join(SCOPES), {"bot_token": SecretStr("xoxb-old")}, "REMIT_SLACK__BOT_TOKEN"),
        (",".join(SCOPES), {"app_token": SecretStr("xapp-old")}, "REMIT_SLACK__APP_TOKEN"),
    ],
)
def test_each_problem_is_told(scopes: str, changed: dict[str, SecretStr], said: str) -> None:
    """By the setting to be mended."""
    assert said in found(scopes, **(GOOD | changed))


def test_a_slack_that_cannot_be_reached_is_told() -> None:
    """Not as a traceback."""
    settings = SlackSettings(api_url=HttpUrl("http://127.0.0.1:9/api/"), **GOOD)

    assert "cannot be reached" in asyncio.run(problems(settings))[0]
