"""Documents out of a zip archive that may come from anyone who has the token.

Comes in: an archive's file, an empty folder. Goes out: its documents in that folder. Sizes are
counted as they are unpacked, not as the archive claims. An archive with one bad name is refused as
a whole; files that are no documents are passed over, as in any folder.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from adapters.syncing.errors import PushRefused
from knowledge.reading.files import LARGEST, READERS

MOST_FILES = 10_000
MOST_BYTES = 512 * 1024**2
"""What an archive may hold once it is unpacked."""

DEEPEST = 32
"""Folders within folders."""

LONGEST_NAME = 200
"""Bytes of a file's or folder's name."""

AT_ONCE = 1024**2


def unpack(archive: Path, folder: Path) -> int:
    """Unpack the documents of an archive into an empty folder; how many they are.

    Raises:
        PushRefused: it is no zip archive, holds no document, too much, or a name that leads out.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            return _unpack(packed, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise PushRefused("this is no zip archive that can be read") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise PushRefused("it holds the same name twice") from error


def _unpack(packed: zipfile.ZipFile, folder: Path) -> int:
    """The same of an open archive."""
    entries = packed.infolist()
    if len(entries) > MOST_FILES:
        raise PushRefused(f"it holds more than {MOST_FILES:,} files", too_large=True)
    paths = [_path_of(entry) for entry in entries]
    seen: set[str] = set()
    room = MOST_BYTES
    for entry, path in zip(entries, paths, strict=True):
        if entry.is_dir() or path.suffix.lower() not in READERS:
            continue
        if any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts):
            continue
        if str(path) in seen:
            raise PushRefused("it holds the same name twice")
        seen.add(str(path))
        room -= _write(packed, entry, folder / path, min(room, LARGEST))
    if not seen:
        raise PushRefused("it holds no document of a kind that is read")
    return len(seen)


def _write(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Unpack one file of at most `most` bytes; how many it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with packed.open(entry) as source, path.open("xb") as target:
        while piece := source.read(AT_ONCE):
            written += len(piece)
            if written > most:
                raise PushRefused("it is too large once it is unpacked", too_large=True)
            target.write(piece)
    return written


def _path_of(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Where an entry goes, below the folder.

    Raises:
        PushRefused: it leads out of the folder, is a link or a device, or is locked.
    """
    name, path = entry.filename, PurePosixPath(entry.filename)
    windows = PureWindowsPath(name)
    leads_out = path.is_absolute() or windows.drive or windows.root or ".." in windows.parts
    too_long = any(len(part.encode()) > LONGEST_NAME for part in path.parts)
    strange = not name.isprintable() or "\\" in name or too_long
    if leads_out or strange or len(path.parts) > DEEPEST:
        raise PushRefused("it holds a name that is not allowed")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise PushRefused("it holds a link or a device")
    if entry.flag_bits & 0x1:
        raise PushRefused("it is locked with a password")
    return path
