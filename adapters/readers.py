"""Who may read what in this server: groups, a trusted proxy's word, and links that open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adapters.audience_settings import AudienceSettings
from adapters.links import Links, open_links
from adapters.membership import Membership, open_membership
from adapters.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Readers:
    """What all adapters go by. `membership` is None where the settings name no groups."""

    settings: AudienceSettings
    links: Links
    membership: Membership | None = None


def open_readers(server: ServerSettings, data_dir: Path) -> Readers:
    """The readers of the settings.

    Raises:
        GroupsBroken: it cannot be told who is in which group.
    """
    settings = AudienceSettings()
    membership = open_membership(settings) if settings.groups or settings.groups_file else None
    return Readers(settings, open_links(server.address, settings.links, data_dir), membership)
