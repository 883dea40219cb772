"""Plain text: headings, lists and tables are found by how the lines look, for nothing marks them.

Comes in: the bytes of a text file. Goes out: an `Outline`. Three passes: wrapped lines are joined,
runs of lines that are rows of one table are told from prose, and every other line is an item, a
heading or a paragraph. Headings get their level from the style of their kind: numbered outranks
unnumbered, unless the numbers start anew again and again.

It is long because no line is told by itself: each rule looks at the lines around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from knowledge.dates import date_in
from knowledge.model import Block, BlockKind, Outline
from knowledge.reading.decoding import decode
from knowledge.reading.flat_table import COLUMN, header_cells, split_rows
from knowledge.title_lines import SOMEBODY_ELSE, first_title

ITEM = re.compile(r"^(?P<marker>[-–—•*·▪◦‣●○oO]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<close>[.)]?)\s+(?=\S)")
SECTION_WORD = re.compile(
    r"^(?:section|part|article|appendix|chapter)\s+[\dIVXA-Z]+\b", re.IGNORECASE
)
LEAD_IN = re.compile(
    r"\b(?:includ\w+|are|is|as|by|when|to|with|of|for|following|on|if|either|where|at|be|must|should"
    r"|may|will|can|that|contain\w*|require[sd]?|between|from|and|or)\s*:$"
    r"|\b(?:should|must|are|can|will)\b.*:$",
    re.IGNORECASE,
)
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
RULE = re.compile(r"^\s*([-=_*~])\1{2,}\s*$")
LABELLED = re.compile(r"^[A-Z][\w /&'’()+-]{1,40}:\s+\S")

TITLE_LINES = 6
"""Lines at the top among which a text's title is looked for."""

HEADING_WORDS = 14
HEADING_CHARACTERS = 110
PAIR = 2
WRAPPED_AT = range(50, 101)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its indentation in columns, and its words without it."""

    indent: int
    text: str


def read(content: bytes, path: str) -> Outline:  # noqa: ARG001 - every reader is called alike
    """The outline of a plain text file. Never fails: any text has at least paragraphs."""
    from knowledge.repair import mend  # noqa: PLC0415 - ftfy loads only when a text is read

    text, notes = mend(decode(content))
    return replace(outline(text), notes=notes)


def outline(text: str) -> Outline:
    """The outline of a text that is already mended."""
    raw = text.expandtabs(8).split("\n")
    lines = [Line(len(line) - len(line.lstrip()), line.strip()) for line in raw]
    wide = _aligned_rows(raw)
    blocks = _blocks(_unwrap(lines, wide), wide)
    return Outline(tuple(_with_levels(blocks)))


def _aligned_rows(raw: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Lines whose cells stand in columns, parted by two blanks or more, by their stripped text."""
    rows: dict[str, tuple[str, ...]] = {}
    run: list[tuple[str, tuple[str, ...]]] = []
    for line in [*raw, ""]:
        cells = tuple(re.split(r" {2,}", line.strip()))
        if len(cells) >= 2 and not ITEM.match(line.strip()) and all(cells):
            run.append((line.strip(), cells))
            continue
        if len(run) >= 3 and len({len(cells) for _, cells in run}) == 1:
            rows.update(run)
        run = []
    return rows


def _unwrap(lines: Sequence[Line], rows: dict[str, tuple[str, ...]]) -> list[Line]:
    """Join lines that an editor broke at a margin; a blank line stays a blank line."""
    filled = [line for line in lines if line.text]
    long = [line.indent + len(line.text) for line in filled if len(line.text) > 40]
    if len(long) < 5:
        return list(lines)
    margin = max(long)
    near = sum(width > margin - 20 for width in long)
    if margin not in WRAPPED_AT or near < 0.5 * len(long):
        return list(lines)
    joined: list[Line] = []
    room = margin
    for line in lines:
        before = joined[-1] if joined else Line(0, "")
        first_word = len(line.text.split(" ", 1)[0])
        continues = (
            before.text
            and line.text
            and line.text not in rows
            and before.text not in rows
            and not _starts_item(line.text)
            and "|" not in line.text
            and not RULE.match(line.text)
            and not MARKDOWN_HEADING.match(line.text)
            and (room + 1 + first_word > margin - 2 or line.text[0].islower())
        )
        if continues:
            joined[-1] = Line(before.indent, f"{before.text} {line.text}")
        else:
            joined.append(line)
        room = line.indent + len(line.text)
    return joined


