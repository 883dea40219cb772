"""What an operator may set about Teams; with no app id, the surface is for this machine alone."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from knowledge.settings import RemitSettings

UNPROVEN = "set REMIT_TEAMS__APP_PASSWORD, or REMIT_TEAMS__IDENTITY=managed"
NO_TENANT = "set REMIT_TEAMS__TENANT_ID to your organisation's id, or IDENTITY=multi_tenant"
NO_APP = "set REMIT_TEAMS__APP_ID too; without it nothing is checked"


class TeamsSettings(RemitSettings):
    """Settings of the Teams app, named `REMIT_TEAMS__…`."""

    model_config = SettingsConfigDict(env_prefix="REMIT_TEAMS__")

    app_id: str = Field(
        default="",
        description="the bot's Microsoft app id; without one, nobody is asked for a token and the "
        "server answers this machine alone",
    )
    app_password: SecretStr | None = Field(
        default=None, description="the client secret of that app; none for a managed identity"
    )
    tenant_id: str = Field(
        default="",
        description="the organisation's Entra tenant id; where it is set, nobody of another "
        "organisation is answered",
    )
    identity: Literal["single_tenant", "multi_tenant", "managed"] = Field(
        default="single_tenant",
        description="how the bot is registered in Azure: `single_tenant`, `multi_tenant` or "
        "`managed` (a managed identity, which has no password)",
    )
    token_issuer: str = Field(
        default="https://api.botframework.com",
        description="who issues the tokens of Teams' requests; another in national clouds",
    )
    openid_metadata_url: HttpUrl = Field(
        default=HttpUrl("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        description="where the issuer's signing keys are announced; another in national clouds",
    )
    login_url: HttpUrl = Field(
        default=HttpUrl("https://login.microsoftonline.com/"),
        description="where the bot gets its own tokens; another in national clouds",
    )
    oauth_scope: str = Field(
        default="https://api.botframework.com",
        description="what the bot's own tokens are for; another in national clouds",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Credentials are whole or absent: half of them would fail at the first answer."""
        if not self.app_id:
            if self.app_password or self.identity == "managed":
                raise ValueError(NO_APP)
            return self
        if self.identity != "managed" and not self.app_password:
            raise ValueError(UNPROVEN)
        if self.identity == "single_tenant" and not self.tenant_id:
            raise ValueError(NO_TENANT)
        return self

    @property
    def authority(self) -> str:
        """Where the bot signs in: its own tenant's, or Bot Framework's for several tenants."""
        tenant = "botframework.com" if self.identity == "multi_tenant" else self.tenant_id
        return f"{str(self.login_url).rstrip('/')}/{tenant}"
