"""What of a page is not the document: advertising, comment widgets, site notices.

Comes in: an `Outline`, and the lines that recur in other files of the library. Goes out: the
outline without its furniture, a `Note` for each block left out. A block inside the document's own
sections is only left out when its words leave no doubt; at the edges, where pages carry their
advertising, also when it speaks of nothing that the document speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from knowledge.audience import MARKER
from knowledge.model import Block, BlockKind, Note, Outline
from knowledge.titles import find_title

WIDGET = re.compile(
    r"(?:subscribe(?: to .{1,40})?|notify of|guest|login|log in|\d+ comments?|newest|oldest"
    r"|most voted|oldest most voted|inline feedbacks?|view all comments|leave a (?:reply|comment)"
    r"|share (?:this|on \w+)(?: \w+){0,2}|tweet|print(?: this page)?|back to top|skip to content"
    r"|previous(?: post)?|next post|related (?:posts|articles|links)|you (?:may|might) also like"
    r"|read more|click here|accept(?: all)? cookies|cookie (?:settings|policy)"
    r"|advertisements?|sponsored|would love your thoughts, please comment\.?x?|\( ?\)|x|0"
    r"|all rights reserved\.?|page \d+(?: (?:of|/) \d+)?)",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"\d+ comments?|inline feedbacks?|view all comments|notify of", re.IGNORECASE)
SITE_HEADING = re.compile(
    r"(?:editorial (?:process|policy|standards|guidelines)|about the authors?|about this site"
    r"|related (?:articles|posts|links|roles|jobs)|share this|leave a (?:reply|comment)"
    r"|sign up for .*newsletter|newsletter)",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"©|\bcopyright\b|all rights reserved|\bconfidential\b|intended (?:only|solely) for"
    r"|uncontrolled (?:when|if) printed|do not (?:copy|distribute|forward)|\bcookies?\b"
    r"|this (?:e-?mail|message)\b|unsubscribe|page \d+ of \d+|printed on",
    re.IGNORECASE,
)
CALL = re.compile(
    r"^[“\"]?(?:find|explore|compare|discover|subscribe|sign up|join|start|book|buy|shop|try"
    r"|download|register|click|follow us|share|invest|get (?:started|your|the)|enroll|apply now"
    r"|learn more|visit|save|order|claim)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[a-z]{4,}")
EDGE = 12


def strip_furniture(outline: Outline, recurring: frozenset[str]) -> Outline:
    """The outline without advertising and widgets. `recurring` are `edge_lines` of other files."""
    blocks = outline.blocks
    dropped = set(_widgets(blocks)) | set(_site_sections(blocks))
    dropped |= set(_notices(blocks, recurring))
    dropped |= set(_opening_advertising(blocks, dropped))
    dropped |= set(_closing_advertising(blocks, dropped))
    # Whatever it looks like, losing it would show everybody what is meant for some.
    dropped -= {i for i, block in enumerate(blocks) if MARKER.search(block.text)}
    notes = tuple(Note("not part of the document", blocks[i].text) for i in sorted(dropped))
    kept = tuple(block for i, block in enumerate(blocks) if i not in dropped)
    return replace(outline, blocks=kept, notes=(*outline.notes, *notes))


def edge_lines(outline: Outline) -> frozenset[str]:
    """The texts at a document's edges, where notices that recur in every file stand."""
    return frozenset(outline.blocks[i].text for i in _edges(len(outline.blocks)))


def _edges(n: int) -> list[int]:
    return sorted({*range(min(EDGE, n)), *range(max(0, n - EDGE), n)})


def _widgets(blocks: Sequence[Block]) -> Iterable[int]:
    """Widgets wherever they stand, and all that follows a page's comments near its end."""
    for i, block in enumerate(blocks):
        lines = block.text.split("\n")
        if block.kind is not BlockKind.ROW and all(WIDGET.fullmatch(x.strip()) for x in lines):
            yield i
    comments = [i for i, b in enumerate(blocks) if COMMENTS.search(b.text) and len(b.text) < 80]
    if len(comments) >= 2 and comments[0] > 0.8 * len(blocks):
        yield from range(comments[0], len(blocks))


def _site_sections(blocks: Sequence[Block]) -> Iterable[int]:
    """Sections in which a site speaks of itself, with their headings."""
    inside = 0
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            if inside and block.level <= inside:
                inside = 0
            if not inside and SITE_HEADING.fullmatch(block.text.strip(" :")):
                inside = block.level
        if inside:
            yield i


def _notices(blocks: Sequence[Block], recurring: frozenset[str]) -> Iterable[int]:
    """Legal notices and mail footers at the edges."""
    for i in _edges(len(blocks)):
        block = blocks[i]
        notice = block.kind is BlockKind.PARAGRAPH and NOTICE.search(block.text)
        if notice and (block.text in recurring or len(block.text) < 160):
            yield i


def _opening_advertising(blocks: Sequence[Block], dropped: set[int]) -> Iterable[int]:
    """Blocks before the title, if most are foreign to what follows and one is a button."""
    title = next(
        (
            i
            for i, b in enumerate(blocks[:EDGE])
            if b.kind is BlockKind.HEADING and find_title(b.text)
        ),
        0,
    )
    rest = _word_counts(blocks, range(title, len(blocks)), dropped)
    before = [i for i in range(title) if i not in dropped]
    foreign = [i for i in before if _is_foreign(blocks[i], rest, len(blocks) - title)]
    if len(foreign) * 2 >= len(before) and any(_is_button(blocks[i].text) for i in foreign):
        yield from (i for i in before if not find_title(blocks[i].text))


def _closing_advertising(blocks: Sequence[Block], dropped: set[int]) -> Iterable[int]:
    """Calls at the end to something that nothing before them speaks of, if one is a button."""
    left = [i for i in range(len(blocks)) if i not in dropped]
    run = list(
        takewhile(
            lambda i: (
                CALL.match(blocks[i].text)
                and _is_foreign(blocks[i], _word_counts(blocks, range(i), dropped), i)
            ),
            reversed(left),
        )
    )
    if any(_is_button(blocks[i].text) for i in run):
        yield from run


def _word_counts(blocks: Sequence[Block], places: Iterable[int], dropped: set[int]) -> Counter[str]:
    """In how many of the blocks at `places` each word stands; calls do not vouch for theirs."""
    left = (blocks[i] for i in places if i not in dropped and not CALL.match(blocks[i].text))
    return Counter(word for block in left for word in set(WORD.findall(block.text.lower())))


def _is_foreign(block: Block, others: Counter[str], size: int) -> bool:
    """Whether most words of a short text occur in next to none of the `size` other blocks."""
    if block.kind in {BlockKind.ROW, BlockKind.ITEM} or len(block.text) >= 240:
        return False
    words = set(WORD.findall(block.text.lower()))
    strange = sum(others[word] <= size // 100 for word in words)
    return bool(words) and strange * 2 >= len(words)


def _is_button(text: str) -> bool:
    """Whether a text is a call set as a label: a few capitalised words (`Explore Hotels`)."""
    words = [word for word in text.split() if len(word) > 3]
    return bool(CALL.match(text)) and len(text.split()) <= 6 and all(w[0].isupper() for w in words)
