"""The message extension: roles and clauses that fit what is typed, each a card to be inserted.

Comes in: the guide and the words. Goes out: at most 25 results. What is inserted is seen by a whole
chat, so the guide must be the one of everybody. Runs on a thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from adapters.card import reviewed, title_of
from adapters.commands import role_card
from adapters.teams import wording
from adapters.teams.adaptive import Json, adaptive, dialog, fact, heading, runs
from adapters.teams.layout import ADAPTIVE
from adapters.teams.limits import SEARCH_RESULTS
from adapters.teams.text import clipped, plain
from bot.guide import Guide
from bot.model import Passage, Question
from bot.understanding import understand
from knowledge.model import Role

ROLES, DOCUMENTS, LINES, LINE, QUOTE, SHOWN = 8, 2, 12, 200, 1000, 120
LONGEST_QUERY = 300


def query_in(value: object) -> str:
    """The words of a query; none when the search has just been opened."""
    parameters = value.get("parameters") if isinstance(value, Mapping) else None
    for each in parameters if isinstance(parameters, list) else ():
        if isinstance(each, Mapping) and each.get("name") != "initialRun":
            return plain(str(each.get("value") or ""))[:LONGEST_QUERY]
    return ""


def results(guide: Guide, query: str) -> Json:
    """The reply to a query: what fits, roles first, or a sentence that nothing does."""
    found = list(islice(chain(_roles(guide, query), _clauses(guide, query)), SEARCH_RESULTS))
    if not found:
        return message(wording.NOTHING_FOUND)
    return {
        "composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": found}
    }


def inserted(card: Json) -> Json:
    """The reply that puts one card into the message."""
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [{"contentType": ADAPTIVE, "content": card}],
        }
    }


def message(text: str) -> Json:
    """The reply that is a sentence."""
    return {"composeExtension": {"type": "message", "text": text}}


def _roles(guide: Guide, query: str) -> Iterator[Json]:
    """Roles whose name or alias has every word; all of them for no words."""
    words = query.casefold().split()
    fitting = (
        role
        for role in sorted(guide.library.roles, key=lambda role: role.title)
        if plain(role.title)
        and all(
            any(word in name.casefold() for name in (role.title, *role.aliases)) for word in words
        )
    )
    count = ROLES if words else SEARCH_RESULTS
    for role in islice(fitting, count):
        yield _result(_role(guide, role), role.title, " · ".join(filter(None, _about(role))))


def _about(role: Role) -> tuple[str, ...]:
    """What tells a role from its neighbours."""
    return role.level, role.family, role.organisation


def _role(guide: Guide, role: Role) -> Json:
    """A role's card."""
    card = role_card(guide, role)
    lines = [
        runs((clipped(plain(line.text), LINE), {})) for line in card.lines[:LINES] if line.text
    ]
    buttons = [
        dialog(title_of(document), show="passage", slug=document.slug, clause="")
        for document in guide.documents_of(role)[:DOCUMENTS]
    ]
    return adaptive([heading(role.title), *lines], buttons)


def _clauses(guide: Guide, query: str) -> Iterator[Json]:
    """Clauses that speak of it, best first for each role in turn."""
    if not query:
        return
    inquiry = understand(Question(query), guide.catalogue)
    if inquiry.refusal or inquiry.unknown:
        return
    seen = set()
    for finding in guide.finder.find(inquiry):
        for passage in finding.passages:
            if passage.clause.id not in seen:
                seen.add(passage.clause.id)
                yield _clause(guide, passage)


def _clause(guide: Guide, passage: Passage) -> Json:
    """A clause's result."""
    clause = passage.clause
    document = next(each for each in guide.library.documents if each.path == clause.document)
    last = clause.path[-1] if clause.path else title_of(document)
    where = " – ".join(part for part in (passage.role.title, last) if part)
    day = reviewed(document)
    body = [
        heading(where),
        runs((clipped(plain(clause.text), QUOTE), {})),
        fact(wording.DOCUMENT, title_of(document)),
        *([fact(wording.AS_OF, day)] if day else []),
    ]
    opens = dialog(wording.READ_IN_DOCUMENT, show="passage", slug=document.slug, clause=clause.id)
    return _result(adaptive(body, [opens]), clause.text, where)


def _result(card: Json, title: str, text: str) -> dict[str, Any]:
    """A result with what the list shows of it."""
    preview = {
        "title": clipped(plain(title), SHOWN),
        "text": clipped(plain(text), SHOWN),
    }
    return {
        "contentType": ADAPTIVE,
        "content": card,
        "preview": {
            "contentType": "application/vnd.microsoft.card.thumbnail",
            "content": preview,
        },
    }
