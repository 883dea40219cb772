"""reStructuredText as an outline, read with docutils and a walk of our own.

Nothing is included from other files and nothing raw is let through. Roles and directives that only
Sphinx knows are reduced to their text before docutils sees them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en

from knowledge.errors import ReadError
from knowledge.model import Block, Outline
from knowledge.reading import blocks
from knowledge.reading.blocks import DEEPEST
from knowledge.reading.decoding import decode

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "input_encoding": "unicode",
    "smart_quotes": False,
    "line_length_limit": 100_000,
}
_ROLE = re.compile(r"(?<![\w`:]):(?:[\w+.-]+:)*([\w+.-]+):`([^`]+)`")
_PLAIN_ROLES = frozenset(("strong", "emphasis", "literal", "code", "sub", "sup", "math"))
_DIRECTIVE = re.compile(r"^([ \t]*)\.\.[ \t]+([\w:.+-]+)::[ \t]*(.*)$")
_SILENT_DIRECTIVES = re.compile(
    r"toctree|index|contents|include|literalinclude|image|figure|raw|meta|highlight|auto\w+|"
    r"graphviz|mermaid|plantuml|video|youtube|tabularcolumns|(?:module|section|code)author|"
    r"default-role|role|sectnum|header|footer|bibliography|button-\w+|only"
)
_DROPPED = (
    nodes.comment, nodes.system_message, nodes.image, nodes.figure, nodes.target, nodes.raw,
    nodes.substitution_definition, nodes.pending, nodes.footnote_reference, nodes.label,
    nodes.citation_reference, nodes.docinfo, nodes.decoration, nodes.transition, nodes.math_block,
    nodes.meta,
)  # fmt: skip
_BOLD_TITLES = (nodes.topic, nodes.sidebar, nodes.admonition)


def read(content: bytes, path: str) -> Outline:
    """Read the reStructuredText `content`; `path` names it in messages.

    A lone top heading is the document's title and has level 1; the field list below it becomes
    metadata.

    Raises:
        ReadError: nested too deeply, or not to be parsed at all.

    """
    try:
        document = publish_doctree(
            _plain(decode(content)),
            source_path=path,
            settings_overrides={**_SETTINGS, "warning_stream": io.StringIO()},
        )
        found = () if _depth(document) > DEEPEST else tuple(_walk(document, 0))
    except RecursionError as error:
        raise _too_deep(path) from error
    except Exception as error:  # docutils raises whatever a directive does
        reason = f"is not valid reStructuredText ({' '.join(str(error).split())[:120]})"
        raise ReadError(path, reason, "check it with docutils") from error
    if _depth(document) > DEEPEST:
        raise _too_deep(path)
    about = _docinfo(document)
    title = _text(document[0]) if document.get("title") else ""
    if title:
        about.setdefault("title", title)
    return Outline(found, title, about)


def _too_deep(path: str) -> ReadError:
    return ReadError(path, f"is nested more than {DEEPEST} levels deep", "make it flatter")


def _plain(text: str) -> str:
    """Reduce what only Sphinx knows to its text."""
    lines = _ROLE.sub(_role_text, text).split("\n")
    kept: list[str] = []
    index = 0
    while index < len(lines):
        found = _DIRECTIVE.match(lines[index])
        silent = found is not None and _SILENT_DIRECTIVES.fullmatch(found[2]) is not None
        if found is None or (not silent and _is_known(found[2])):
            kept.append(lines[index])
            index += 1
            continue
        end = _body_end(lines, index, len(found[1].expandtabs()))
        if not silent:
            kept.extend(_unwrapped(found, lines[index + 1 : end]))
        index = end
    return "\n".join(kept)


def _role_text(found: re.Match[str]) -> str:
    if found[1] in _PLAIN_ROLES:
        return found[0]
    label = re.sub(r"\s*<[^<>]*>$", "", found[2]).lstrip("~!")
    prefix = {"rfc": "RFC ", "pep": "PEP "}.get(found[1], "")
    return prefix + (label or found[2])


@cache
def _is_known(name: str) -> bool:
    from docutils.utils import new_document  # noqa: PLC0415 - only where a directive is met

    language: Any = en
    found, _ = directives.directive(name, language, new_document("", _quiet()))
    return found is not None


def _quiet() -> Any:
    from docutils.frontend import get_default_settings  # noqa: PLC0415 - as above
    from docutils.parsers.rst import Parser  # noqa: PLC0415 - as above

    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5
    settings.warning_stream = io.StringIO()
    return settings


def _body_end(lines: list[str], index: int, indent: int) -> int:
    """Return the index of the first line after a directive's body."""
    end = index + 1
    for at in range(index + 1, len(lines)):
        line = lines[at].expandtabs()
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            end = at + 1
    return end


def _unwrapped(found: re.Match[str], body: list[str]) -> Iterator[str]:
    """Give an unknown directive's argument and content as plain paragraphs."""
    indent = found[1]
    content = [line for line in body if not re.match(r"\s*:[\w-]+:(?:\s|$)", line)]
    filled = [len(line) - len(line.lstrip()) for line in content if line.strip()]
    inner = min(filled, default=0)
    yield ""
    if found[3] and not re.fullmatch(r"[\d.]+", found[3]):
        short = not filled or len(found[3]) < 80
        yield indent + (f"**{found[3].strip('*')}**" if short else found[3])
        yield ""
    yield from _plain("\n".join(indent + line[inner:] for line in content)).split("\n")
    yield ""


def _depth(document: nodes.Node) -> int:
    deepest, open_ = 0, [(document, 0)]
    while open_ and deepest <= DEEPEST:
        inner, depth = open_.pop()
        deepest = max(deepest, depth)
        open_.extend((child, depth + 1) for child in inner.children)
    return deepest


