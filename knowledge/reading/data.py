"""YAML and JSON as an outline: keys become headings, what stands under them blocks.

A WordPress REST object is read through its rendered HTML. Anything else is plain data, and it may
describe one role or several.

It is long because data is one walk: whether a mapping is a role, a row, a fact or a section depends
on what it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.audience import KEY
from knowledge.errors import ReadError
from knowledge.model import Block, BlockKind, Outline
from knowledge.reading import blocks, html
from knowledge.reading.blocks import plain
from knowledge.reading.decoding import decode
from knowledge.reading.guarded import load_json, load_yaml

_NAMING = ("title", "name", "role", "role_title", "job_title", "position", "id", "label")
_NAMED = ("title", "name", "role", "role_title", "job_title", "position")
_MACHINE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}|\d{6,}", re.IGNORECASE)
_PROFILES = ("role", "position", "job", "profile", "metadata", "meta", "document")
_ROLES = re.compile(
    r"(?:(?:role|job|position)_?(?:profile|description|famil(?:y|ie)|title)?s|profiles)"
)
_ACRONYMS = frozenset(
    ("ai", "api", "crm", "erp", "hr", "ic", "id", "it", "kpi", "ml", "okr", "pto", "qa", "rfc",
     "roi", "sla", "sop", "ui", "ux")
)  # fmt: skip
_LONG = 120
_SENTENCES = re.compile(r"[.!?][\"')\]]?\s+[A-Z]")
_MARKUP = re.compile(
    r"</?(?:p|ul|ol|li|br|h[1-6]|div|table|strong|em|b|i|a)\b[^>]*>", re.IGNORECASE
)
_MARKED_LINES = re.compile(r"^[ \t]*(?:[-*+] |\d{1,2}[.)] |#{1,6} |\|)", re.MULTILINE)


def read_yaml(content: bytes, path: str) -> Outline:
    """Read the YAML `content`; `path` names it in messages.

    Raises:
        ReadError: not valid YAML, nested too deeply, an alias bomb, or nothing in it.

    """
    documents = load_yaml(decode(content), path)
    return _outline(documents[0] if len(documents) == 1 else documents, path)


def read_json(content: bytes, path: str) -> Outline:
    """Read the JSON `content`; `path` names it in messages.

    Raises:
        ReadError: not valid JSON, nested too deeply, or nothing in it.

    """
    return _outline(load_json(decode(content), path), path)


def read(content: bytes, path: str) -> Outline:
    """Read `content` as JSON if `path` ends in `.json`, else as YAML, of which JSON is a part.

    Raises:
        ReadError: not valid, nested too deeply, an alias bomb, or nothing in it.

    """
    return read_json(content, path) if path.lower().endswith(".json") else read_yaml(content, path)


def humanised(key: str) -> str:
    """Write a key as a heading: `delegated_authority` and `delegatedAuthority` alike.

    Keys that are prose already stay as they are.
    """
    if " " in key.strip():
        return key.strip()
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", key)
    words = [word for word in re.split(r"[\s_\-.]+", spaced) if word]
    shown = [_word(word, first=index == 0) for index, word in enumerate(words)]
    return " ".join(shown) or key


def _word(word: str, *, first: bool) -> str:
    bare = word.lower().removesuffix("s")
    if bare in _ACRONYMS or word.lower() in _ACRONYMS:
        return bare.upper() + "s" if word.lower() not in _ACRONYMS else word.upper()
    if len(word) > 1 and word.isupper():
        return word
    return word[0].upper() + word[1:].lower() if first else word.lower()


def _outline(value: Any, path: str) -> Outline:
    posts = value if isinstance(value, list) else [value]
    if posts and all(_is_post(post) for post in posts):
        return _posts(posts, path)
    about = _about(value)
    title = next((about[key] for key in _NAMED if key in about), "")
    if title:
        about.setdefault("title", title)
    found = tuple(_Data(path).whole(value, title))
    if not found:
        raise ReadError(path, "holds no text", "add what it should say, or remove it")
    return Outline(found, title, about)


def _is_post(value: object) -> bool:
    """Say whether `value` is an object of the WordPress REST interface."""
    content = value.get("content") if isinstance(value, Mapping) else None
    return isinstance(content, Mapping) and isinstance(content.get("rendered"), str)


def _posts(posts: Sequence[Mapping[str, Any]], path: str) -> Outline:
    found: list[Block] = []
    about: dict[str, str] = {}
    for post in posts:
        title = post.get("title")
        shown = title.get("rendered", "") if isinstance(title, Mapping) else plain(title)
        name = html.plain_text(shown)
        if len(posts) > 1 and name:
            found.append(blocks.heading(name, 1))
        found.extend(html.read(post["content"]["rendered"].encode(), path).blocks)
        if len(posts) == 1:
            about = blocks.metadata(
                {"title": name, **{key: post.get(key) for key in ("modified", "date", "link")}}
            )
    audiences = {
        blocks.metadata({KEY: one})[KEY]
        for post in posts
        for key, one in post.items()
        if _is_audience(key)
    }
    if audiences:
        # The parts of several posts cannot be told apart later: who may see one sees all.
        about[KEY] = audiences.pop() if len(audiences) == 1 else ""
    return Outline(tuple(found), about.get("title", ""), about)


def _about(value: object) -> dict[str, str]:
    """Return what data says of itself: its top-level scalars, and those of a profile in it."""
    if not isinstance(value, Mapping):
        return {}
    about = blocks.metadata(
        {key: one for key, one in value.items() if _is_simple(one) or _is_audience(key)}
    )
    for key in _PROFILES:
        profile = value.get(key)
        if _is_profile(key, profile):
            for name, shown in blocks.metadata(value[key]).items():
                about.setdefault(name, shown)
        elif isinstance(profile, Mapping):
            told = {name: one for name, one in profile.items() if _is_audience(name)}
            about = blocks.metadata(told) | about
    return about


def _is_audience(key: object) -> bool:
    """Say whether what stands under `key` restricts who may see the rest, whatever it is."""
    return str(key).strip().lower() == KEY


def _is_profile(key: str, value: object) -> bool:
    """Say whether what stands under `key` only describes the document or its role."""
    if key not in _PROFILES or not isinstance(value, Mapping) or not value:
        return False
    flat = all(_is_simple(one) for one in value.values())
    return flat and (key.startswith("meta") or any(name in value for name in _NAMED))


def _is_simple(value: object) -> bool:
    """Say whether `value` is a scalar, or a short list of short scalars."""
    if isinstance(value, list):
        return all(not isinstance(one, (Mapping, list)) for one in value) and not _is_long(
            plain(value)
        )
    return not isinstance(value, Mapping) and not _is_long(value)


def _is_long(value: object) -> bool:
    text = value if isinstance(value, str) else plain(value)
    return len(text) > _LONG or "\n" in text.strip() or bool(_SENTENCES.search(text))


def _naming_key(value: Mapping[Any, Any]) -> Any:
    """Return the key under which `value` has its own name, or None."""
    for name in _NAMING:
        for key, one in value.items():
            same = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(key)).replace(" ", "_").lower() == name
            if (
                same
                and isinstance(one, str)
                and one.strip()
                and len(one) <= _LONG
                and not _MACHINE_ID.fullmatch(one.strip())
            ):
                return key
    return None


class _Data:
    """One walk through plain data."""

    def __init__(self, path: str) -> None:
        """Walk the data of the file `path`."""
        self._path = path

    def whole(self, value: Any, title: str) -> Iterator[Block]:
        """Yield the blocks of a whole file, under `title` if it has one."""
        if isinstance(value, list):
            yield from self._list(value, 1)
        elif isinstance(value, Mapping):
            if title:
                yield blocks.heading(title, 1)
            yield from self._mapping(_unfolded(value, title), 2 if title else 1)
        elif plain(value):
            yield from self._prose(str(value), 1)

    def _mapping(self, value: Mapping[Any, Any], level: int) -> Iterator[Block]:
        """Yield first the short facts, then what has a heading: so no fact gets a wrong one.

        A question with its answer is a heading with what stands under it.
        """
        asked = _question_and_answer(value)
        if asked:
            question, answer = asked
            yield blocks.heading(plain(question), level)
            yield from self._value(answer, level + 1)
            return
        headed: list[tuple[str, Any]] = []
        for key, one in value.items():
            name = humanised(str(key))
            if isinstance(one, (Mapping, list)) or _is_long(one):
                headed.append((str(key), one))
            elif shown := plain(one):
                yield blocks.row((name, shown))
        for key, one in headed:
            if level <= 2 and _ROLES.fullmatch(_snake(key)) and _holds_roles(one):
                yield from self._roles(one)
                continue
            inner = list(self._value(one, level + 1))
            if inner:
                yield blocks.heading(humanised(key), level)
                yield from inner

    def _roles(self, value: Mapping[Any, Any] | list[Any]) -> Iterator[Block]:
        if isinstance(value, list):
            yield from self._list(value, 1)
            return
        for key, one in value.items():
            yield from self._named(one, 1, humanised(str(key)))

    def _value(self, value: Any, level: int) -> Iterator[Block]:
        if isinstance(value, Mapping):
            yield from self._mapping(value, level)
        elif isinstance(value, list):
            yield from self._list(value, level)
        else:
            yield from self._prose(plain(value) if not isinstance(value, str) else value, level)

    def _list(self, values: list[Any], level: int, depth: int = 0) -> Iterator[Block]:
        mappings = [one for one in values if isinstance(one, Mapping)]
        if mappings and len(mappings) == len(values) and _is_table(mappings):
            columns = list(dict.fromkeys(key for one in mappings for key in one))
            names = [humanised(str(key)) for key in columns]
            for one in mappings:
                yield blocks.row([plain(one.get(key)) for key in columns], names)
            return
        for one in values:
            if isinstance(one, Mapping) and _is_pair(one):
                [(key, only)] = one.items()
                yield blocks.row((humanised(str(key)), plain(only)))
            elif isinstance(one, Mapping):
                yield from self._named(one, level, "")
            elif isinstance(one, list):
                yield from self._list(one, level, depth + 1)
            elif shown := _item_text(one, self._path):
                yield blocks.item(shown, depth)

    def _named(self, value: Any, level: int, name: str) -> Iterator[Block]:
        """Yield a mapping under the name that it gives itself, else under `name`."""
        if not isinstance(value, Mapping):
            yield blocks.heading(name, level)
            yield from self._value(value, level + 1)
            return
        if not name and _question_and_answer(value):
            yield from self._mapping(value, level)
            return
        key = _naming_key(value)
        if key is None and not name:
            key = next((key for key, one in value.items() if _may_name(one)), None)
        shown = plain(value[key]) if key is not None else name
        rest = {other: one for other, one in value.items() if other != key or key is None}
        if shown:
            yield blocks.heading(shown, level)
        yield from self._mapping(rest, level + 1 if shown else level)

    def _prose(self, text: str, level: int) -> Iterator[Block]:
        if _MARKUP.search(text):
            yield from _shifted(html.blocks_in(text, self._path), level)
            return
        if "\n" in text.strip() and _MARKED_LINES.search(text):
            from knowledge.reading import markdown  # noqa: PLC0415 - few files need it

            yield from _shifted(markdown.blocks_in(text, self._path), level)
            return
        for part in re.split(r"\n\s*\n", text):
            lines = "\n".join(" ".join(line.split()) for line in part.split("\n")).strip()
            if lines:
                yield blocks.paragraph(lines)


def _unfolded(value: Mapping[Any, Any], title: str) -> dict[Any, Any]:
    """Lift a profile's facts to the top, and leave out the title, which heads them all."""
    found: dict[Any, Any] = {}
    for key, one in value.items():
        if _is_profile(str(key), one):
            found.update({name: fact for name, fact in one.items() if name not in found})
        else:
            found[key] = one
    return {
        key: plain(one) if isinstance(one, list) and _in_profile(value, key) else one
        for key, one in found.items()
        if str(key).lower() not in _NAMED or plain(one) != title
    }


