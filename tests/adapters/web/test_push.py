"""Documents are pushed by whoever has the token, and by nobody else."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from adapters.server import make_app
from adapters.service.metrics import Metrics
from adapters.settings import ServerSettings, SyncSettings
from adapters.syncing.rounds import Rounds
from adapters.syncing.work import Syncing
from adapters.web import push
from adapters.web.push import Pushing
from knowledge.settings import KnowledgeSettings
from tests.adapters.builders import Reply, ScriptedGuide, desk_over, no_readers

TOKEN = "a-token-of-the-tests"  # noqa: S105
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def zipped(**files: str) -> bytes:
    """An archive of Markdown documents."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(f"{name}.md", text)
    return memory.getvalue()


def ask(folder: Path, *requests: dict[str, Any], token: str = TOKEN) -> list[Reply]:
    """The replies of a server to these requests, one after the other; nothing is indexed."""
    sync = SyncSettings(token=SecretStr(token)) if token else SyncSettings()
    rounds = Rounds(sync, KnowledgeSettings(data_dir=folder))

    async def warm_up() -> None:
        """Nothing is open."""

    async def play() -> list[Reply]:
        replies = []
        with desk_over(ScriptedGuide()) as desk:
            app = make_app(desk, ServerSettings(), no_readers())
            if sync.token:
                Pushing(Syncing(rounds, 0.0, Metrics(), warm_up), sync.token).add(app)
            async with TestClient(TestServer(app)) as client:
                for request in requests:
                    method = "POST" if "data" in request else "GET"
                    async with client.request(method, push.ROUTE, **request) as reply:
                        text = await reply.text()
                        replies.append(Reply(reply.status, dict(reply.headers), text))
        return replies

    return asyncio.run(play())


def held(folder: Path) -> set[str]:
    """The documents that hold."""
    rounds = Rounds(SyncSettings(), KnowledgeSettings(data_dir=folder))
    current = rounds.shelf.current()
    return {each.name for each in current.rglob("*.md")} if current else set()


def test_a_pushed_archive_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """Pushing the first again brings it back."""
    first, second = zipped(baker="# Baker"), zipped(miller="# Miller")
    replies = ask(tmp_path, *({"data": each, "headers": BEARER} for each in (first, second)))
    assert [reply.status for reply in replies] == [202, 202]
    assert held(tmp_path) == {"miller.md"}

    (reply, told) = ask(tmp_path, {"data": first, "headers": BEARER}, {"headers": BEARER})
    assert held(tmp_path) == {"baker.md"}
    assert json.loads(told.text)["revision"] == json.loads(reply.text)["revision"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": "Bearer é"},
        {"Cookie": f"token={TOKEN}"},
    ],
)
def test_without_the_token_nothing_is_taken_or_told(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    """401 for both, and no file is written."""
    replies = ask(tmp_path, {"data": zipped(a="# A"), "headers": headers}, {"headers": headers})

    assert [reply.status for reply in replies] == [401, 401]
    assert list(tmp_path.iterdir()) == []


def test_without_a_token_in_the_settings_there_is_no_such_address(tmp_path: Path) -> None:
    """Nobody can push to a server that was not set up for it."""
    (reply,) = ask(tmp_path, {"data": zipped(a="# A"), "headers": BEARER}, token="")
    assert reply.status == 404


def test_an_archive_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what it says, and by what comes where it says nothing."""
    monkeypatch.setattr(push, "LARGEST", 1000)

    async def pieces() -> Any:
        for _ in range(20):
            yield bytes(100)

    said, unsaid = ask(
        tmp_path,
        {"data": bytes(1001), "headers": BEARER},
        {"data": pieces(), "headers": BEARER},
    )
    assert (said.status, unsaid.status) == (413, 413)
    assert held(tmp_path) == set()
    assert not list((tmp_path / "documents").glob(".unfinished*"))


def test_a_bad_archive_changes_nothing_and_says_why(tmp_path: Path) -> None:
    """The documents from before still hold."""
    good = {"data": zipped(baker="# Baker"), "headers": BEARER}
    bad = {"data": zipped(**{"../out": "# Out"}), "headers": BEARER}
    _, reply, no_zip = ask(tmp_path, good, bad, {"data": b"no zip", "headers": BEARER})

    assert (reply.status, no_zip.status) == (400, 400)
    assert "not allowed" in json.loads(reply.text)["error"]
    assert held(tmp_path) == {"baker.md"}
    assert not (tmp_path / "out.md").exists()