def _starts_item(text: str) -> bool:
    """Whether a line opens with a list marker or a number."""
    return bool(ITEM.match(text) or NUMBER.match(text))


@dataclass(frozen=True, slots=True)
class _Styled:
    """A block, with the style by which a heading's level is told later."""

    block: Block
    style: str = ""


def _blocks(lines: Sequence[Line], wide: dict[str, tuple[str, ...]]) -> list[_Styled]:
    """Tell what every line is. Headings carry their style; their level is not settled yet."""
    out: list[_Styled] = []
    stack: list[tuple[str, int]] = []
    opening, title = _title_page(lines)
    i = 0
    while i < len(lines):
        line = lines[i]
        if not line.text or RULE.match(line.text):
            if not line.text and not _list_goes_on(lines, i):
                stack = []
            i += 1
            continue
        run = _table_run(lines, i, wide, lost=i not in {opening, title})
        if run:
            out.extend(_Styled(block) for block in _table(lines[i : i + run], wide))
            i, stack = i + run, []
            continue
        style = _heading_style(lines, i, in_list=bool(stack)) or ("plain" if i == title else "")
        if style == "plain" and i > 0 and _is_fact(lines, i, title):
            style = ""
        if style:
            marked = MARKDOWN_HEADING.match(line.text)
            text = marked[2] if marked else line.text
            out.append(_Styled(Block(BlockKind.HEADING, text), style))
            i, stack = i + 1, []
            continue
        item = ITEM.match(line.text)
        if item or (stack and line.indent > stack[-1][1]):
            if item:
                stack = _place(stack, _marker_kind(item["marker"]), line.indent)
                out.append(_item(line.text[item.end() :], len(stack) - 1))
            elif LABELLED.match(line.text):
                out.append(_item(line.text, len(stack)))
            else:
                last = out[-1].block
                out[-1] = _item(f"{last.text} {line.text}", last.level)
        else:
            stack = []
            out.append(_Styled(Block(BlockKind.PARAGRAPH, line.text)))
        i += 1
    return out


def _title_page(lines: Sequence[Line]) -> tuple[int, int]:
    """The places of a text's first line, and of the one above its prose that is a role's title.

    Neither opens a table whose borders were lost. The second is -1 where no line is one.
    """
    filled = [i for i, line in enumerate(lines) if line.text][:TITLE_LINES]
    able = [i for i in filled if not _starts_item(lines[i].text)]
    title = first_title([lines[i].text for i in able])
    if title < 0 or len(COLUMN.findall(lines[able[title]].text)) > 1:
        return next(iter(filled), -1), -1
    return filled[0], able[title]


def _is_fact(lines: Sequence[Line], i: int, title: int) -> bool:
    """Whether a line that may be a heading tells a fact: whom one reports to, or what a title says.

    The latter stands right below the title, and has nothing below itself but another heading, or
    gives a date.
    """
    if SOMEBODY_ELSE.fullmatch(lines[i - 1].text):
        return True
    below = -1 < title < i and all(line.text for line in lines[title:i])
    after = next((j for j in range(i + 1, len(lines)) if lines[j].text), -1)
    bare = after > 0 and bool(_heading_style(lines, after, in_list=False))
    return below and (bare or date_in(lines[i].text) is not None)


def _item(text: str, depth: int) -> _Styled:
    return _Styled(Block(BlockKind.ITEM, text, level=depth))


def _list_goes_on(lines: Sequence[Line], blank: int) -> bool:
    """Whether after a blank line the list continues: its next line is an item or is indented."""
    after = next((line for line in lines[blank + 1 :] if line.text), None)
    return after is not None and (after.indent > 0 or bool(ITEM.match(after.text)))


