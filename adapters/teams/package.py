"""The app package that Teams is given: the manifest for one bot, and its icons, in a zip.

Comes in: the manifest of `deploy/teams-manifest`, the bot's app id and the server's address. Goes
out: the bytes of the package. The icons are drawn here, without any library for pictures.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
COLOUR, WHITE, NOTHING = (0x1F, 0x4E, 0x5F, 255), (255, 255, 255, 255), (0, 0, 0, 0)
SIZES = {"color.png": 192, "outline.png": 32}
STAMP = (2020, 1, 1, 0, 0, 0)
"""One moment for all files, so that the same manifest is the same package."""

Pixel = tuple[int, int, int, int]


class PackageWrong(ValueError):
    """What the package is to be made from is no good; the text says why."""


def package(manifest: Mapping[str, Any], app_id: str, address: str) -> bytes:
    """The package for a bot.

    Raises:
        PackageWrong: the id is none, or the address is not one that Teams can open.
    """
    if not GUID.fullmatch(app_id):
        raise PackageWrong(f"“{app_id}” is no app id; set REMIT_TEAMS__APP_ID")
    split = urlsplit(address)
    if split.scheme != "https" or not split.hostname:
        raise PackageWrong(f"“{address}” is no https address; set REMIT_PUBLIC_URL")
    files = {"manifest.json": json.dumps(filled(manifest, app_id, address), indent=2).encode()}
    files |= {name: icon(size, outline=name == "outline.png") for name, size in SIZES.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), content)
    return out.getvalue()


def filled(manifest: Mapping[str, Any], app_id: str, address: str) -> dict[str, Any]:
    """The manifest with the bot's id wherever one stands, and the server's address."""
    given: dict[str, Any] = json.loads(json.dumps(manifest))
    base = address.rstrip("/")
    given["id"] = app_id
    for each in (*given["bots"], *given["composeExtensions"]):
        each["botId"] = app_id
    given["developer"] |= {
        "websiteUrl": base,
        "privacyUrl": f"{base}/privacy",
        "termsOfUseUrl": f"{base}/terms",
    }
    given["validDomains"] = [urlsplit(base).hostname]
    return given


def icon(size: int, *, outline: bool) -> bytes:
    """A page with a marked passage, as a PNG; the outline is white on nothing."""

    def shown(x: float, y: float) -> Pixel:
        page = 0.26 <= x <= 0.74 and 0.16 <= y <= 0.84
        border = page and not (0.32 <= x <= 0.68 and 0.22 <= y <= 0.78)
        line = 0.38 <= x <= 0.62 and any(abs(y - at) <= 0.025 for at in (0.32, 0.42, 0.68))
        mark = 0.38 <= x <= 0.62 and 0.49 <= y <= 0.61
        if border or line or mark:
            return WHITE
        return NOTHING if outline else COLOUR

    return png(size, shown)


def png(size: int, shown: Callable[[float, float], Pixel]) -> bytes:
    """A square picture; `shown` gives the pixel at a place between 0 and 1."""
    rows = b"".join(
        b"\0" + b"".join(bytes(shown((x + 0.5) / size, (y + 0.5) / size)) for x in range(size))
        for y in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_part, parts))


def _part(named: tuple[bytes, bytes]) -> bytes:
    """A part of a PNG with its length and checksum."""
    name, content = named
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
