"""Every file of a folder is read, passed over, or refused with a reason and a remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import ReadError
from knowledge.reading import files


def test_documents_are_found_sorted_and_hidden_ones_are_not(tmp_path: Path) -> None:
    """Lock files, hidden folders and unknown kinds are passed over; loops do not hold."""
    for name in ("b/role.md", "a.docx", "~$a.docx", ".git/x.md", ".x.md", "logo.png", "old.DOC"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in files.documents_in(tmp_path)]
    assert found == ["a.docx", "old.DOC", "b/role.md"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", b" \n\xef\xbb\xbf", "is empty"),
        ("a.md", b"\x89PNG\x00\x01\x02\x00" * 9, "is not text"),
        ("a.doc", b"x", "save it as .docx"),
        ("a.xyz", b"x", "of a kind that is not read"),
        ("a.docx", b"x", "is not a .docx"),
        ("a.json", b"[" * 90_000, "nested|line 1"),
    ],
)
def test_bad_files_are_refused_with_path_reason_and_remedy(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """The message opens with the path inside the library."""
    (tmp_path / "team").mkdir()
    path = tmp_path / "team" / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=reason) as caught:
        files.read_file(tmp_path, path)
    assert str(caught.value).startswith(f"team/{name}: ")


def test_a_file_that_is_too_large_or_gone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size is checked before reading; a file may vanish between finding and reading."""
    path = tmp_path / "a.md"
    path.write_text("# Clerk")
    monkeypatch.setattr(files, "LARGEST", 3)
    with pytest.raises(ReadError, match="is larger"):
        files.read_file(tmp_path, path)
    path.unlink()
    with pytest.raises(ReadError, match="no longer there"):
        files.read_file(tmp_path, path)


@pytest.mark.parametrize(
    "content",
    ['{"title": "Clerk", "duties": ["Sort"]}', "<!doctype html><h1>Clerk</h1><ul><li>Sort</ul>"],
)
def test_a_text_file_that_holds_json_or_html_is_read_as_that(tmp_path: Path, content: str) -> None:
    """The suffix says less than the content."""
    path = tmp_path / "a.txt"
    path.write_text(content)
    assert files.read_file(tmp_path, path).blocks[0].text == "Clerk"


def test_utf16_text_is_not_taken_for_binary(tmp_path: Path) -> None:
    """Its NUL bytes are half of its letters."""
    path = tmp_path / "a.md"
    path.write_bytes("# Clerk\n\nSorts the post.".encode("utf-16"))
    assert files.read_file(tmp_path, path).blocks[0].text == "Clerk"


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    """Listing readers must not cost the start of the bot seconds."""
    code = (
        "import sys; import knowledge.reading.files; "
        "sys.exit(any(name in sys.modules for name in "
        "('docx', 'pdfplumber', 'openpyxl', 'docutils', 'bs4', 'markdown_it')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