def _in_profile(value: Mapping[Any, Any], key: object) -> bool:
    return any(_is_profile(name, value.get(name)) and key in value[name] for name in _PROFILES)


def _holds_roles(value: object) -> bool:
    inner = list(value.values()) if isinstance(value, Mapping) else value
    if not isinstance(inner, list) or not inner:
        return False
    return all(isinstance(one, Mapping) for one in inner)


def _is_table(mappings: Sequence[Mapping[Any, Any]]) -> bool:
    """Say whether mappings are the rows of one table: flat, short, alike, and without names."""
    keys = set(mappings[0])
    alike = (
        len(mappings) > 1
        and len(keys) > 1
        and all(len(keys & set(one)) * 2 > len(keys | set(one)) for one in mappings)
    )
    if not alike or any(_naming_key(one) is not None for one in mappings):
        return False
    return all(_is_simple(value) for one in mappings for value in one.values())


def _is_pair(value: Mapping[Any, Any]) -> bool:
    """Say whether a mapping is one key with one short value, which is not its name."""
    return len(value) == 1 and _naming_key(value) is None and all(map(_is_simple, value.values()))


def _question_and_answer(value: Mapping[Any, Any]) -> tuple[Any, Any] | None:
    """Return the two halves of a mapping that is a question with its answer, else None."""
    keys = {str(key).strip().lower(): one for key, one in value.items()}
    for asked, told in (("question", "answer"), ("q", "a")):
        if keys.keys() == {asked, told} and _may_name(keys[asked]) and plain(keys[told]):
            return keys[asked], keys[told]
    return None


def _may_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not _is_long(value)


def _item_text(value: object, path: str) -> str:
    if isinstance(value, str):
        if _MARKUP.search(value):
            return "\n".join(block.text for block in html.blocks_in(value, path))
        return "\n".join(" ".join(line.split()) for line in value.strip().split("\n"))
    return plain(value)


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s-]", "_", key).lower()


def _shifted(found: Sequence[Block], level: int) -> Iterator[Block]:
    """Put headings inside a value below the heading of its key."""
    outer = min((one.level for one in found if one.kind is BlockKind.HEADING), default=1)
    for one in found:
        if one.kind is BlockKind.HEADING:
            yield blocks.heading(one.text, one.level - outer + level)
        else:
            yield one
