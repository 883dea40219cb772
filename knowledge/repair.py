"""Mends the text of a document before it is parsed: what was garbled on the way becomes readable.

Comes in: decoded text. Goes out: the mended text and a `Note` for every line that changed. Words
are never added or dropped here; leaving out advertising and widgets is `furniture`'s work.

Three kinds of damage are known:

- UTF-8 that was read in another encoding and can be turned back (ftfy does that);
- the same, but with the unprintable bytes lost on the way, so that dashes, quotes and apostrophes
  all became one and the same letter, and only the context tells which it was;
- structure that a conversion to plain text tore: a list marker stranded on its own line or at the
  end of the line before, and a label glued to the word in front of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import name

import ftfy

from knowledge.model import Note

# Typographic characters are E2 80 xx, E2 89 xx or E2 82 xx in UTF-8. Read in a one-byte encoding,
# E2 becomes one of these letters; the bytes after it survive only where that encoding defines them.
LOSSY_LEADS = {"โ": "cp874", "â": "cp1252", "β": "cp1253", "ג": "cp1255", "گ": "cp1256"}
SURVIVORS = {0xA5: "≥", 0xA4: "≤", 0xA2: "•", 0xA6: "…", 0xAC: "€"}
REPLACEMENT = "\ufffd"

LIST_MARKER = r"[-–—•*·▪◦‣●○]"


def mend(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text with its damage mended, and what was changed, in the order of the text."""
    notes: list[Note] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    for what, step in (
        ("characters read in the wrong encoding", _unscramble),
        ("dashes and quotes that had become one character", _unlose),
        ("list marker stranded apart from its item", _rejoin_markers),
        ("label glued to the words before it", _unglue_labels),
        ("word set in spaced letters", _close_up),
    ):
        mended = step(text)
        notes.extend(_changes(what, text, mended))
        text = mended
    return text, tuple(notes)


def mend_words(text: str) -> str:
    """Mend characters only: for text that a format already gives in pieces."""
    return _unlose(_unscramble(text))


def _unscramble(text: str) -> str:
    """Undo reversible mojibake; leave curly quotes, ligatures and entities to their writers."""
    text = ftfy.fix_text(
        text,
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        normalization="NFC",
    )
    text = re.sub(
        "[\u2010-\u2044\u00a0-\u00ff\u0131-\u03c9\u2100-\u25ff\uf8ff]{3,4}", _from_mac_roman, text
    )
    return (
        re.sub("[\u200b\u2060\u00ad\ufe0f]", "", text).replace("\u00a0", " ").replace("\u202f", " ")
    )


def _from_mac_roman(match: re.Match[str]) -> str:
    """Three or four letters that are one character's UTF-8 bytes in MacRoman, or the letters."""
    try:
        sign = match[0].encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return match[0]
    return sign if len(sign) == 1 else match[0]


def _unlose(text: str) -> str:
    """Tell by the context which dash, quote or sign a lossy letter was."""
    for lead in (*LOSSY_LEADS, REPLACEMENT):
        if text.count(lead) >= 2 and _is_stray(text, lead):
            text = _restore(text, lead)
    return text


def _is_stray(text: str, lead: str) -> bool:
    """Whether `lead` stands in for punctuation: next to no letter of its own script.

    At least half of its places must look like punctuation (between figures, beside a space, before
    an English contraction): `câble` is a word, `companyâs` and `4â12` are damage.
    """
    places = [match.start() for match in re.finditer(re.escape(lead), text)]
    if sum(_opens_word(text[i + 1 : i + 2], lead) for i in places) * 2 >= len(places):
        return False
    around = re.compile(r"[\s\d(\[{/.,;:!?)\]}|]|^$")
    telling = sum(
        bool(
            around.match(text[i - 1 : i])
            or around.match(text[i + 1 : i + 2])
            or re.match(r"(s|t|re|ve|ll|d|m)\b", text[i + 1 : i + 4])
        )
        for i in places
    )
    return telling * 2 >= len(places)


def _opens_word(after: str, lead: str) -> bool:
    """Whether a lead of another alphabet has a letter of its own after it, as in a word."""
    if not after.isalpha() or after.isascii() or lead in {"â", REPLACEMENT}:
        return False
    survivors = {bytes([byte]).decode(LOSSY_LEADS[lead], "ignore") for byte in SURVIVORS}
    return after not in survivors and name(after).split()[0] == name(lead).split()[0]


