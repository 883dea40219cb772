"""Web pages: HTML in, an outline of their content out.

Headings, paragraphs, items, definition lists and tables are kept; menus, scripts, images, link
addresses and struck-out text are not. The Markdown reader, and data that holds HTML, use
`blocks_in` for the same walk without the search for the page's content.

It is long because a page is one walk: what an element is depends on what it stands in.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, Tag

from knowledge.errors import ReadError
from knowledge.model import Block, Outline
from knowledge.reading import blocks, page
from knowledge.reading.blocks import BREAK, DEEPEST
from knowledge.reading.decoding import decode

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
     "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
     "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul")
)  # fmt: skip
_LISTS = ("ul", "ol", "menu")
_LEAVES = frozenset(("div", "p", "span", "strong", "b", "summary"))
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}", re.DOTALL)
_LEFTOVERS = re.compile(r"\[\[_TOC_\]\]|\[TOC\]|\[\^[^\]\s]+\]|\{:[^}\n]*\}")
_ANCHOR_SIGNS = frozenset("¶#§🔗")
_MARK = re.compile(r"\[?\d{1,3}\]?|[*†‡]")
_LEVEL_WORD = re.compile(r"h([1-6])")
_LONGEST_HEADING = 160
_LARGER = 1.08
_MOST_CELLS = 50_000


def read(content: bytes, path: str) -> Outline:
    """Read the web page `content`; `path` names it in messages.

    The title is that of `<title>`, the metadata that of `<meta name=…>`.

    Raises:
        ReadError: the page is nested too deeply, is empty, or holds only navigation.

    """
    soup = _parsed(decode(content))
    about = _metadata(soup)
    if page.depth_of(soup) > DEEPEST:
        raise _too_deep(path)
    sheet = page.style_sheet(soup)
    page.silence(soup)
    had_text = any(True for _ in page.strings(soup.body or soup))
    root = page.content_of(soup)
    found = () if page.only_links(root) else tuple(_Walk(sheet, root).blocks())
    if not found and had_text:
        raise ReadError(path, "holds only navigation", "save the page that describes the role")
    if not found:
        raise ReadError(path, "holds no text", "save the page again, with its content")
    return Outline(found, about.get("title", ""), about)


def blocks_in(markup: str, path: str) -> tuple[Block, ...]:
    """Return the blocks of a fragment of HTML, all of which is content.

    Raises:
        ReadError: the fragment is nested too deeply.

    """
    soup = _parsed(markup)
    if page.depth_of(soup) > DEEPEST:
        raise _too_deep(path)
    page.silence(soup)
    return tuple(_Walk({}, soup).blocks())


def plain_text(markup: str) -> str:
    """Return the text of a short piece of HTML, tags dropped and entities resolved."""
    return blocks.lines(_parsed(markup).get_text()).replace("\n", " ")


def _parsed(markup: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        # A declaration of the encoding would mislead: the text is decoded already.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _SHORTCODE.sub("", markup))
        return BeautifulSoup(text, "lxml")


def _too_deep(path: str) -> ReadError:
    return ReadError(
        path, f"is nested more than {DEEPEST} levels deep", "save a simpler version of it"
    )


def _metadata(soup: BeautifulSoup) -> dict[str, str]:
    named: dict[object, object] = {
        page.attribute(tag, "name"): page.attribute(tag, "content")
        for tag in soup.find_all("meta", attrs={"name": True})
    }
    title = soup.title.get_text() if soup.title else ""
    return blocks.metadata({**named, **({"title": title} if title.strip() else {})})


class _Run:
    """Inline text as it is gathered, with what of it is bold and how large it is set."""

    def __init__(self, sheet: Mapping[str, page.Setting]) -> None:
        """Begin an empty run of a page whose classes are set as `sheet` says."""
        self._sheet = sheet
        self._parts: list[str] = []
        self._plain = 0
        self._bold = 0
        self.size = 0.0

    def add(self, element: PageElement, around: page.Setting = page.Setting()) -> None:  # noqa: B008 - frozen
        """Add an inline element, or a block that stands inside an item or a cell."""
        if isinstance(element, NavigableString):
            self._text(str(element), around)
        elif isinstance(element, Tag):
            if element.name == "br":
                self._parts.append(BREAK)
            elif not _is_mark(element, "".join(self._parts[-1:])):
                setting = _setting(element, self._sheet, around)
                edge = BREAK if element.name in _BLOCKS else ""
                self._parts.append(edge)
                for child in element.children:
                    self.add(child, setting)
                self._parts.append(edge)

    def add_break(self) -> None:
        """Begin a new line."""
        self._parts.append(BREAK)

    def text(self) -> str:
        """Return the tidied text."""
        return _LEFTOVERS.sub("", blocks.lines("".join(self._parts))).strip()

    @property
    def strong(self) -> bool:
        """Whether every letter and digit is bold."""
        return self._bold > 0 and self._plain == 0

    def _text(self, text: str, setting: page.Setting) -> None:
        self._parts.append(text)
        letters = sum(map(str.isalnum, text))
        if letters:
            self.size = max(self.size, setting.size)
        if setting.bold:
            self._bold += letters
        else:
            self._plain += letters


def _setting(tag: Tag, sheet: Mapping[str, page.Setting], around: page.Setting) -> page.Setting:
    """Return how the text in `tag` is set, given how it is set around it."""
    own = page.declared(page.attribute(tag, "style"))
    classes = [sheet.get(name, page.Setting()) for name in page.attribute(tag, "class").split()]
    bold = around.bold or own.bold or tag.name in ("b", "strong", "th")
    size = own.size or max((one.size for one in classes), default=0.0) or around.size
    return page.Setting(size, bold or any(one.bold for one in classes))


def _is_mark(tag: Tag, before: str) -> bool:
    """Say whether `tag` is a footnote mark or a heading's own link, which nobody reads."""
    text = tag.get_text().strip()
    if tag.name == "a":
        back = page.attribute(tag, "role") in ("doc-noteref", "doc-backlink")
        return back or text in _ANCHOR_SIGNS or "footnote-backref" in page.attribute(tag, "class")
    if tag.name != "sup" or not _MARK.fullmatch(text):
        return False
    if tag.find("a") is not None or not text.isdigit():
        return True
    # A bare number is a mark after a word; what is shorter than four letters is a unit: m², km².
    return "footnote" in page.attribute(tag, "class") or bool(re.search(r"[^\W\d_]{4}$", before))


