"""The app package is whole, for one bot, and within what a manifest may hold."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from adapters import commands
from adapters.teams.package import SIZES, PackageWrong, package
from tests.adapters.teams.authority import APP_ID

FOLDER = Path(__file__).resolve().parents[3] / "deploy" / "teams-manifest"
ADDRESS = "https://remit.example.org"


def manifest() -> dict[str, Any]:
    """The manifest as it is kept."""
    given: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return given


def files(content: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_is_for_one_bot_at_one_address() -> None:
    """Every id and every address is filled in; nothing of the template is left."""
    packed = files(package(manifest(), APP_ID, ADDRESS))
    written = json.loads(packed["manifest.json"])

    assert set(packed) == {"manifest.json", *SIZES}
    assert written["id"] == APP_ID
    assert written["bots"][0]["botId"] == written["composeExtensions"][0]["botId"] == APP_ID
    assert written["validDomains"] == ["remit.example.org"]
    assert "00000000-0000" not in packed["manifest.json"].decode()


def test_the_same_manifest_is_the_same_package() -> None:
    """Byte by byte, so that it can be compared."""
    assert package(manifest(), APP_ID, ADDRESS) == package(manifest(), APP_ID, ADDRESS)


@pytest.mark.parametrize(
    ("app_id", "address", "said"),
    [
        ("", ADDRESS, "REMIT_TEAMS__APP_ID"),
        ("my-bot", ADDRESS, "REMIT_TEAMS__APP_ID"),
        (APP_ID, "http://127.0.0.1:3978", "REMIT_PUBLIC_URL"),
        (APP_ID, "", "REMIT_PUBLIC_URL"),
    ],
)
def test_what_is_missing_is_named(app_id: str, address: str, said: str) -> None:
    """In a sentence, before anything is written."""
    with pytest.raises(PackageWrong, match=said):
        package(manifest(), app_id, address)


@pytest.mark.parametrize("name", SIZES)
def test_the_icons_have_the_sizes_that_teams_wants(name: str) -> None:
    """192 and 32 pixels; the outline is white or nothing; those that are kept are these."""
    drawn = files(package(manifest(), APP_ID, ADDRESS))[name]
    width, height, depth, kind = struct.unpack(">IIBB", drawn[16:26])
    at = drawn.index(b"IDAT")
    pixels = zlib.decompress(drawn[at + 4 : at + 4 + struct.unpack(">I", drawn[at - 4 : at])[0]])

    assert (width, height, depth, kind) == (SIZES[name], SIZES[name], 8, 6)
    assert len(pixels) == height * (width * 4 + 1)
    assert drawn == (FOLDER / name).read_bytes()
    if name == "outline.png":
        rows = [pixels[n * 129 + 1 : (n + 1) * 129] for n in range(32)]
        seen = {row[n : n + 4] for row in rows for n in range(0, 128, 4)}
        assert seen == {b"\xff\xff\xff\xff", b"\0\0\0\0"}


def test_the_commands_of_the_manifest_are_the_bots_own() -> None:
    """At most 3 lists of 12, titles of 32, descriptions of 128; each plain one is understood."""
    lists = manifest()["bots"][0]["commandLists"]
    plain = [each for some in lists for each in some["commands"] if each.get("type") != "prompt"]

    assert len(lists) <= 3
    for some in lists:
        assert len(some["commands"]) <= 12
        for each in some["commands"]:
            assert 0 < len(each["title"]) <= 32
            assert 0 < len(each["description"]) <= 128
    verbs = {commands.read(f"{each['title']} x y").verb.value for each in plain}
    alone = {commands.read(each["title"]).verb.value for each in plain}
    assert {each["title"] for each in plain} <= verbs | alone


def test_the_dialogs_and_searches_of_the_manifest_are_taken() -> None:
    """One search over roles and passages, one dialog that compares."""
    (extension,) = manifest()["composeExtensions"]

    assert [(each["id"], each["type"]) for each in extension["commands"]] == [
        ("find", "query"),
        ("compare", "action"),
    ]
