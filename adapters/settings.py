"""What an operator may set about the server and its adapters: the environment is read here only."""

from __future__ import annotations

from pydantic import Field, HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict


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
        description="the address that the server listens on; `127.0.0.1` is this machine alone",
    )
    port: int = Field(default=3978, ge=1, le=65535, description="the port that it listens on")
    public_url: HttpUrl | None = Field(
        default=None,
        description="where people reach the server, such as `https://remit.example.org`; with "
        "`https`, browsers are told to use nothing else",
    )

    @property
    def address(self) -> str:
        """The address to give to people, without a slash at its end."""
        if self.public_url:
            return str(self.public_url).rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"
