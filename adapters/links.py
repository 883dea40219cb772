"""Addresses of cited passages: plain where everybody may read, signed and short-lived elsewhere.

Comes in: a citation. Goes out: its address in the reader. A key in it says which document it opens,
and with which groups; whoever has the link may read what these groups may in that document, until
it expires. A page that is asked for with a key is drawn from the guide of the key's groups alone:

    groups = links.opens(slug, key) if key else groups_by_proxy(settings, request.headers)
    page = await desk.look(Asker(groups=groups), lambda guide: guide.page(slug))
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote

from itsdangerous import BadData, URLSafeTimedSerializer
from pydantic import TypeAdapter, ValidationError

from adapters.audience_settings import LinkSettings
from adapters.errors import AdapterError
from bot.model import Citation

SECRET_FILE = "links.secret"  # noqa: S105  a file's name
HOUR_S = 3600

Signed = TypeAdapter(tuple[str, tuple[str, ...]])
"""What is signed: a document's slug, and the groups."""


class LinkRefused(AdapterError):
    """A key opens nothing, whatever the reason: nothing is told by it. The reply is 403."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This link does not open anything, or no longer does; ask Remit again.")


class Links:
    """Makes and opens the reader's addresses. Threads share it."""

    def __init__(self, address: str, secret: str, lifetime_s: int) -> None:
        """Take the server's address, what is signed with, and how long a key opens."""
        self._address = address.rstrip("/")
        self._lifetime_s = lifetime_s
        self._signer = URLSafeTimedSerializer(
            secret, salt="remit.reader", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def to(self, citation: Citation) -> str:
        """The absolute address of a citation's passage, with a key if it is restricted."""
        path, _, passage = citation.url.partition("#")
        key = ""
        if citation.restricted:
            slug = path.rpartition("/")[2]
            key = f"?key={quote(self.key(slug, citation.groups), safe='')}"
        return f"{self._address}{path}{key}#{passage}"

    def key(self, slug: str, groups: tuple[str, ...]) -> str:
        """A key to what these groups may read of a document."""
        return str(self._signer.dumps([slug, groups]))

    def opens(self, slug: str, key: str) -> tuple[str, ...]:
        """The groups with which a key opens a document.

        Raises:
            LinkRefused: it is expired, forged, or another document's.
        """
        try:
            document, groups = Signed.validate_python(
                self._signer.loads(key, max_age=self._lifetime_s)
            )
        except (BadData, ValidationError) as error:
            raise LinkRefused from error
        if document != slug:
            raise LinkRefused
        return groups


def open_links(address: str, settings: LinkSettings, data_dir: Path) -> Links:
    """The links of the settings; a secret is made, and kept in the data folder, if none is set."""
    given = settings.secret.get_secret_value() if settings.secret else _kept_secret(data_dir)
    return Links(address, given, settings.hours * HOUR_S)


def _kept_secret(data_dir: Path) -> str:
    """The data folder's own secret, made by whichever process comes first."""
    path = data_dir / SECRET_FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        # Written aside first, readable by its owner alone, so that nobody meets half of it.
        number, draft = tempfile.mkstemp(dir=data_dir, prefix=f"{SECRET_FILE}.")
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return path.read_text(encoding="ascii")