def _marker_kind(marker: str) -> str:
    """Markers of one kind stand at one depth: each bullet is a kind, each numbering is one."""
    bare = marker.strip("().")
    if bare.isdigit():
        return "1" + marker[-1]
    return marker if len(bare) <= 1 and not bare.isalpha() else ("o" if marker == "o" else "a)")


def _place(stack: list[tuple[str, int]], kind: str, indent: int) -> list[tuple[str, int]]:
    """The markers above an item and its own: deeper when indented more, or of another kind."""
    while stack and indent < stack[-1][1]:
        stack = stack[:-1]
    kinds = [k for k, at in stack if at == indent]
    if kind in kinds:
        while stack[-1][0] != kind:
            stack = stack[:-1]
        return stack
    return [*stack, (kind, indent)]


def _heading_style(lines: Sequence[Line], i: int, *, in_list: bool) -> str:
    """The style of the heading that line `i` is, or nothing."""
    line = lines[i]
    text = line.text
    marked = MARKDOWN_HEADING.match(text)
    if marked:
        return f"#{len(marked[1])}"
    if i + 1 < len(lines) and RULE.match(lines[i + 1].text) and len(text) <= HEADING_CHARACTERS:
        return "#1" if "=" in lines[i + 1].text else "#2"
    after = next((other for other in lines[i + 1 :] if other.text), None)
    if (
        after is None
        or "|" in text
        or len(text) > HEADING_CHARACTERS
        or len(text.split()) > (HEADING_WORDS if text[-1] != "?" else 2 * HEADING_WORDS)
    ):
        return ""
    number = NUMBER.match(text)
    if number:
        return _numbered_style(lines, i, number)
    if ITEM.match(text) or text[-1] in ".;,!" or (in_list and line.indent > 0):
        return ""
    return _worded_style(lines, i, after)


def _worded_style(lines: Sequence[Line], i: int, after: Line) -> str:
    """The style of a heading without mark or number, told by its words and by what surrounds it."""
    text = lines[i].text
    if re.match(r"^(?:Q\s?\d*[:.)]|.*\?$)", text):
        return "question" if _stands_alone(lines, i) or after.text.startswith("A:") else ""
    first = next((sign for sign in text if sign.isalnum()), "")
    if not (first.isupper() or first.isdigit()) or re.match(r"^\d+(\s*%)?$", text):
        return ""
    if text.endswith(":"):
        return "" if LEAD_IN.search(text) or len(text.split()) > 8 else "colon"
    if LABELLED.match(text) and not SECTION_WORD.match(text) and not _stands_alone(lines, i):
        return ""
    shouted = text.isupper() and len(text) > 3
    if shouted or lines[i].indent >= 4:
        return "capitals" if shouted else "indented"
    return "plain" if _stands_alone(lines, i) or _opens_content(lines, i) else ""


def _numbered_style(lines: Sequence[Line], i: int, number: re.Match[str]) -> str:
    """`1) Summary` on its own is a heading; one of a run of numbered lines is an item."""
    line = lines[i]
    words = line.text[number.end() :]
    depth = number["number"].count(".")
    if words[-1] in ".;," or not (words[0].isupper() or words[0].isdigit()):
        return ""
    if depth == 0 and (not number["close"] or line.indent >= 2):
        return ""
    after = lines[i + 1] if i + 1 < len(lines) else Line(0, "")
    neighbour = NUMBER.match(after.text)
    if neighbour and neighbour["number"].count(".") == depth and after.indent == line.indent:
        return ""
    before = lines[i - 1] if i else Line(0, "")
    if NUMBER.match(before.text) and before.indent == line.indent and depth == 0:
        return ""
    return f"number{depth}{number['close']}"


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Whether a line has a blank line, or the text's edge, on both sides."""
    return (i == 0 or not lines[i - 1].text) and (i + 1 >= len(lines) or not lines[i + 1].text)