def _docinfo(document: nodes.document) -> dict[str, str]:
    found: dict[object, object] = {}
    for info in document.findall(nodes.docinfo):
        for entry in info.children:
            if isinstance(entry, nodes.field):
                found[_text(entry[0])] = _text(entry[1])
            elif isinstance(entry, nodes.Element):
                parts = list(entry.children) if isinstance(entry, nodes.authors) else [entry]
                found[entry.tagname] = [_text(part) for part in parts]
    return blocks.metadata(found)


def _walk(parent: nodes.Node, level: int) -> Iterator[Block]:
    """Yield the blocks below `parent`, whose own heading has `level`."""
    titled = level + (isinstance(parent, nodes.document) and bool(parent.get("title")))
    for child in parent.children:
        yield from _block(child, parent, titled)


def _block(node: nodes.Node, parent: nodes.Node, level: int) -> Iterator[Block]:
    if isinstance(node, _DROPPED) or (
        isinstance(node, nodes.topic) and "contents" in node["classes"]
    ):
        return
    if isinstance(node, nodes.title):
        yield from _titled(node, parent, level)
    elif isinstance(node, nodes.subtitle):
        yield blocks.paragraph(_text(node))
    elif isinstance(node, nodes.section):
        yield from _walk(node, level + 1)
    elif isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        yield from _list(node, 0, level)
    elif isinstance(node, (nodes.definition_list, nodes.field_list, nodes.option_list)):
        yield from _pairs(node, level)
    elif isinstance(node, nodes.table):
        yield from _table(node)
    elif isinstance(node, (nodes.line_block, nodes.TextElement)):
        yield from _paragraph(node)
    else:
        yield from _walk(node, level)


def _titled(node: nodes.title, parent: nodes.Node, level: int) -> Iterator[Block]:
    if isinstance(parent, _BOLD_TITLES):
        yield blocks.paragraph(_text(node), strong=True)
    elif isinstance(parent, nodes.table):
        yield blocks.paragraph(_text(node))
    else:
        yield blocks.heading(_text(node), level)


def _paragraph(node: nodes.Element) -> Iterator[Block]:
    text = _text(node)
    strong = isinstance(node, nodes.rubric) or (
        bool(node.children) and all(isinstance(child, nodes.strong) for child in node.children)
    )
    if text:
        yield blocks.paragraph(text, strong=strong)


def _list(node: nodes.Element, depth: int, level: int) -> Iterator[Block]:
    for entry in node.children:
        lines: list[str] = []
        begun = False
        for child in entry.children:
            nested = isinstance(child, (nodes.bullet_list, nodes.enumerated_list))
            other = isinstance(child, (nodes.table, nodes.definition_list, nodes.field_list))
            if not nested and not other:
                lines.append(_text(child))
                continue
            yield from _item(lines, depth, begun=begun)
            begun, lines = begun or bool(lines), []
            if nested and isinstance(child, nodes.Element):
                yield from _list(child, depth + begun, level)
            else:
                yield from _block(child, entry, level)
        yield from _item(lines, depth, begun=begun)


def _item(lines: list[str], depth: int, *, begun: bool) -> Iterator[Block]:
    text = "\n".join(line for line in lines if line)
    if text:
        yield blocks.paragraph(text) if begun else blocks.item(text, depth)


def _pairs(node: nodes.Element, level: int) -> Iterator[Block]:
    """Yield the pairs of a definition, field or option list, each a row of two cells."""
    for entry in node.children:
        body = entry.children[-1]
        term = ", ".join(_text(part) for part in entry.children[:-1] if _text(part))
        inner = body.children
        if any(not isinstance(child, nodes.paragraph) for child in inner):
            yield blocks.paragraph(term, strong=True)
            yield from _walk(body, level)
        else:
            yield blocks.row((term, _text(body)))


def _table(node: nodes.table) -> Iterator[Block]:
    for title in node.findall(nodes.title):
        yield blocks.paragraph(_text(title))
    heads = sum(len(head.children) for head in node.findall(nodes.thead))
    rows = list(node.findall(nodes.row))
    taken: dict[tuple[int, int], str] = {}
    spanning: set[int] = set()
    for y, line in enumerate(rows):
        x = 0
        for entry in line.children:
            while (y, x) in taken:
                x += 1
            wide = int(entry.get("morecols", 0)) + 1 if isinstance(entry, nodes.Element) else 1
            high = int(entry.get("morerows", 0)) + 1 if isinstance(entry, nodes.Element) else 1
            text = _text(entry)
            for down in range(high):
                taken.update(((y + down, x + right), text) for right in range(wide))
            if len(line.children) == 1 and wide > 1:
                spanning.add(y)
            x += wide
    width = max((x for _, x in taken), default=-1) + 1
    grid = [[taken.get((y, x), "") for x in range(width)] for y in range(len(rows))]
    yield from blocks.table(grid, header=heads, spanning=spanning)


def _text(node: nodes.Node) -> str:
    """Return the text of `node`; blocks in it, and the lines of a line block, are lines."""
    if isinstance(node, (nodes.literal_block, nodes.doctest_block)):
        return node.astext().strip("\n")
    return blocks.lines(_raw(node))


def _raw(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return str(node).replace("\x00", "")
    if isinstance(node, _DROPPED):
        return ""
    inner = "".join(_raw(child) for child in node.children)
    apart = isinstance(node, (nodes.paragraph, nodes.line, nodes.list_item, nodes.literal_block))
    return f"{blocks.BREAK}{inner}{blocks.BREAK}" if apart else inner
