"""Adaptive Cards, version 1.5, from plain values: nothing that a document says becomes markup.

Texts of documents stand in `TextRun`s, which know no markdown. Every text is cut, every list
counted, so that a card keeps its room whatever it is made from. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from adapters.card import Card, Source
from adapters.card_table import Said, Table
from adapters.teams import wording
from adapters.teams.limits import CARD_ACTIONS, CARD_VERSION, utf16_bytes
from adapters.teams.text import clipped, plain
from bot.model import Verdict
from bot.wording import by_whom

Json = dict[str, Any]

CARD_ROOM = 20 * 1024
"""Bytes of UTF-16 that a card may take of a message."""

TITLE = 120
BUTTON = 48
QUESTION = 300
CELL = 300
COLUMNS = 4
NAMED = 200
LONGEST_URL = 1000
PASSAGES = 3
CORNER = "\xa0"
"""Nothing stands above the rows' names, and an empty text is not allowed."""

STYLES = {
    "independent": "good",
    "team_approval": "warning",
    "manager_approval": "warning",
    "recommend_only": "warning",
    "not_authorized": "attention",
    "conflict": "warning",
    "not_specified": "emphasis",
}


def card_of(card: Card) -> Json | None:
    """The card that goes with an answer's text: its verdict or its table, with buttons."""
    body: list[Json] = []
    if card.verdict:
        body.append(_verdict(card.verdict))
    buttons = [*_asks(card.choices), *_passages(card.sources), *_asks(card.suggestions)]
    buttons = buttons[:CARD_ACTIONS]
    if card.table:
        room = CARD_ROOM - utf16_bytes(body) - utf16_bytes(buttons)
        body += table_of(card.table, room)
    if not body and not buttons:
        return None
    return adaptive(body, buttons)


def buttons_of(card: Card) -> Json | None:
    """The questions of a card as buttons, for an answer that needs no more of a card."""
    buttons = [*_asks(card.choices), *_asks(card.suggestions)][:CARD_ACTIONS]
    return adaptive([], buttons) if buttons else None


def adaptive(body: Sequence[Json], actions: Sequence[Json] = ()) -> Json:
    """A card; the buttons stand in a set of their own, for hosts that drop a card's own."""
    elements = [*body]
    if actions:
        elements.append({"type": "ActionSet", "actions": [*actions]})
    card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": CARD_VERSION,
        "body": elements,
    }
    wide = any(element["type"] == "Table" for element in body)
    return card | ({"msteams": {"width": "Full"}} if wide else {})


def ask(question: str) -> Json:
    """A button that asks something; `Action.Submit` where a client knows no `Action.Execute`."""
    title = clipped(plain(question), BUTTON) or "…"
    data = {"verb": "ask", "text": clipped(plain(question), QUESTION)}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": "ask",
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data},
    }


def dialog(title: str, **data: str) -> Json:
    """A button that opens a dialog; `data` says which."""
    return {
        "type": "Action.Submit",
        "title": clipped(plain(title), BUTTON),
        "data": {"msteams": {"type": "task/fetch"}, **data},
    }


def runs(*parts: tuple[str, Mapping[str, Any]]) -> Json:
    """A paragraph of runs: texts with their looks; an empty text is left out."""
    return {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": text, **looks} for text, looks in parts if text],
    }


def heading(text: str) -> Json:
    """A line that stands out."""
    return runs((clipped(plain(text), TITLE) or "…", {"weight": "bolder", "size": "medium"}))


def fact(name: str, value: str) -> Json:
    """A name with its value."""
    return runs((f"{name}: ", {"isSubtle": True}), (clipped(plain(value), NAMED), {}))


def passage_of(source: Source) -> dict[str, str] | None:
    """What names a passage in a dialog's data: its document and clause, from the link."""
    path, _, clause = source.url.partition("#")
    _, found, slug = path.partition("/read/")
    slug = slug.partition("?")[0]
    if not found or not slug or len(slug) > NAMED or len(clause) > NAMED:
        return None
    named = {"show": "passage", "slug": slug, "clause": clause}
    return named | ({"url": source.url} if leads_somewhere(source.url) else {})


def leads_somewhere(url: str) -> bool:
    """Whether a link leads somewhere from a chat."""
    try:
        split = urlsplit(url)
    except ValueError:
        return False
    whole = split.scheme in {"http", "https"} and bool(split.netloc)
    return whole and len(url) <= LONGEST_URL and url.isascii() and url.isprintable()


def _asks(questions: Iterable[str]) -> list[Json]:
    """Buttons that ask; none for a question without words."""
    return [ask(question) for question in questions if plain(question)]


def _passages(sources: Iterable[Source]) -> list[Json]:
    """Buttons that open the first passages."""
    named = [(source.n, passage_of(source)) for source in sources]
    found = [(n, data) for n, data in named if data][:PASSAGES]
    return [dialog(f"{wording.PASSAGE} {n}", **data) for n, data in found]


def _verdict(verdict: Verdict) -> Json:
    """A verdict at a glance; its sentence stands in the message's text."""
    agrees = verdict.level in {"team_approval", "manager_approval"}
    facts = (
        (wording.ROLE, verdict.role),
        (wording.ACTION, verdict.action),
        (
            wording.AGREES if agrees else wording.DECIDES,
            by_whom(verdict.approver) if verdict.approver else "",
        ),
    )
    label = wording.LEVELS.get(verdict.level, verdict.level)
    return {
        "type": "Container",
        "style": STYLES.get(verdict.level, "emphasis"),
        "bleed": True,
        "items": [heading(label), *(fact(name, value) for name, value in facts if plain(value))],
    }


def table_of(table: Table, room: int) -> list[Json]:
    """Roles side by side, as many rows as there is room for, the rest counted."""
    columns = table.columns[:COLUMNS]
    names = [clipped(plain(column), TITLE) or "–" for column in columns]
    rows = [_row([runs((text, {"weight": "bolder"})) for text in (CORNER, *names)])]
    left = room - 4 * 1024 - utf16_bytes(rows)
    for row in table.rows:
        name = runs((clipped(plain(row.name), TITLE) or "–", {"weight": "bolder"}))
        made = _row([name, *(_cell(cell) for cell in row.cells[: len(columns)])])
        left -= utf16_bytes(made)
        if left < 0:
            break
        rows.append(made)
    missing = len(table.rows) - len(rows) + 1
    notes = [clipped(plain(note), CELL) for note in table.notes[:3] if plain(note)]
    if missing:
        notes.append(wording.more_rows(missing))
    widths = [{"width": 2}, *({"width": 3} for _ in columns)]
    grid = {
        "type": "Table",
        "columns": widths,
        "firstRowAsHeaders": True,
        "showGridLines": True,
        "rows": rows,
    }
    return [grid, *(runs((note, {"isSubtle": True})) for note in notes)]


def _row(cells: Sequence[Json]) -> Json:
    """A row of a table."""
    return {
        "type": "TableRow",
        "cells": [{"type": "TableCell", "items": [cell]} for cell in cells],
    }


def _cell(said: Sequence[Said]) -> Json:
    """What stands in a cell, with its citations' numbers; a dash where nothing is said."""
    lines = [" ".join((plain(each.text), *(f"[{n}]" for n in each.citations[:3]))) for each in said]
    return runs((clipped("\n".join(lines), CELL) or "–", {}))
