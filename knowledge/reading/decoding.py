"""A file's bytes as text, whatever it was saved with.

Bytes come in, text goes out; the text is not repaired (a later stage mends mojibake).
"""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that a guess from few bytes likes too much are not worth asking for: an office file
# that is not Unicode was saved by a Western, Central European or Cyrillic Windows.
_LEGACY = ["cp1252", "cp1250", "cp1251", "mac_roman"]


def decode(content: bytes) -> str:
    r"""Return `content` as text with `\n` line ends and without a byte-order mark.

    UTF-8 is tried first, then UTF-16 and UTF-32 with their marks, then UTF-16 that lacks one, then
    the best guess among the legacy encodings. Bytes that fit nothing become U+FFFD; nothing is
    raised.
    """
    return _decoded(content).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    return _without_nulls(content, text)


def _without_nulls(content: bytes, text: str) -> str:
    """Read UTF-16 without a mark: in Western text every second byte is zero."""
    sample = content[:2000]
    if sample[1::2].count(0) > len(sample) // 3:
        return content.decode("utf-16-le", errors="replace")
    if sample[0::2].count(0) > len(sample) // 3:
        return content.decode("utf-16-be", errors="replace")
    return text


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, slow to load

    best = from_bytes(content, cp_isolation=_LEGACY).best()
    if best is not None:
        return str(best)
    return content.decode("cp1252", errors="replace")