def _restore(text: str, lead: str) -> str:
    """Replace every `lead`, the surest contexts first."""
    encoding = LOSSY_LEADS.get(lead)
    if encoding:
        for byte, sign in SURVIVORS.items():
            text = text.replace(lead + bytes([byte]).decode(encoding, "ignore"), sign)
    x = re.escape(lead)
    rules: tuple[tuple[str, str], ...] = (
        (rf"(?<=\d){x}(?=\d)", "–"),
        (rf"(?<=\w){x}(?=(?:s|t|re|ve|ll|d|m)\b)", "’"),
        (rf"(?<=\w\s){x}(?=\s\w[^()\n]*\))", "→" if _reads_as_arrow(text, x) else "–"),
        (rf"(?<=\s){x}(?=\s)", "–"),
        (rf"(?:(?<=^)|(?<=[\s(\[|/—–])){x}(?=\w)", "“"),
        (rf"(?<=[\w.,!?%)]){x}(?=[\s.,;:!?)\]|]|$)", "”"),
        (rf"(?<=\w){x}(?=\w)", "—"),
        (x, "–"),
    )
    for pattern, sign in rules:
        text = re.sub(pattern, sign, text, flags=re.MULTILINE)
    return _balance_quotes(text)


def _reads_as_arrow(text: str, x: str) -> bool:
    """Whether free-standing leads come in chains (`a X b X c`), which only arrows do."""
    return bool(re.search(rf"\w \s?{x} [^{x}\n]{{1,30}} {x} \w", text))


def _balance_quotes(text: str) -> str:
    """A closing quote without an opening one on its line is an apostrophe: `teams’ workflows`."""
    lines = []
    for line in text.split("\n"):
        depth = 0
        out: list[str] = []
        for sign in line:
            if sign == "“":
                depth += 1
            elif sign == "”":
                if depth == 0 and out and out[-1].isalpha():
                    out.append("’")
                    continue
                depth -= depth > 0
            out.append(sign)
        lines.append("".join(out))
    return "\n".join(lines)


def _rejoin_markers(text: str) -> str:
    """Bring a stranded list marker back to the item that it belongs to."""
    text = re.sub(rf"(?<=[.!?:;)\w”’\"'])[ \t]+({LIST_MARKER})[ \t]*\n(?=\S)", r"\n\1 ", text)
    return re.sub(
        rf"^([ \t]*{LIST_MARKER})[ \t]*\n+(?=[ \t]*[^\s\-–—•*·▪◦‣●○|#])",
        r"\1 ",
        text,
        flags=re.MULTILINE,
    )


def _unglue_labels(text: str) -> str:
    """Part a label such as `Why it matters:` from the word that it was glued to.

    Only a label that recurs is believed: three times or more, glued or not.
    """
    label = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:(?=\s)")
    recurring = {word for word, n in Counter(label.findall(text)).items() if n >= 3}
    for word in recurring:
        text = re.sub(rf"(?<=[a-z0-9)\]])(?={re.escape(word)}\s)", "\n", text)
    return text


def _close_up(text: str) -> str:
    """Words whose letters are spaced out for show: `S H I F T   L E A D`."""
    spaced = re.compile(
        r"^[ \t]*(?:[A-Z] ){2,}[A-Z](?:[ \t]{2,}(?:[A-Z] )+[A-Z])*[ \t]*$", re.MULTILINE
    )
    return spaced.sub(
        lambda match: " ".join(w.replace(" ", "") for w in re.split(r"\s{2,}", match[0].strip())),
        text,
    )


def _changes(what: str, before: str, after: str) -> Iterable[Note]:
    """A note for each line of `before` that is no line of `after`, paired with what it became."""
    if before == after:
        return
    old, new = before.split("\n"), after.split("\n")
    if len(old) == len(new):
        yield from (Note(what, a, b) for a, b in zip(old, new, strict=True) if a != b)
        return
    kept = set(new)
    gone = [line for line in old if line.strip() and line not in kept]
    known = set(old)
    come = [line for line in new if line.strip() and line not in known]
    yield from (Note(what, line, come[i] if i < len(come) else "") for i, line in enumerate(gone))
