"""What an operator may set about Slack: the environment is read here only."""

from __future__ import annotations

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import SettingsConfigDict

from knowledge.settings import RemitSettings


class SlackSettings(RemitSettings):
    """Settings of the Slack app, named `REMIT_SLACK__…`."""

    model_config = SettingsConfigDict(env_prefix="REMIT_SLACK__")

    bot_token: SecretStr | None = Field(
        default=None, description="the bot's token (`xoxb-…`), for one workspace"
    )
    signing_secret: SecretStr | None = Field(
        default=None,
        description="the app's signing secret, for requests to `/slack/events`; without it that "
        "address does not exist",
    )
    app_token: SecretStr | None = Field(
        default=None,
        description="the app-level token (`xapp-…`) for Socket Mode, which needs no public address",
    )
    client_id: str = Field(default="", description="the app's client id, for many workspaces")
    client_secret: SecretStr | None = Field(
        default=None, description="the app's client secret, for many workspaces"
    )
    store_key: SecretStr | None = Field(
        default=None,
        description="the key under which tokens of many workspaces are kept: 32 bytes in URL-safe "
        "base64; older keys may follow after commas",
    )
    stream: bool = Field(
        default=True, description="whether answers in the agent view appear line by line"
    )
    api_url: HttpUrl = Field(
        default=HttpUrl("https://slack.com/api/"),
        description="the address of Slack's Web API; another one is for tests",
    )

    @property
    def one_workspace(self) -> bool:
        """Whether a token for one workspace is set."""
        return bool(secret(self.bot_token))

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces may install the app themselves."""
        return bool(self.client_id and secret(self.client_secret) and secret(self.store_key))

    @property
    def listens(self) -> bool:
        """Whether there is a way for Slack's events to come in, and a token to answer with."""
        ways_in = secret(self.signing_secret) or secret(self.app_token)
        return bool(ways_in) and (self.one_workspace or self.many_workspaces)


def secret(value: SecretStr | None) -> str:
    """A secret's text; empty where it is not set or blank."""
    return value.get_secret_value().strip() if value else ""
