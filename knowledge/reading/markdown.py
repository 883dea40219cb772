"""Markdown (CommonMark with tables, definition lists, footnotes) as an outline.

The text is rendered to HTML and walked by the HTML reader, so that tables, `<details>` and `<br>`
written as HTML inside Markdown need no second set of rules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from knowledge.errors import ReadError
from knowledge.model import Block, BlockKind, Note, Outline
from knowledge.reading import blocks, html
from knowledge.reading.blocks import DEEPEST
from knowledge.reading.data import humanised
from knowledge.reading.decoding import decode
from knowledge.reading.guarded import load_yaml

_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w -]*?)\s*[:=]\s*(.+)")
_NOISE = re.compile(
    r"\{\{[<%].*?[%>]\}\}"  # Hugo shortcodes
    r"|^[ \t]*(?:\[\[_TOC_\]\]|\[TOC\]|\{:?toc\}|\{:[^}\n]*\})[ \t]*$"  # tables of contents
    r"|^[ \t]*:::.*$"  # fences of admonitions
    r"|(?<=^>)[ \t]*\[![A-Z]+\][ \t]*$",  # marks of alerts
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_GLUED = re.compile(r"^( {0,3}#{2,6})(?=[^#\s])", re.MULTILINE)
_ATTRIBUTES = re.compile(
    r"^( {0,3}#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*[#.][^}\n]*\}[ \t]*$", re.MULTILINE
)
_UNTOLD = frozenset(
    "title name role audience aliases related tags keywords categories layout slug permalink url"
    " draft toc weight lang language template theme type id uid nav_order parent sidebar image"
    " description".split()
)
"""Front matter that is there for programs, or that the text says again."""

_FACT = 120
"""Characters of a fact at most."""

_DEEP_MARKS = re.compile(rf"^(?:[ \t]*(?:>|[-*+]|\d+[.)])[ \t]*){{{DEEPEST}}}", re.MULTILINE)


def read(content: bytes, path: str) -> Outline:
    """Read the Markdown `content`; `path` names it in messages.

    Title and metadata are those of YAML or TOML front matter. Front matter with a fault is read
    line by line, and a note says so. What it tells of the role opens the text, as rows.

    Raises:
        ReadError: lists, quotes or HTML are nested too deeply.

    """
    text = decode(content)
    about: dict[str, str] = {}
    facts: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    if front := _FRONT.match(text):
        values, note = _front_matter(front[1], front[2], path)
        if values is not None:
            about, text = blocks.metadata(values), text[front.end() :]
            facts, notes = tuple(_facts(about)), (note,) if note else ()
    found = blocks_in(text, path)
    opening = 1 if found and found[0].kind is BlockKind.HEADING else 0
    return Outline(
        (*found[:opening], *facts, *found[opening:]), about.get("title", ""), about, notes
    )


def _facts(about: Mapping[str, str]) -> Iterator[Block]:
    """Yield what front matter tells people: `Reports to | Research Manager`."""
    for name, shown in about.items():
        if name not in _UNTOLD and shown and len(shown) <= _FACT:
            yield blocks.row((humanised(name), shown))


def blocks_in(text: str, path: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of Markdown without front matter.

    Raises:
        ReadError: lists, quotes or HTML are nested too deeply.

    """
    if _DEEP_MARKS.search(text):
        raise _too_deep(path)
    plain = _ATTRIBUTES.sub(r"\1", _GLUED.sub(r"\1 ", _NOISE.sub("", text)))
    try:
        return html.blocks_in(_parser().render(plain), path)
    except RecursionError as error:
        raise _too_deep(path) from error


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST * 3})
    parser.enable(["table", "strikethrough"])
    return parser.use(deflist_plugin).use(footnote_plugin).use(tasklists_plugin)


def _front_matter(
    fence: str, text: str, path: str
) -> tuple[Mapping[object, object] | None, Note | None]:
    """Return the values of front matter, None if it is none, and a note if it has a fault."""
    try:
        if fence == "+++":
            return dict(tomllib.loads(text).items()), None
        documents = load_yaml(text, path)
        value = documents[0] if documents else None
        return (value, None) if isinstance(value, Mapping) else (None, None)
    except (ReadError, tomllib.TOMLDecodeError):
        pairs = [_PAIR.fullmatch(line.strip()) for line in text.split("\n")]
        values: dict[object, object] = {
            pair[1]: pair[2].strip(" \"'") for pair in pairs if pair is not None
        }
        if not values:
            return None, None
        return values, Note("front matter is faulty and was read line by line", text)


def _too_deep(path: str) -> ReadError:
    return ReadError(path, f"is nested more than {DEEPEST} levels deep", "make its lists flatter")