def _opens_content(lines: Sequence[Line], i: int) -> bool:
    """Whether what follows at once is content that a heading opens: an item, a row, long prose."""
    after = lines[i + 1] if i + 1 < len(lines) else Line(0, "")
    if not after.text:
        return True
    return bool(
        _starts_item(after.text)
        or "|" in after.text
        or after.text[-1] in ".:"
        or len(after.text) > HEADING_CHARACTERS
    )


def _table_run(
    lines: Sequence[Line], i: int, wide: dict[str, tuple[str, ...]], *, lost: bool
) -> int:
    """How many lines from `i` on are the rows of one table; 0 if they are none.

    `lost` says that it may be a table whose borders were lost.
    """
    if lines[i].text in wide:
        return _run(lines, i, lambda line: line.text in wide)
    piped = _run(lines, i, lambda line: line.text.count("|") >= 2 or line.text.startswith("|"))
    if piped >= 2 or not lost:
        return piped if piped >= 2 else 0
    run = _run(
        lines,
        i,
        lambda line: line.text not in wide and not ITEM.match(line.text) and line.indent < 4,
    )
    rows = [line.text for line in lines[i : i + run]]
    if run < 3 or len(rows[0].split()) > 30 or rows[0][-1] in ".:;,?":
        return 0
    ended = sum(row[-1] in ".:;?!" for row in rows)
    prose = ended > 0.34 * run or median(len(row.split()) for row in rows[1:]) < 3
    around = (i == 0 or not lines[i - 1].text) and any(not line.text for line in lines)
    return 0 if prose or not around else run


def _run(lines: Sequence[Line], i: int, belongs: Callable[[Line], bool]) -> int:
    """How many lines from `i` on, without a gap, satisfy `belongs`."""
    n = 0
    while i + n < len(lines) and lines[i + n].text and belongs(lines[i + n]):
        n += 1
    return n


def _table(lines: Sequence[Line], wide: dict[str, tuple[str, ...]]) -> Iterable[Block]:
    """The rows of a table: cells by pipes, by columns, or by what the words tell."""
    texts = [line.text for line in lines]
    if texts[0] in wide:
        rows = [wide[text] for text in texts if re.search(r"\w", text)]
    elif "|" in texts[0]:
        rows = [tuple(cell.strip() for cell in text.strip("|").split("|")) for text in texts]
        rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]
    else:
        columns = header_cells(texts[0])
        for cells in split_rows(texts[1:], len(columns)):
            yield Block(BlockKind.ROW, " ".join(cells), columns=columns, cells=cells)
        return
    if not rows:
        return
    header, *body = rows
    if len(header) == PAIR and (header[0].endswith(":") or header[1][:1].islower()):
        header, body = (), rows  # a name and what is said of it: the first row is no header
    for cells in body:
        yield Block(BlockKind.ROW, " | ".join(cells), columns=header, cells=cells)


RANK = {"capitals": 20, "indented": 10, "plain": 50, "colon": 60, "question": 70}


def _with_levels(blocks: Sequence[_Styled]) -> Iterable[Block]:
    """Give each heading the level that its style has among the styles of this document."""
    ranks = dict(RANK)
    numbered = [s.block.text for s in blocks if s.style.startswith("number0")]
    restarts = sum(text.startswith("1") and not text[1:2].isdigit() for text in numbered)
    for style in {s.style for s in blocks if s.style}:
        if style.startswith("#"):
            ranks[style] = int(style[1])
        elif style.startswith("number"):
            ranks[style] = (55 if restarts > 1 else 30) + int(style[6])
    stack: list[int] = []
    sub_headings = 0
    sections = 0
    for styled in blocks:
        if not styled.style:
            yield styled.block
            continue
        rank = ranks[styled.style]
        if styled.style == "plain" and sections >= 3 and sub_headings == 0:
            rank = ranks[next(s.style for s in blocks if s.style.startswith("number0"))]
        elif styled.style.startswith("number0"):
            sections += 1
        elif sections and styled.style != "question":
            sub_headings += 1
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        yield replace(styled.block, level=len(stack))
