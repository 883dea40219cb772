"""A folder of role documents is read whole; what cannot be read is said, and stops nothing else."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import LibraryMissing, ReadError
from knowledge.model import Library
from knowledge.reading import files
from knowledge.reading_room import read_library

GOOD = "# Harbour Pilot\n\n## Duties\n\n- Guides ships into the harbour\n"


def pdf(text: str = "", password: str = "") -> bytes:
    """A PDF of one page with a drawing, and with a text or not."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.rect(10, 10, 50, 50)
    if text:
        canvas.drawString(72, 700, text)
    canvas.save()
    if not password:
        return stream.getvalue()
    writer = PdfWriter()
    writer.append(PdfReader(stream))
    writer.encrypt(password)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def bomb() -> bytes:
    """YAML whose few lines stand for a thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    return "\n".join(lines).encode()


PAGE_OF_LINKS = (
    b"<html><body><nav><ul><li><a href='/a'>Home</a><li><a href='/b'>Jobs</a></ul></nav>"
    b"<footer><a href='/c'>Login</a></footer></body></html>"
)
BAD = [
    ("empty.md", b"", "is empty"),
    ("blank.txt", b" \n\t\n", "is empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03" * 20, "is not text"),
    ("locked.pdf", pdf("Pilot", "secret"), "password"),
    ("scan.pdf", pdf(), "no text"),
    ("broken.pdf", b"%PDF-1.4 nothing", "not a sound PDF"),
    ("broken.docx", b"PK\x03\x04 nothing", "is not a .docx"),
    ("broken.xlsx", b"PK\x03\x04 nothing", "xlsx"),
    ("old.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
    ("deep.json", b"[" * 50_000 + b"]" * 50_000, "nested"),
    ("deep.yaml", b"[" * 50_000, "nested"),
    ("deep.html", b"<div>" * 50_000 + b"Pilot", "nested|nothing"),
    ("bomb.yaml", bomb(), "aliases"),
    ("torn.json", b'{"role": "Pilot", ', "not valid JSON"),
    ("torn.yaml", b"role: [Pilot\nduties: }", "not valid YAML"),
    ("links.html", PAGE_OF_LINKS, "navigation|nothing|no text"),
    ("pipes.txt", b"|\n|\n|\n", "nothing"),
]


def read(folder: Path, known: Library | None = None) -> tuple[Library, tuple[ReadError, ...]]:
    """Read the library in `folder`."""
    return read_library([folder], known)


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_gets_one_sentence_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """Path, reason and remedy, on one line without a traceback's words."""
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / name).write_bytes(content)
    library, errors = read(tmp_path)
    assert [document.path for document in library.documents] == ["good.md"]
    (error,) = errors
    message = str(error)
    assert message == f"{name}: {error.reason}; {error.remedy}"
    assert re.search(reason, message)
    assert error.remedy
    assert "\n" not in message
    assert len(message) < 250
    assert "Error" not in message


def test_all_bad_files_together_are_each_reported_once(tmp_path: Path) -> None:
    """One bad file hides no other."""
    (tmp_path / "good.md").write_text(GOOD)
    for name, content, _ in BAD:
        (tmp_path / name).write_bytes(content)
    library, errors = read(tmp_path)
    assert sorted(error.path for error in errors) == sorted(name for name, _, _ in BAD)
    assert len(library.documents) == 1


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """Its size is enough to know that it is no role document."""
    (tmp_path / "good.md").write_text(GOOD)
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50 * 1024 * 1024)
    library, errors = read(tmp_path)
    assert len(library.documents) == 1
    assert [str(error) for error in errors] == [
        "huge.txt: is larger than 20 MB; split it, or take pictures out of it"
    ]


def test_a_file_that_vanishes_while_the_folder_is_read_is_reported(tmp_path: Path) -> None:
    """It was there when the folder was listed."""
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text("# Tug Engineer\n\n- Mends engines\n")

    def vanish(path: str) -> None:
        if path == "b.md":
            (tmp_path / "b.md").unlink()

    library, errors = read_library([tmp_path], progress=vanish)
    assert [document.path for document in library.documents] == ["a.md"]
    assert [error.reason for error in errors] == ["is no longer there"]


def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    """It is a document whose content is gone."""
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").symlink_to(tmp_path / "gone.md")
    _, errors = read(tmp_path)
    assert [error.path for error in errors] == ["b.md"]


def test_a_folder_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it is missing from the library, and nobody would know otherwise."""
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "secret").mkdir()
    listed = os.scandir

    def guarded(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", guarded)
    library, errors = read(tmp_path)
    assert [document.path for document in library.documents] == ["good.md"]
    assert [str(error) for error in errors] == [
        "secret: is a folder that may not be read; give read permission to it"
    ]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_is_reported(tmp_path: Path, what: str) -> None:
    """A file or a whole folder without permission does not end the reading."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "b.md").write_text(GOOD)
    locked = tmp_path / "secret" / "b.md" if what == "file" else tmp_path / "secret"
    locked.chmod(0)
    try:
        library, errors = read(tmp_path)
    finally:
        locked.chmod(0o755)
    assert [document.path for document in library.documents] == ["good.md"]
    assert [error.path.startswith("secret") for error in errors] == [True]