class _Walk:
    """One walk through a page, giving its blocks in reading order."""

    def __init__(self, sheet: Mapping[str, page.Setting], root: Tag) -> None:
        """Walk `root`, whose classes are set as `sheet` says."""
        self._sheet = sheet
        self._root = root
        self._sizes = self._heading_sizes() if sheet else []
        self._has_top = root.find("h1") is not None

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the whole page."""
        yield from self._container(self._root)

    def _container(self, tag: Tag) -> Iterator[Block]:
        inline: list[PageElement] = []
        for child in tag.children:
            if isinstance(child, Tag) and (child.name in _BLOCKS or _holds_block(child)):
                yield from self._paragraph(inline, tag)
                inline = []
                yield from self._block(child)
            else:
                inline.append(child)
        yield from self._paragraph(inline, tag)

    def _paragraph(self, elements: Iterable[PageElement], around: Tag) -> Iterator[Block]:
        run = _Run(self._sheet)
        setting = _setting(around, self._sheet, page.Setting())
        for element in elements:
            run.add(element, setting)
        text = run.text()
        if not text:
            return
        level = self._size_level(run.size) if len(text) <= _LONGEST_HEADING else 0
        if level:
            yield blocks.heading(text, level)
        else:
            yield blocks.paragraph(text, strong=run.strong)

    def _block(self, tag: Tag) -> Iterator[Block]:
        level = self._heading_level(tag)
        if level:
            run = _Run(self._sheet)
            run.add(tag)
            if text := run.text():
                yield blocks.heading(text, level)
        elif tag.name in _LISTS:
            yield from self._list(tag, 0)
        elif tag.name == "dl":
            yield from self._definitions(tag)
        elif tag.name == "table":
            yield from self._table(tag)
        elif tag.name == "pre":
            code = "\n".join(line.rstrip() for line in tag.get_text().strip("\n").split("\n"))
            if code.strip():
                yield blocks.paragraph(code)
        elif tag.name == "summary" and not tag.find(page.HEADINGS):
            run = _Run(self._sheet)
            run.add(tag)
            if text := run.text():
                yield blocks.paragraph(text, strong=True)
        elif tag.name != "figure" or tag.find(["table", "p", "ul", "ol", "blockquote", "pre"]):
            yield from self._container(tag)

    def _heading_level(self, tag: Tag) -> int:
        """Return the level of a heading marked by tag, role or class; 0 for anything else."""
        if tag.name in page.HEADINGS:
            return int(tag.name[1])
        if page.attribute(tag, "role") == "heading":
            level = page.attribute(tag, "aria-level")
            return int(level) if level.isdigit() else 2
        if tag.name not in _LEAVES or _holds_block(tag) or len(tag.get_text()) > _LONGEST_HEADING:
            return 0
        return self._class_level(tag)

    def _class_level(self, tag: Tag) -> int:
        names = page.attribute(tag, "class").lower()
        if number := re.search(r"(?:^|[^a-z0-9])h([1-6])(?![a-z0-9])", names):
            return int(number[1])
        if number := re.search(r"heading[-_]?([1-6])", names):
            return int(number[1])
        words = set(page.words_of(tag, "class"))
        if not words & {"heading", "title", "headline", "subheading", "subtitle", "msotitle"} and (
            "msotitle" not in names
        ):
            return 0
        if words & {"sub", "subheading", "subtitle", "item", "card", "group", "panel", "accordion"}:
            return 3
        if words & {"section", "heading", "block"}:
            return 2
        return 2 if self._has_top else 1

    def _list(self, tag: Tag, depth: int) -> Iterator[Block]:
        if _is_contents(tag):
            return
        for child in tag.children:
            if isinstance(child, Tag) and child.name in _LISTS:
                yield from self._list(child, depth + 1)
            elif isinstance(child, Tag) and child.find(page.HEADINGS):
                yield from self._container(child)
            elif isinstance(child, Tag):
                yield from _Item(self, self._sheet, depth).blocks(child)
            elif str(child).strip():
                yield blocks.item(blocks.lines(str(child)), depth)

    def _definitions(self, tag: Tag) -> Iterator[Block]:
        terms: list[str] = []
        defined = False
        for part in tag.find_all(["dt", "dd"]):
            if part.find_parent("dl") is not tag:
                continue
            if part.name == "dt":
                terms = [*([] if defined else terms), self._cell(part)]
                defined = False
                continue
            term, defined = ", ".join(terms), True
            if part.find(["ul", "ol", "table", "dl"]):
                yield blocks.paragraph(term, strong=True)
                yield from self._container(part)
            elif text := self._cell(part):
                yield blocks.row((term, text))

    def _table(self, tag: Tag) -> Iterator[Block]:
        rows = [tr for tr in tag.find_all("tr") if tr.find_parent("table") is tag]
        cells = [list(tr.find_all(["td", "th"], recursive=False)) for tr in rows]
        caption = tag.find("caption")
        if caption is not None and (text := self._cell(caption)):
            yield blocks.paragraph(text)
        if _is_layout(tag, cells):
            for cell in (cell for line in cells for cell in line):
                yield from self._container(cell)
            return
        grid, spanning = self._grid(cells)
        grid = blocks.with_groups_named(grid)
        header = blocks.header_rows(grid, self._header_rows(cells))
        spanning |= blocks.bands(grid, header)
        yield from blocks.table(grid, header=header, spanning=spanning)

    def _header_rows(self, cells: list[list[Tag]]) -> int:
        """Count the rows at the top that are marked as header: by tag, or wholly bold."""
        count = 0
        for line in cells:
            in_head = bool(line) and line[0].find_parent("thead") is not None
            if line and (in_head or all(cell.name == "th" for cell in line)):
                count += 1
            else:
                break
        if count == 0 and len(cells) > 1 and self._is_bold(cells[0]):
            return 0 if all(self._is_bold(line) for line in cells) else 1
        return count if count < len(cells) else 1

    def _is_bold(self, line: list[Tag]) -> bool:
        filled = [cell for cell in line if cell.get_text().strip()]
        for cell in filled:
            run = _Run(self._sheet)
            run.add(cell)
            if not run.strong:
                return False
        return len(filled) > 1

    def _grid(self, cells: list[list[Tag]]) -> tuple[list[list[str]], set[int]]:
        """Lay the cells out in a rectangle, spanned ones repeated; also the rows of one cell."""
        taken: dict[tuple[int, int], str] = {}
        single: dict[int, int] = {}
        for y, line in enumerate(cells):
            x = 0
            for cell in line:
                while (y, x) in taken:
                    x += 1
                text = self._cell(cell)
                wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(cells) - y)
                if len(taken) > _MOST_CELLS:  # spans that nobody meant; the texts are still read
                    wide = high = 1
                for down in range(high):
                    taken.update(((y + down, x + right), text) for right in range(wide))
                if len(line) == 1:
                    single[y] = wide
                x += wide
        width = max((x for _, x in taken), default=-1) + 1
        grid = [[taken.get((y, x), "") for x in range(width)] for y in range(len(cells))]
        return grid, {y for y, wide in single.items() if wide == width > 1}

    def _cell(self, cell: Tag) -> str:
        run = _Run(self._sheet)
        for child in cell.children:
            run.add(child)
        return run.text()

    def _heading_sizes(self) -> list[float]:
        """Return the sizes larger than that of most text, largest first."""
        counts: dict[float, int] = {}
        for text in page.strings(self._root):
            size = self._size_at(text)
            counts[size] = counts.get(size, 0) + len(text)
        if not counts:
            return []
        body = max(counts, key=lambda size: counts[size])
        return sorted((size for size in counts if body and size > body * _LARGER), reverse=True)

    def _size_at(self, text: NavigableString) -> float:
        for tag in text.parents:
            if size := _setting(tag, self._sheet, page.Setting()).size:
                return size
        return 0.0

    def _size_level(self, size: float) -> int:
        shift = 2 if self._has_top else 1
        return self._sizes.index(size) + shift if size in self._sizes else 0


class _Item:
    """One list item: its text, and what is nested in it."""

    def __init__(self, walk: _Walk, sheet: Mapping[str, page.Setting], depth: int) -> None:
        """Read an item at `depth` in the course of `walk`."""
        self._walk = walk
        self._sheet = sheet
        self._depth = depth
        self._run = _Run(sheet)
        self._begun = False

    def blocks(self, tag: Tag) -> Iterator[Block]:
        """Yield the item, then its nested lists, tables and what follows them."""
        yield from self._gather(tag)
        yield from self._flush()

    def _gather(self, tag: Tag) -> Iterator[Block]:
        setting = _setting(tag, self._sheet, page.Setting())
        for child in tag.children:
            if not isinstance(child, Tag):
                self._run.add(child, setting)
            elif child.name in _LISTS:
                yield from self._flush()
                yield from self._walk._list(child, self._depth + self._begun)  # noqa: SLF001
            elif child.name in ("table", "dl"):
                yield from self._flush()
                yield from self._walk._block(child)  # noqa: SLF001
            elif child.find([*_LISTS, "table", "dl"]):
                self._run.add_break()
                yield from self._gather(child)
            else:
                self._run.add(child, setting)

    def _flush(self) -> Iterator[Block]:
        text, strong = self._run.text(), self._run.strong
        self._run = _Run(self._sheet)
        if text and self._begun:
            yield blocks.paragraph(text, strong=strong)
        elif text:
            self._begun = True
            yield blocks.item(text, self._depth, strong=strong)


def _holds_block(tag: Tag) -> bool:
    return any(isinstance(one, Tag) and one.name in _BLOCKS for one in tag.descendants)


def _is_contents(tag: Tag) -> bool:
    """Say whether a list is a table of contents: nothing but links into this page."""
    links = tag.find_all("a", href=re.compile(r"^#."))
    if len(links) < 3:
        return False
    linked = sum(len(link.get_text().strip()) for link in links)
    return linked == sum(len(text.strip()) for text in page.strings(tag))


def _is_layout(tag: Tag, cells: list[list[Tag]]) -> bool:
    """Say whether a table only places things on the page."""
    if tag.find(["table", *page.HEADINGS]) is not None:
        return True
    return sum(len(line) for line in cells) == 1


def _span(cell: Tag, name: str) -> int:
    value = page.attribute(cell, name).strip()
    return min(max(int(value), 1), 100) if value.isdigit() else 1
