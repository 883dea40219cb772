"""What may be pushed as an archive, and what is refused with nothing written outside the folder."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.syncing import unpacking
from adapters.syncing.errors import PushRefused
from adapters.syncing.unpacking import unpack


def archive(folder: Path, files: dict[str, bytes], **external: int) -> Path:
    """A zip archive; `mode` is the Unix mode of its files."""
    path = folder / "pushed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = external.get("mode", 0) << 16
            packed.writestr(entry, content)
    return path


def below(folder: Path) -> set[str]:
    """The files in a folder and below it."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """An empty folder within another one."""
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    return folder


def test_documents_keep_their_folders_and_the_rest_is_left_out(
    tmp_path: Path, inside: Path
) -> None:
    """Pictures, hidden files and what macOS adds are no documents."""
    files = {"bakers/baker.md": b"# Baker", "a.png": b"x", ".git/b.md": b"x", "__MACOSX/c.md": b"x"}

    assert unpack(archive(tmp_path, files), inside) == 1
    assert below(inside) == {"bakers/baker.md"}
    assert (inside / "bakers/baker.md").read_bytes() == b"# Baker"


@pytest.mark.parametrize(
    "name",
    [
        "../out.md",
        "a/../../out.md",
        "/etc/out.md",
        "..\\out.md",
        "C:\\out.md",
        "C:out.md",
        "a\nb.md",
    ],
)
def test_a_name_that_leads_out_refuses_the_whole_archive(
    tmp_path: Path, inside: Path, name: str
) -> None:
    """Whichever way it leads out, and although the first file is a good one."""
    path = archive(tmp_path, {"good.md": b"# Good", name: b"# Bad"})

    with pytest.raises(PushRefused, match="name that is not allowed"):
        unpack(path, inside)
    assert below(tmp_path) == {"pushed.zip"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(["..", ".", "", "a", "~", "C:", "\\", "etc"]), max_size=6))
def test_no_name_whatever_writes_outside(tmp_path: Path, parts: list[str]) -> None:
    """Refused or taken, there is nothing beside the folder."""
    home = tmp_path / "home"
    inside = home / "in" / "side"
    inside.mkdir(parents=True, exist_ok=True)
    path = archive(tmp_path, {"/".join([*parts, "x.md"]): b"x"})
    with contextlib.suppress(PushRefused):
        unpack(path, inside)
    assert all(each.startswith("in/side/") for each in below(home))
    for each in inside.rglob("x.md"):
        each.unlink()


def test_a_link_is_refused(tmp_path: Path, inside: Path) -> None:
    """It would show a file of the server as if it were a document."""
    path = archive(tmp_path, {"a.md": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)

    with pytest.raises(PushRefused, match="a link"):
        unpack(path, inside)


def test_a_bomb_is_refused_by_what_comes_out_of_it(
    tmp_path: Path, inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small files in great number count too."""
    monkeypatch.setattr(unpacking, "MOST_BYTES", 100_000)
    path = archive(tmp_path, {f"{i}.md": bytes(30_000) for i in range(5)})
    assert path.stat().st_size < 3_000

    with pytest.raises(PushRefused, match="too large once") as refused:
        unpack(path, inside)
    assert refused.value.too_large
    assert sum(each.stat().st_size for each in inside.iterdir()) <= 100_000


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path, inside: Path) -> None:
    """What it claims is not believed."""
    path = archive(tmp_path, {"a.md": b"y" * 50_000})
    content = path.read_bytes().replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)

    with pytest.raises(PushRefused):
        unpack(path, inside)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"<html>", bytes(5000)])
def test_what_is_no_archive_is_refused(tmp_path: Path, inside: Path, content: bytes) -> None:
    """In one sentence."""
    path = tmp_path / "pushed.zip"
    path.write_bytes(content)

    with pytest.raises(PushRefused, match="no zip archive"):
        unpack(path, inside)


def test_an_archive_without_a_document_is_refused(tmp_path: Path, inside: Path) -> None:
    """The documents that were there before stay."""
    with pytest.raises(PushRefused, match="no document"):
        unpack(archive(tmp_path, {"a.png": b"x"}), inside)


def test_the_same_name_twice_is_refused(tmp_path: Path, inside: Path) -> None:
    """Nobody could say which of the two holds."""
    path = tmp_path / "pushed.zip"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as packed:
        packed.writestr("a.md", "one")
        packed.writestr("b.md", "two")
    path.write_bytes(memory.getvalue().replace(b"b.md", b"a.md"))

    with pytest.raises(PushRefused, match="same name twice"):
        unpack(path, inside)
