"""What an operator may set about who is in which group, and about links to what is restricted.

Who may see which document is the library's business: see `REMIT_AUDIENCE` in `knowledge.settings`.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from knowledge.settings import RemitSettings


class LinkSettings(BaseModel):
    """Links to restricted passages."""

    model_config = ConfigDict(frozen=True)

    secret: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="what links to restricted passages are signed with, 16 characters or more; "
        "replicas must share it",
    )
    hours: int = Field(
        default=72, ge=1, description="hours that a link to a restricted passage opens it"
    )


class ProxySettings(BaseModel):
    """What a reverse proxy says of whoever asks."""

    model_config = ConfigDict(frozen=True)

    groups_header: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9-]*$",
        description="the header in which a reverse proxy gives the groups of whoever asks on the "
        "web; only where nobody gets past a proxy that sets it, and drops what browsers send",
    )


class AudienceSettings(RemitSettings):
    """Settings of groups and links."""

    groups: dict[str, list[str]] = Field(
        default_factory=dict,
        description="JSON with the members of each group: e-mail addresses, `slack:U…`, "
        "`slack-group:S…`, `teams:<object id>`, `entra-group:<id>`",
    )
    groups_file: Path | None = Field(
        default=None, description="a YAML file with the same; a group in both has both's members"
    )
    links: LinkSettings = LinkSettings()
    web: ProxySettings = ProxySettings()
