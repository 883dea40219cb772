"""What reading changed in one file or left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge.furniture import strip_furniture
from knowledge.model import Note
from knowledge.reading.files import read_file
from knowledge.reading_room import read_library


def notes_of(path: Path, folders: Sequence[Path]) -> tuple[Note, ...]:
    """The notes of the file `path`, in the order of its text.

    In one of the `folders` it is read as ingest reads it, beside the others, because what recurs in
    several files is left out; anywhere else by itself.

    Raises:
        ReadError: the file cannot be read.
    """
    file = path.resolve()
    for folder in folders:
        if file.is_relative_to(folder.resolve()):
            name = file.relative_to(folder.resolve()).as_posix()
            library, errors = read_library([folder])
            for error in errors:
                if error.path == name:
                    raise error
            for document in library.documents:
                if document.path == name:
                    return document.notes
    outline = read_file(file.parent, file)
    return strip_furniture(outline, frozenset()).notes
