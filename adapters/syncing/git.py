"""Documents from a Git repository, by the program `git`.

Comes in: an address, a branch, a shelf. Goes out: the branch's documents as a revision on the
shelf. A repository is not trusted: nothing of it is run, links in it are plain files, submodules
stay away. The credentials of an address go to git through its environment, so that they stand in no
list of processes, no file and no message.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from adapters.settings import SyncSettings
from adapters.syncing.errors import SourceAway
from adapters.syncing.programs import Programs
from adapters.syncing.shelf import Shelf

PATIENCE_S = 120.0
"""How long one call of git may take."""

SAFE = {
    "core.hooksPath": os.devnull,
    "core.symlinks": "false",
    "core.autocrlf": "false",
    "protocol.ext.allow": "never",
    "submodule.recurse": "false",
    "credential.helper": "",
    "gc.auto": "0",
}
COMMIT = re.compile(r"[0-9a-f]{40,64}")
LONGEST_REASON = 200


class Repository:
    """A repository's branch, as the settings name it."""

    def __init__(self, settings: SyncSettings, programs: Programs) -> None:
        """Take the address apart; nothing is fetched yet."""
        given = settings.git_url.get_secret_value() if settings.git_url else ""
        name = settings.git_branch
        self._refs = (
            (f"refs/heads/{name}", f"refs/tags/{name}^{{}}", f"refs/tags/{name}")
            if name
            else ("HEAD",)
        )
        self._programs = programs
        self._address, self._secrets, self._header = _apart(given)

    def bring_to(self, shelf: Shelf) -> None:
        """Put the newest commit of the branch or tag on the shelf, if it is not there yet.

        Raises:
            SourceAway: git says no, cannot reach it, or is not installed.
            Stopping: the server ends.
        """
        with tempfile.TemporaryDirectory(prefix="remit-git-") as folder:
            ref, commit = self._newest(Path(folder))
        shelf.put(commit, lambda draft: self._check_out(draft, ref, commit))

    def _newest(self, folder: Path) -> tuple[str, str]:
        """The ref that is meant, and its commit."""
        told = self._git(folder, "ls-remote", "--", self._address)
        refs = {ref: commit for commit, _, ref in (x.partition("\t") for x in told.splitlines())}
        ref = next((ref for ref in self._refs if ref in refs), "")
        if not COMMIT.fullmatch(refs.get(ref, "")):
            raise SourceAway("it has no such branch")
        return ref.removesuffix("^{}"), refs[ref]

    def _check_out(self, draft: Path, ref: str, commit: str) -> None:
        """Fill an empty folder with the files of a commit, and nothing else."""
        self._git(draft, "init", "--quiet")
        self._git(
            draft,
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-recurse-submodules",
            "--",
            self._address,
            ref,
        )
        self._git(draft, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD")
        if self._git(draft, "rev-parse", "HEAD").strip() != commit:
            raise SourceAway("it changed while it was fetched")
        shutil.rmtree(draft / ".git")

    def _git(self, folder: Path, *arguments: str) -> str:
        """What a call of git says.

        Raises:
            SourceAway: it failed; the reason holds no secret.
        """
        try:
            done = self._programs.run(
                ["git", *arguments], self._environment(folder), folder, PATIENCE_S
            )
        except subprocess.TimeoutExpired as error:
            raise SourceAway(f"git took longer than {PATIENCE_S:.0f} s") from error
        except OSError as error:
            raise SourceAway(f"git cannot be run ({error.strerror or 'refused'})") from error
        if done.returncode:
            raise SourceAway(self._reason(done.stderr) or f"git ended with {done.returncode}")
        return done.stdout

    def _environment(self, folder: Path) -> dict[str, str]:
        """The environment of git: no settings but ours, nobody is asked for a password."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "REMIT_")) or name == "GIT_SSH_COMMAND"
        }
        settings = dict(SAFE)
        if self._header:
            settings[f"http.{self._address}.extraHeader"] = self._header
        numbered = {
            f"GIT_CONFIG_{part}_{i}": text
            for i, pair in enumerate(settings.items())
            for part, text in zip(("KEY", "VALUE"), pair, strict=True)
        }
        return {
            "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
            **kept,
            "GIT_CEILING_DIRECTORIES": str(folder.parent),
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            **numbered,
        }

    def _reason(self, complaint: str) -> str:
        """The last thing that git complains of, in one line, without credentials."""
        lines = [line.strip() for line in complaint.splitlines() if line.strip()]
        told = next((line for line in lines if line.startswith("fatal:")), "".join(lines[-1:]))
        return _without(told, self._secrets).removeprefix("fatal:").strip(" .")[:LONGEST_REASON]


def _apart(address: str) -> tuple[str, tuple[str, ...], str]:
    """An address without its credentials, these, and the header that stands for them.

    Only with https are there credentials that git does not need in the address itself.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not (parts.username or parts.password):
        return address, (), ""
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    host = parts.netloc.rpartition("@")[2]
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
    secrets = (encoded, password, parts.password or "", "" if password else user)
    plain = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    return plain, tuple(each for each in secrets if each), f"Authorization: Basic {encoded}"


def _without(text: str, secrets: Sequence[str]) -> str:
    """A text with every secret, and whatever else stands before a host's `@`, left out."""
    for secret in secrets:
        text = text.replace(secret, "…")
    return re.sub(r"://[^/\s@]+@", "://…@", text)
