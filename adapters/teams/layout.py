"""A `Card` as a Teams message: text with `[n]`, native citations, a card with buttons.

Comes in: a card, who wrote it and where it is shown. Goes out: a `Message`, plain JSON that keeps
every limit of `adapters.teams.limits` by construction: each part has a room of its own, and what
does not fit is counted. The verdict, its citations and the buttons are never left out. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.card import Card, Line, LineKind, Source
from adapters.teams import wording
from adapters.teams.adaptive import buttons_of, card_of, leads_somewhere
from adapters.teams.limits import (
    ABSTRACT,
    CITATIONS,
    KEYWORD,
    KEYWORDS,
    NAME,
    utf16_bytes,
)
from adapters.teams.text import clipped, escaped, plain

Json = dict[str, Any]

TEXT_ROOM = 20 * 1024
CITATION_ROOM = 28 * 1024
"""Bytes of UTF-16; with the card's room and the envelope less than a message may have."""

LINE, HEADLINE = 1200, 300
"""Together within the text's room, whatever they are made of: a sign may be written as five."""

SUMMARY = 250
QUESTION = 200
FEW = 10
"""Citations that Microsoft's own test client takes; Teams takes twenty."""

SHORT_ABSTRACT = 60
DOCUMENTS = 4
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent; `summary` is the notification."""

    text: str
    summary: str
    entities: tuple[Json, ...] = ()
    cards: tuple[Json, ...] = ()
    feedback: bool = False


def told(text: str) -> Message:
    """A sentence of the bot's own."""
    return Message(escaped(text), clipped(plain(text), SUMMARY))


def message_of(card: Card, *, generator: str = EXTRACTIVE, question: str = "") -> Message:
    """The message of a card.

    `generator` says who wrote the answer: any but the extractive one gets the AI label. `question`
    is repeated where it does not stand in the chat, because a button asked it. What to ask next
    are buttons of the card: suggested actions would be shown in personal chats alone, and there
    beside no card.
    """
    sources = {source.n: source for source in card.sources}
    text, cited = _text(card, sources, question)
    root = _root([sources[n] for n in cited], generator)
    buttons = card_of(card) if card.verdict or card.table else buttons_of(card)
    return Message(
        text=text,
        summary=clipped(plain(card.spoken), SUMMARY),
        entities=(root,) if root else (),
        cards=(buttons,) if buttons else (),
        feedback=bool(card.reference),
    )


def fewer_citations(message: Message) -> Message:
    """The message with its first citations alone, for clients that take no more; marks stay."""
    entities = tuple(
        entity | {"citation": entity["citation"][:FEW]} if "citation" in entity else entity
        for entity in message.entities
    )
    return replace(message, entities=entities)


def _text(card: Card, sources: dict[int, Source], question: str) -> tuple[str, tuple[int, ...]]:
    """The text in markdown and the numbers that it cites, in the order of their first mark.

    Lines are taken while there is room for them and their citations. Beside a table its lines are
    only named: a line for each role with its marks.
    """
    cited: dict[int, None] = {}
    blocks: list[str] = []
    if question:
        blocks.append(f"**{wording.ASKED}** {escaped(clipped(plain(question), QUESTION))}")
    if plain(card.headline):
        blocks.append(f"**{escaped(clipped(plain(card.headline), HEADLINE))}**")
    room = TEXT_ROOM - utf16_bytes(blocks) - 1024
    lines = _named(card) if card.table else card.lines
    for taken, line in enumerate(lines):
        numbers = [n for n in dict.fromkeys(line.citations) if n in sources]
        full = len(cited) + len([n for n in numbers if n not in cited]) > CITATIONS
        if full and taken:
            blocks.append(wording.more_lines(len(lines) - taken))
            break
        numbers = numbers[:CITATIONS]
        block = _block(line, numbers)
        room -= utf16_bytes(block) + 8
        if room < 0:
            blocks.append(wording.more_lines(len(lines) - taken))
            break
        cited.update(dict.fromkeys(numbers))
        blocks.append(block)
    if not cited:
        blocks += _documents(card.sources)
    return "\n\n".join(blocks) or "…", tuple(cited)


def _documents(sources: Sequence[Source]) -> list[str]:
    """Links to whole documents, where a card names some and cites none."""
    return [
        f"• [{escaped(clipped(plain(source.title), NAME))}]({source.url})"
        for source in sources[:DOCUMENTS]
        if plain(source.title) and leads_somewhere(source.url) and not set("()") & set(source.url)
    ]


def _named(card: Card) -> list[Line]:
    """For each column of the table a line with all of its citations; then the table's notes."""
    assert card.table is not None
    lines = []
    for index, column in enumerate(card.table.columns):
        numbers = [
            n for row in card.table.rows for said in row.cells[index] for n in said.citations
        ]
        share = CITATIONS // max(len(card.table.columns), 1)
        own = tuple(dict.fromkeys(numbers))[: max(share, 1)]
        lines.append(Line(LineKind.ITEM, f"{column}:", own))
    return lines


def _block(line: Line, numbers: Sequence[int]) -> str:
    """A line in markdown with its marks."""
    text = escaped(clipped(plain(line.text), LINE))
    marks = "".join(f" [{n}]" for n in numbers)
    match line.kind:
        case LineKind.STATEMENT:
            return f"**{text}**{marks}" if text else marks.strip()
        case LineKind.ITEM:
            # A markdown list would do, but clients put no hover on the marks in one.
            return f"• {text}{marks}"
        case LineKind.LEAD | LineKind.PARAGRAPH:
            return f"{text}{marks}"


def _root(sources: Sequence[Source], generator: str) -> Json | None:
    """The one entity that holds all citations; None where there is neither one nor a label."""
    written = generator != EXTRACTIVE
    if not sources and not written:
        return None
    root: Json = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
    }
    if written:
        root["additionalType"] = ["AIGeneratedContent"]
    for shown in (_in_full, _by_name):
        root["citation"] = [
            {"@type": "Claim", "position": source.n, "appearance": shown(source)}
            for source in sources
        ]
        if utf16_bytes(root) <= CITATION_ROOM:
            break
    if not sources:
        del root["citation"]
    return root


def _by_name(source: Source, most: int = SHORT_ABSTRACT) -> Json:
    """A citation's document and section, and the beginning of its quote: Teams wants both."""
    name = plain(source.title) or plain(source.document) or wording.PASSAGE
    last = plain(source.section[-1]) if source.section else ""
    full = clipped(f"{name} – {last}" if last and last != name else name, NAME)
    quote = clipped(plain(source.quote) or full, most)
    return {"@type": "DigitalDocument", "name": full, "abstract": quote}


def _in_full(source: Source) -> Json:
    """With the quote, the link, and whose it is: role, day of review, owner."""
    shown = _by_name(source, ABSTRACT)
    if leads_somewhere(source.url):
        shown["url"] = source.url
    words = [source.role, wording.as_of(source.as_of) if source.as_of else "", source.owner]
    keywords = [clipped(plain(word), KEYWORD) for word in words if plain(word)][:KEYWORDS]
    return shown | ({"keywords": keywords} if keywords else {})
