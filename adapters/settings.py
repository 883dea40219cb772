"""What an operator may set about the server and what it shares: the environment is read here only.

What belongs to one chat platform is set in that adapter's own settings.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASE_FILE = "remit.db"


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


class ServerSettings(BaseSettings):
    """Settings of the server, named `REMIT_…`; a `.env` file is read if present."""

    model_config = SettingsConfigDict(
        env_prefix="REMIT_",
        env_nested_delimiter="__",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
    )

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
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
    traces: TraceSettings = TraceSettings()

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
