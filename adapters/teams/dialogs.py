"""What dialogs show: a section with its passage marked, and two roles side by side.

Comes in: the guide of whoever asks, and the data of a button or a form. Goes out: Adaptive Cards.
What the asker may not see is not in the guide, so it cannot be shown. Runs on a thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from adapters.card import reviewed, title_of
from adapters.card_table import Said, Table, TableRow
from adapters.teams import wording
from adapters.teams.adaptive import (
    CARD_ROOM,
    Json,
    adaptive,
    fact,
    heading,
    leads_somewhere,
    runs,
    table_of,
)
from adapters.teams.limits import TYPEAHEAD
from adapters.teams.text import clipped, plain
from bot.comparison import Cell, Comparison
from bot.guide import Guide
from knowledge.model import Clause, Library, RoleDocument, Section

BEFORE, LINES = 8, 30
LONGEST_LINE = 600
LISTED = 60
"""Roles that a form lists by itself; of more, those are offered that fit what is typed."""

TOPIC = 120


def passage(guide: Guide, slug: str, clause: str, url: str) -> Json | None:
    """The section of a passage, the passage marked; None if there is no such one to be seen.

    `url` is where the button's own message said that it can be read, or empty.
    """
    document = guide.page(slug)
    if document is None:
        return None
    cited = next((each for each in document.clauses if each.id == clause), None)
    if clause and cited is None:
        return None
    section = _section_of(document, cited)
    path = section.path if section else ()
    body = [heading(title_of(document))]
    if path:
        body.append(runs((clipped(plain(" › ".join(path)), LONGEST_LINE), {"isSubtle": True})))
    body += _lines(document, section, cited)
    owner, day = document.metadata.get("owner", ""), reviewed(document)
    body += [fact(wording.KEPT_BY, owner)] if plain(owner) else []
    body += [fact(wording.AS_OF, day)] if day else []
    opens = {"type": "Action.OpenUrl", "title": wording.READ_IN_DOCUMENT, "url": url}
    return adaptive(body, [opens] if leads_somewhere(url) else [])


def compare_form(library: Library) -> Json:
    """The form that asks for two roles and a topic."""
    titles = sorted({role.title for role in library.roles if plain(role.title)})
    body = [
        heading(wording.COMPARE_ROLES),
        _choice("first", wording.FIRST_ROLE, titles),
        _choice("second", wording.SECOND_ROLE, titles),
        {"type": "Input.Text", "id": "topic", "label": wording.TOPIC, "maxLength": TOPIC},
    ]
    send = {"type": "Action.Submit", "title": wording.COMPARE, "data": {"show": "compared"}}
    return adaptive(body, [send])


def compared(guide: Guide, first: str, second: str, topic: str) -> Json | None:
    """Two roles side by side; None if a name means none, or both mean the same."""
    roles = [guide.role(name) for name in (first, second)]
    if roles[0] is None or roles[1] is None or roles[0] == roles[1]:
        return None
    found = guide.compare([roles[0], roles[1]], topic[:TOPIC], brief=True)
    title = heading(" / ".join(role.title for role in found.roles))
    if not found.topics:
        return adaptive([title, runs((wording.NOTHING_FOUND, {}))])
    return adaptive([title, *table_of(as_table(found), CARD_ROOM)])


def as_table(comparison: Comparison) -> Table:
    """A comparison as the table that all surfaces show."""
    rows = [
        TableRow(
            " – ".join(dict.fromkeys(part for part in (topic.name, row.name) if part)),
            tuple(tuple(_said(cell)) for cell in row.cells),
        )
        for topic in comparison.topics
        for row in topic.rows
    ]
    return Table(tuple(role.title for role in comparison.roles), tuple(rows))


def roles_like(library: Library, typed: str) -> list[dict[str, str]]:
    """Up to fifteen roles whose name or alias has what was typed, those that begin so first."""
    wanted = plain(typed).casefold()
    found = sorted(
        (not role.title.casefold().startswith(wanted), role.title)
        for role in library.roles
        if plain(role.title)
        and any(wanted in name.casefold() for name in (role.title, *role.aliases))
    )
    titles = dict.fromkeys(title for _, title in found)
    return [{"title": title, "value": title} for title in islice(titles, TYPEAHEAD)]


def _choice(name: str, label: str, titles: Sequence[str]) -> Json:
    """A field for a role: a list, or one that is filled as somebody types."""
    field: Json = {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        "style": "filtered",
        "isRequired": True,
        "errorMessage": label,
        "choices": [{"title": title, "value": title} for title in titles[:LISTED]],
    }
    if len(titles) > LISTED:
        field["choices.data"] = {"type": "Data.Query", "dataset": "roles"}
    return field


def _section_of(document: RoleDocument, cited: Clause | None) -> Section | None:
    """The innermost section around a clause."""
    if cited is None:
        return None
    around = [each for each in document.sections if each.start <= cited.start < each.end]
    return min(around, key=lambda each: each.end - each.start, default=None)


def _lines(document: RoleDocument, section: Section | None, cited: Clause | None) -> Iterator[Json]:
    """The lines around a passage, which stands out; without one the document's beginning."""
    start, end = (section.start, section.end) if section else (0, len(document.text))
    lines: list[tuple[int, str]] = []
    at = start
    for line in document.text[start:end].split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    here = next(
        (i for i, (at, line) in enumerate(lines) if cited and at <= cited.start < at + len(line)),
        0,
    )
    first = max(0, here - BEFORE)
    for at, line in lines[first : first + LINES]:
        if cited and at <= cited.start < at + len(line):
            cut = cited.start - at, min(cited.end - at, len(line))
            before, marked, after = line[: cut[0]], line[cut[0] : cut[1]], line[cut[1] :]
            yield runs(
                (clipped(plain(before), LONGEST_LINE) + " " * bool(plain(before)), {}),
                (clipped(plain(marked), LONGEST_LINE), {"highlight": True, "weight": "bolder"}),
                (" " * bool(plain(after)) + clipped(plain(after), LONGEST_LINE), {}),
            )
        elif plain(line):
            yield runs((clipped(plain(line), LONGEST_LINE), {}))


def _said(cell: Cell) -> Iterator[Said]:
    """What stands in a cell."""
    for part in cell.parts:
        yield Said(part.text)
    if cell.more:
        yield Said(f"… +{cell.more}")
