"""A Slack that nobody here wrote: `remit serve` answers in its threads, with the manifest's scopes.

It keeps channels, people and messages as Slack does, and refuses what a scope is missing for. It
delivers no mentions, so the test signs and sends those; limits are the strict server's matter.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.mounting import SCOPES
from tests.adapters.slack.world import SIGNING, signed
from tests.adapters.terminal.builders import write_library
from tests.e2e.programs import PATIENCE_S, free_port, ingested, serving

NODE = Path(__file__).parent / "node"
BOT_USER, ASKER = "U00000REMIT", "xoxp-asker"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (NODE / "node_modules").is_dir() or shutil.which("node") is None,
        reason="needs node and `npm ci` in tests/e2e/slack/node",
    ),
]


@dataclass(frozen=True, slots=True)
class Workspace:
    """The emulated Slack with somebody in it, and the server beside it."""

    slack: str
    remit: str
    channel: str
    user: str

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """Call Slack as the person; it must go well."""
        return called(self.slack, method, given)

    def write(self, text: str, thread: str = "", *, mention: bool = True) -> str:
        """Write into the channel, which Slack tells the app; the message's time stamp."""
        text = f"<@{BOT_USER}> {text}" if mention else text
        given = {"channel": self.channel, "text": text} | ({"thread_ts": thread} if thread else {})
        ts: str = self.call("chat.postMessage", **given)["ts"]
        event = {"type": "app_mention" if mention else "message", "user": self.user, "ts": ts}
        own = {"team_id": "T000000001", "user_id": BOT_USER, "is_bot": True}
        body = {
            "type": "event_callback",
            "team_id": "T000000001",
            "event_id": f"Ev{ts}",
            "event": given | event | {"channel_type": "channel"},
            "authorizations": [own],
        }
        raw = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | signed(raw, SIGNING)
        fetch(urllib.request.Request(f"{self.remit}/slack/events", raw, headers))
        return ts

    def answers(self, thread: str, count: int) -> list[dict[str, Any]]:
        """The app's messages in a thread, once there are so many."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            given = {"channel": self.channel, "ts": thread, "include_all_metadata": True}
            messages = self.call("conversations.replies", **given)["messages"]
            own = [message for message in messages if message["user"] == BOT_USER]
            if len(own) >= count:
                return own
            time.sleep(0.1)
        pytest.fail("no answer came")


def fetch(request: urllib.request.Request) -> bytes:
    """What a server says."""
    with urllib.request.urlopen(request, timeout=30) as reply:
        said: bytes = reply.read()
    return said


def called(slack: str, method: str, given: Mapping[str, Any], token: str = ASKER) -> dict[str, Any]:
    """What a method gives."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    raw = json.dumps(given).encode()
    told: dict[str, Any] = json.loads(
        fetch(urllib.request.Request(f"{slack}/api/{method}", raw, headers))
    )
    assert told["ok"], told
    return told


@contextmanager
def emulated(scopes: str) -> Iterator[str]:
    """The emulator's address."""
    port = str(free_port())
    with subprocess.Popen(
        ["node", "emulator.mjs", port, scopes],
        cwd=NODE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def settings(slack: str, folder: Path) -> dict[str, str]:
    """Those of a `remit` over a small library, with that Slack."""
    return {
        "REMIT_LIBRARY": str(write_library(folder / "roles")),
        "REMIT_SLACK__API_URL": f"{slack}/api/",
        "REMIT_SLACK__BOT_TOKEN": "xoxb-remit",
        "REMIT_SLACK__SIGNING_SECRET": SIGNING,
    }


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Both at work, the app invited into the channel."""
    folder = tmp_path_factory.mktemp("emulated")
    with (
        emulated(",".join(SCOPES)) as slack,
        serving(ingested(folder / "data", settings(slack, folder))) as remit,
    ):
        user = called(slack, "auth.test", {})["user_id"]
        channels = called(slack, "conversations.list", {})["channels"]
        channel = next(each["id"] for each in channels if each["name"] == "quay")
        called(slack, "conversations.invite", {"channel": channel, "users": BOT_USER})
        yield Workspace(slack, remit, channel, user)


def test_a_mention_is_answered_in_its_thread_once(workspace: Workspace) -> None:
    """With blocks, the notification's text, and the metadata by which it is found again."""
    ts = workspace.write("what does the sea pilot do?")
    [answer] = workspace.answers(ts, 1)

    assert answer["thread_ts"] == ts
    assert "Bring vessels safely through the channel" in json.dumps(answer["blocks"])
    assert answer["text"].startswith("Sea Pilot")
    assert answer["metadata"]["event_type"] == "remit_answer"


def test_a_follow_up_needs_no_mention(workspace: Workspace) -> None:
    """The thread is the conversation."""
    ts = workspace.write("what does the sea pilot do?")
    workspace.answers(ts, 1)
    workspace.write("and the harbour keeper?", thread=ts, mention=False)
    answers = workspace.answers(ts, 2)

    assert "Open the lock gates at high water" in json.dumps(answers[1]["blocks"])


def test_what_the_documents_do_not_say_is_said(workspace: Workspace) -> None:
    """A question is never left without a word."""
    ts = workspace.write("what is the sea pilot's salary?")
    [answer] = workspace.answers(ts, 1)

    assert "do not say" in answer["text"]