@pytest.mark.parametrize(
    "name",
    [
        "harbour pilot (final) v2.md",
        "Pilote – été 2026.md",
        "港口引航员.md",
        "a'b\"c;d&e.md",
        "#1 50%.md",
    ],
)
def test_names_with_blanks_signs_and_any_letters_are_read(tmp_path: Path, name: str) -> None:
    """The path is kept as it is; the link's name is plain."""
    folder = tmp_path / "Rôles à bord"
    folder.mkdir()
    (folder / name).write_text(GOOD)
    library, errors = read(tmp_path)
    assert errors == ()
    (document,) = library.documents
    assert document.path == f"Rôles à bord/{name}"
    assert re.fullmatch("[a-z0-9-]+", document.slug)


def test_folders_are_read_recursively_and_hidden_ones_are_not(tmp_path: Path) -> None:
    """Other files are passed over without a word."""
    for name in ("a.md", "team/b.md", "team/night/c.md", ".git/d.md", "team/logo.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        title = f"{Path(name).stem.upper()} Pilot"
        (tmp_path / name).write_text(GOOD.replace("Harbour Pilot", title))
    library, errors = read(tmp_path)
    assert [each.path for each in library.documents] == ["a.md", "team/b.md", "team/night/c.md"]
    assert errors == ()


def test_one_library_may_have_several_folders(tmp_path: Path) -> None:
    """Files of one name in two folders are told apart by the folder."""
    for folder, name in (("x", "pilot.md"), ("y", "pilot.md"), ("y", "tug.md")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(GOOD)
    library, _ = read_library([tmp_path / "x", tmp_path / "y"])
    assert [each.path for each in library.documents] == ["x/pilot.md", "y/pilot.md", "tug.md"]


def test_a_folder_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    """The message names it and says what to give."""
    with pytest.raises(LibraryMissing, match="is not a folder; give a folder"):
        read(tmp_path / "nowhere")
    with pytest.raises(LibraryMissing, match="holds no role document"):
        read(tmp_path)


def test_a_library_of_bad_files_only_is_empty_and_says_why(tmp_path: Path) -> None:
    """The caller sees each reason."""
    (tmp_path / "empty.md").write_bytes(b"")
    library, errors = read(tmp_path)
    assert not library.documents
    assert not library.roles
    assert len(errors) == 1


def test_an_unchanged_library_is_given_back_unread(tmp_path: Path) -> None:
    """Only what could not be read before is tried again, and reported again."""
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "empty.md").write_bytes(b"")
    before, _ = read(tmp_path)
    tried: list[str] = []
    after, errors = read_library([tmp_path], before, tried.append)
    assert after is before
    assert tried == ["empty.md"]
    assert [error.path for error in errors] == ["empty.md"]


@pytest.mark.parametrize("change", ["edited", "added", "removed", "mended"])
def test_any_change_gives_a_library_of_another_revision(tmp_path: Path, change: str) -> None:
    """Edited, added and removed documents count, and one that can be read at last."""
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "other.md").write_text(GOOD.replace("Pilot", "Clerk"))
    (tmp_path / "empty.md").write_bytes(b"")
    before, _ = read(tmp_path)
    if change == "edited":
        (tmp_path / "other.md").write_text(GOOD.replace("Pilot", "Warden"))
    elif change == "added":
        (tmp_path / "new.md").write_text(GOOD.replace("Pilot", "Warden"))
    elif change == "removed":
        (tmp_path / "other.md").unlink()
    else:
        (tmp_path / "empty.md").write_text(GOOD.replace("Pilot", "Warden"))
    after, _ = read(tmp_path, before)
    fresh, _ = read(tmp_path)
    assert after == fresh
    assert after.revision != before.revision


def test_a_limit_on_size_is_the_reader_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document at the limit is read, one byte more is not."""
    (tmp_path / "good.md").write_text(GOOD)
    monkeypatch.setattr(files, "LARGEST", len(GOOD))
    assert read(tmp_path)[1] == ()
    monkeypatch.setattr(files, "LARGEST", len(GOOD) - 1)
    assert len(read(tmp_path)[1]) == 1


def test_notices_that_recur_in_several_files_are_left_out_of_all(tmp_path: Path) -> None:
    """A house's long notice at the foot of every page is known by its recurrence."""
    notice = (
        "This paper is confidential to the Northquay Harbour Trust and its crews; whoever finds it "
        "is asked to bring it to the gate, and nobody may lend it, sell it or copy any part of it "
        "for others."
    )
    for name in ("Pilot", "Clerk", "Warden"):
        text = GOOD.replace("Pilot", name)
        (tmp_path / f"{name}.md").write_text(f"{text}\n{notice}\n")
    library, _ = read(tmp_path)
    assert all("confidential" not in document.text for document in library.documents)
