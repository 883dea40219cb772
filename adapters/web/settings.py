"""What an operator may set about the pages: the environment is read here only."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from knowledge.settings import RemitSettings


class OwnersSettings(RemitSettings):
    """Settings of the owners' page, named `REMIT_OWNERS__…`."""

    model_config = SettingsConfigDict(env_prefix="REMIT_OWNERS__")

    token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="opens the page `/owners`, for whoever keeps role documents; at least 16 "
        "characters. Without it there is no such page",
    )
