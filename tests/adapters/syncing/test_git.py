"""Documents from a real Git repository on this machine; what it holds is not trusted."""

from __future__ import annotations

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr
from typing_extensions import override

from adapters.settings import SyncSettings
from adapters.syncing.errors import SourceAway
from adapters.syncing.git import Repository, _apart, _without
from adapters.syncing.programs import Programs
from adapters.syncing.shelf import Shelf

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

PASSWORD = "hunter2-Zanzibar"  # noqa: S105  to look for


def git(folder: Path, *arguments: str) -> None:
    """Call git as an author does."""
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with one document."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "roles/baker.md", "# Baker")
    return folder


def commit(origin: Path, name: str, text: str) -> None:
    """Commit a file."""
    (origin / name).parent.mkdir(parents=True, exist_ok=True)
    (origin / name).write_text(text)
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "x")


def fetched(origin: Path | str, shelf: Shelf, branch: str = "") -> dict[str, str]:
    """The files that are held after a fetch."""
    address = origin if isinstance(origin, str) else f"file://{origin}"
    settings = SyncSettings(git_url=SecretStr(address), git_branch=branch)
    Repository(settings, Programs()).bring_to(shelf)
    held = shelf.current()
    assert held
    return {
        each.relative_to(held).as_posix(): each.read_text()
        for each in held.rglob("*")
        if each.is_file() or each.is_symlink()
    }


def test_the_newest_commit_is_what_holds(origin: Path, tmp_path: Path) -> None:
    """Files that are gone there are gone here."""
    shelf = Shelf(tmp_path / "shelf")
    assert fetched(origin, shelf) == {"roles/baker.md": "# Baker"}
    first = shelf.current()
    assert fetched(origin, shelf)
    assert shelf.current() == first

    git(origin, "rm", "-q", "roles/baker.md")
    commit(origin, "miller.md", "# Miller")
    assert fetched(origin, shelf) == {"miller.md": "# Miller"}


@pytest.mark.parametrize("name", ["draft", "v1", "v2"])
def test_a_branch_or_a_tag_may_be_named(origin: Path, tmp_path: Path, name: str) -> None:
    """One of exactly that name, whatever others end with it."""
    git(origin, "tag", "v1")
    git(origin, "tag", "-a", "v2", "-m", "signed off")
    git(origin, "branch", "draft")
    git(origin, "checkout", "-q", "-b", f"other/{name}")
    commit(origin, "roles/baker.md", "# Other")

    assert fetched(origin, Shelf(tmp_path / "shelf"), name) == {"roles/baker.md": "# Baker"}


def test_a_branch_that_is_not_there_is_told(origin: Path, tmp_path: Path) -> None:
    """And what was fetched before stays."""
    shelf = Shelf(tmp_path / "shelf")
    fetched(origin, shelf)
    with pytest.raises(SourceAway, match="no such branch"):
        fetched(origin, shelf, "nowhere")
    assert shelf.current()


def test_links_are_not_followed_and_hooks_not_run(origin: Path, tmp_path: Path) -> None:
    """A link to a file of this machine comes as the text of its target."""
    (origin / "secret.md").symlink_to("/etc/hostname")
    (origin / ".gitattributes").write_text("*.md filter=evil\n")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "link")
    files = fetched(origin, Shelf(tmp_path / "shelf"))

    assert files["secret.md"] == "/etc/hostname"


@pytest.fixture
def refusing() -> tuple[str, list[str]]:
    """A server that takes no password, and the headers that it was given."""
    seen: list[str] = []

    class Refusing(BaseHTTPRequestHandler):
        """Says 403."""

        def do_GET(self) -> None:
            """Note the credentials."""
            seen.append(self.headers.get("Authorization", ""))
            self.send_error(403)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"127.0.0.1:{server.server_port}", seen


def test_credentials_reach_the_server_and_no_message(
    refusing: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They go by a header; neither arguments, errors nor files have them."""
    host, seen = refusing
    arguments: list[str] = []
    run = Programs.run

    def noted(self: Programs, command: list[str], *given: object) -> object:
        arguments.extend(command)
        return run(self, command, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Programs, "run", noted)
    settings = SyncSettings(git_url=SecretStr(f"https://bot:{PASSWORD}@{host}/roles.git"))
    repository = Repository(settings, Programs())
    # The test's server speaks no TLS.
    repository._address = repository._address.replace("https:", "http:")
    with pytest.raises(SourceAway) as away:
        repository.bring_to(Shelf(tmp_path / "shelf"))

    assert any(each.startswith("Basic ") for each in seen)
    assert PASSWORD not in str(away.value) + " ".join(arguments) + repr(settings)
    assert "403" in str(away.value)


def test_a_secret_in_what_git_says_is_left_out() -> None:
    """In whatever form it stands there."""
    _, secrets, _ = _apart(f"https://bot:{PASSWORD}@example.org/x")
    said = f"fatal: unable to access 'https://bot:{PASSWORD}@example.org/x'"

    assert PASSWORD not in _without(said, secrets)
    assert "token" not in _without("ssh://token@example.org refused", ())
