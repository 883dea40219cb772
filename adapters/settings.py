"""What an operator may set about the server and what it shares: the environment is read here only.

What belongs to one chat platform is set in that adapter's own settings.
"""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, model_validator

from knowledge.settings import RemitSettings

DATABASE_FILE = "remit.db"

GIT_ADDRESS = re.compile(r"(https|ssh|file)://\S+|[\w.-]+@[\w.-]+:\S+")
"""Addresses of repositories that are fetched: what goes over a network is encrypted."""


class LimitSettings(BaseModel):
    """How much is taken on at once."""

    model_config = ConfigDict(frozen=True)

    waiting: int = Field(
        default=200,
        ge=1,
        description="questions that may wait or be at work in one process; further ones are told "
        "politely that many are waiting",
    )
    per_minute: int = Field(
        default=600,
        ge=1,
        description="questions a minute of one asker in one process; further ones are told so "
        "politely",
    )


class LogSettings(BaseModel):
    """How the log is written."""

    model_config = ConfigDict(frozen=True)

    format: Literal["text", "json"] = Field(
        default="text",
        description="`text` for people, `json` for programs: one object a line on standard error",
    )


class TraceSettings(BaseModel):
    """Where traces go."""

    model_config = ConfigDict(frozen=True)

    endpoint: HttpUrl | None = Field(
        default=None,
        description="where OpenTelemetry traces are sent over HTTP, such as "
        "`http://localhost:4318/v1/traces`",
    )


class SyncSettings(BaseModel):
    """Where role documents come from while the server runs; without any of it nothing is synced."""

    model_config = ConfigDict(frozen=True)

    every_s: float = Field(
        default=0.0,
        ge=0,
        description="seconds between two looks at the documents; what has changed is indexed while "
        "questions are answered. `0.0` looks when the server starts and after a push alone",
    )
    git_url: SecretStr | None = Field(
        default=None,
        description="a Git repository that holds the documents, `https://user:token@host/path`, "
        "`ssh://…` or `file://…`; it takes the place of `REMIT_LIBRARY`",
    )
    git_branch: str = Field(
        default="", description="the branch or tag of that repository; empty for its default branch"
    )
    git_folder: str = Field(
        default="", description="the folder of that repository with the documents; empty for all"
    )
    token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="lets whoever has it push documents to `/api/library`, at least 16 characters; "
        "without it there is no such address. What was pushed takes the place of `REMIT_LIBRARY`",
    )
    shared: Path | None = Field(
        default=None,
        description="a folder that all replicas have, with a `REMIT_DATA_DIR` of its own for each: "
        "one of them indexes there, the others copy the index from it",
    )

    @property
    def on(self) -> bool:
        """Whether the server looks after its documents at all."""
        return bool(self.every_s or self.git_url or self.token or self.shared)

    @model_validator(mode="after")
    def _makes_sense(self) -> SyncSettings:
        """One source of documents, at an address that can be fetched; the value is never told."""
        if self.git_url and self.token:
            raise ValueError("set GIT_URL or TOKEN, for documents come from one place")
        if self.git_url and not GIT_ADDRESS.fullmatch(self.git_url.get_secret_value()):
            raise ValueError("GIT_URL is no https, ssh or file address")
        if self.git_branch.startswith("-"):
            raise ValueError("GIT_BRANCH is no name of a branch")
        folder = PurePosixPath(self.git_folder)
        if folder.is_absolute() or ".." in folder.parts:
            raise ValueError("GIT_FOLDER is no folder of the repository")
        return self


class ServerSettings(RemitSettings):
    """Settings of the server."""

    host: str = Field(
        default="127.0.0.1",
        description="the address that the server listens on; any other than this machine's own "
        "needs `REMIT_PUBLIC_URL` and the credentials of a chat platform",
    )
    port: int = Field(default=3978, ge=1, le=65535, description="the port that it listens on")
    public_url: HttpUrl | None = Field(
        default=None,
        description="where people reach the server, such as `https://remit.example.org`; with "
        "`https`, browsers are told to use nothing else",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="the database of questions and receipts, `sqlite:////path/to/remit.db` or, for "
        "several replicas, `postgresql+psycopg://user:password@host/name`",
    )
    retention_days: int = Field(
        default=90,
        ge=1,
        description="days that questions, receipts and votes are kept",
    )
    workers: int | None = Field(
        default=None,
        ge=0,
        description="processes that answer beside the one that serves, each with some 150 MB of "
        "its own; `0` answers within it. Unset: one where there are two processors or more, none "
        "with a language model",
    )
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
    traces: TraceSettings = TraceSettings()
    sync: SyncSettings = SyncSettings()

    @property
    def address(self) -> str:
        """The address to give to people, without a slash at its end."""
        if self.public_url:
            return str(self.public_url).rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def only_here(self) -> bool:
        """Whether the server can be reached from its own machine alone."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def database(self, data_dir: Path) -> str:
        """The database's address: the one that is set, or SQLite in the data folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{data_dir.absolute() / DATABASE_FILE}"
