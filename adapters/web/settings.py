"""What an operator may set about the pages: the environment is read here only."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class OwnersSettings(BaseSettings):
    """Settings of the owners' page, named `REMIT_OWNERS__…`; a `.env` file is read if present."""

    model_config = SettingsConfigDict(
        env_prefix="REMIT_OWNERS__",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
    )

    token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="opens the page `/owners`, for whoever keeps role documents; at least 16 "
        "characters. Without it there is no such page",
    )
