"""The manifest asks for what the app uses: no more, no less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from adapters.slack import mounting
from adapters.slack.heard import ABOUT_MESSAGE, STEP

FILE = Path(__file__).resolve().parents[3] / "deploy" / "slack-manifest.yaml"
MANIFEST: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def test_the_scopes_are_those_that_many_workspaces_are_asked_for() -> None:
    """One list in the code, one in the manifest."""
    assert tuple(MANIFEST["oauth_config"]["scopes"]["bot"]) == tuple(mounting.SCOPES)


def test_every_address_is_one_that_the_server_has() -> None:
    """A wrong one would be found out by the first user."""
    host = "https://remit.example.org"
    settings = MANIFEST["settings"]

    assert settings["event_subscriptions"]["request_url"] == f"{host}{mounting.EVENTS}"
    assert settings["interactivity"]["request_url"] == f"{host}{mounting.EVENTS}"
    assert settings["interactivity"]["message_menu_options_url"] == f"{host}{mounting.EVENTS}"
    assert MANIFEST["features"]["slash_commands"][0]["url"] == f"{host}{mounting.EVENTS}"
    assert MANIFEST["oauth_config"]["redirect_urls"] == [f"{host}{mounting.INSTALLED}"]


def test_the_shortcut_the_step_and_the_command_have_their_names() -> None:
    """By which what is pressed is told apart."""
    assert MANIFEST["features"]["shortcuts"][0]["callback_id"] == ABOUT_MESSAGE
    assert list(MANIFEST["functions"]) == [STEP]
    assert MANIFEST["features"]["slash_commands"][0]["command"] == "/remit"


def test_every_event_that_is_asked_for_has_a_payload_among_the_recorded() -> None:
    """So that nothing is subscribed to that no test has seen."""
    recorded = {file.stem for file in (Path(__file__).parent / "payloads").glob("*.json")}
    alike = {
        "message.channels": "message_channel",
        "message.groups": "message_channel",
        "message.mpim": "message_channel",
        "message.im": "message_im",
    }

    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {alike.get(event, event) for event in events} <= recorded
