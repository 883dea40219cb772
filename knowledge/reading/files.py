"""Which files of a folder are documents, and how each is read.

A path comes in, an outline goes out; whatever is wrong with a file ends as one `ReadError` that
its owner can act on. A format's libraries are loaded when the first file of that format is met.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from knowledge.errors import ReadError
from knowledge.model import Outline

Reader = Callable[[bytes, str], Outline]

LARGEST = 20 * 1024 * 1024
"""Bytes a document may have; role documents are a hundredth of it."""


def _lazily(name: str) -> Reader:
    """Return a reader that loads the module `name` of this package when it is first called."""

    def read(content: bytes, path: str) -> Outline:
        module = import_module(f"knowledge.reading.{name}")
        outline: Outline = module.read(content, path)
        return outline

    return read


_MODULES = {
    "markdown": (".md", ".markdown", ".mdown"),
    "html": (".html", ".htm", ".xhtml"),
    "docx": (".docx",),
    "pdf": (".pdf",),
    "data": (".yaml", ".yml", ".json"),
    "rst": (".rst",),
    "table": (".csv", ".tsv", ".xlsx"),
    "text": (".txt", ".text"),
}
READERS: Mapping[str, Reader] = MappingProxyType(
    {suffix: _lazily(name) for name, suffixes in _MODULES.items() for suffix in suffixes}
)
"""The reader of each suffix, lower case with its dot."""

_PACKED = frozenset((".docx", ".pdf", ".xlsx"))
_TO_CONVERT = MappingProxyType(
    {
        ".doc": "save it as .docx",
        ".odt": "save it as .docx",
        ".rtf": "save it as .docx",
        ".pptx": "save it as .pdf, or put its text into a document",
        ".xls": "save it as .xlsx",
    }
)
_TAGS = re.compile(
    rb"</?(?:p|div|li|ul|ol|h[1-6]|br|table|tr|td|th|span|strong|section)\b[^<>]*>", re.IGNORECASE
)
_MANY_TAGS = 10
_BYTES_A_TAG = 500


def documents_in(folder: Path) -> Iterator[Path]:
    """Yield the documents in `folder` and below it, sorted by path.

    Hidden files and folders, lock files (`~$…`) and files of unknown suffixes are passed over.
    Documents in formats that must be converted first are yielded, and at last the folders that
    cannot be opened; reading them says so. Links to folders are not followed, so that a loop cannot
    hold.
    """
    closed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    for parent, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            suffix = Path(name).suffix.lower()
            known = suffix in READERS or suffix in _TO_CONVERT
            if known and not name.startswith((".", "~$")):
                yield Path(parent) / name
    yield from closed


def read_file(folder: Path, path: Path) -> Outline:
    """Read the document `path`, which lies in `folder`.

    Raises:
        ReadError: it cannot be read, whatever the reason; its message names the path relative to
            `folder`.

    """
    shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
    suffix = path.suffix.lower()
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where permission is missing
        raise ReadError(shown, "is a folder that may not be read", "give read permission to it")
    if suffix in _TO_CONVERT:
        raise ReadError(shown, f"is in the format {suffix}, which is not read", _TO_CONVERT[suffix])
    if suffix not in READERS:
        known = ", ".join(sorted(READERS))
        raise ReadError(shown, "is of a kind that is not read", f"save it as one of {known}")
    content = _content(path, shown)
    if suffix not in _PACKED and _is_binary(content):
        raise ReadError(
            shown, f"is not text, although its name ends in {suffix}", "save it again as text"
        )
    try:
        return _reader(suffix, content)(content, shown)
    except RecursionError as error:
        raise ReadError(shown, "is nested too deeply", "make its structure flatter") from error
    except MemoryError as error:
        raise ReadError(shown, "needs more memory than there is", "split it") from error


def _content(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            reason = f"is larger than {LARGEST // 1024**2} MB"
            raise ReadError(shown, reason, "split it, or take pictures out of it")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(shown, "is no longer there", "put it back, or ingest again") from error
    except PermissionError as error:
        raise ReadError(shown, "may not be read", "give read permission to it") from error
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise ReadError(shown, reason, "check the file and its disk") from error
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise ReadError(shown, "is empty", "add its text, or remove it")
    return content


def _is_binary(content: bytes) -> bool:
    """Say whether `content` has NUL bytes that UTF-16 or UTF-32 does not explain."""
    if b"\x00" not in content or content.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
    ):
        return False
    sample = content[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return min(even, odd) * 10 > max(even, odd) or max(even, odd) * 3 < len(sample) // 2


def _reader(suffix: str, content: bytes) -> Reader:
    """Return the reader for `content`: a text file may hold JSON or a web page."""
    if suffix in (".txt", ".text"):
        start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"{", b"[")) and _is_json(content):
            return _read_json
        tags = len(_TAGS.findall(content))
        if start.startswith((b"<!doctype", b"<html")) or (
            tags >= _MANY_TAGS and tags * _BYTES_A_TAG >= len(content)
        ):
            return READERS[".html"]
    return READERS[suffix]


def _is_json(content: bytes) -> bool:
    import json  # noqa: PLC0415 - only for text files that look like it

    try:
        return isinstance(json.loads(content.decode("utf-8-sig")), (dict, list))
    except (ValueError, RecursionError):
        return False


def _read_json(content: bytes, path: str) -> Outline:
    from knowledge.reading import data  # noqa: PLC0415 - loaded when it is needed

    return data.read_json(content, path)
