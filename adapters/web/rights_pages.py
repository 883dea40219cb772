"""The routes of who may decide what, and of roles side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aiohttp import web

from adapters.card import lay_out
from adapters.rights import LEVELS
from adapters.web import wording
from adapters.web.decision_table import filtered, rows_of
from adapters.web.guard import problem
from adapters.web.library_pages import role_of
from adapters.web.sides import lay_sides
from adapters.web.templating import page
from adapters.web.visiting import look
from bot.aspects import ASPECTS
from bot.guide import Guide
from bot.model import Answer, Status
from knowledge.decision_rights.model import DecisionRight, Part

EXAMPLES = 6
LONGEST_EXAMPLE = 48
"""Characters of an action that may be given as an example."""

MATTER = re.compile(
    r"(?!(?:how|what|when|where|whether|which|why|who)\b)\w+(?:[ ,/-]+\w+){1,6}", re.IGNORECASE
)
"""A few plain words: what is decided, and no question."""


def add(app: web.Application) -> None:
    """Add the routes."""
    app.add_routes(
        [
            web.get("/roles/{id}/decisions", decisions),
            web.get("/compare", compare),
            web.get("/who", who),
        ]
    )


async def decisions(request: web.Request) -> web.Response:
    """What a role may decide and may not; `?level=` and `?q=` keep the rows that fit."""
    level, words = request.query.get("level", ""), request.query.get("q", "")

    def seen(guide: Guide) -> web.Response | None:
        role = role_of(guide.library, request.match_info["id"])
        if not role:
            return None
        rows = rows_of([each for each in guide.rights if each.role == role.id], guide.library)
        return page(
            "decisions.html",
            role=role,
            rows=filtered(rows, level, words),
            every=len(rows),
            levels={
                each: name for each, name in LEVELS.items() if any(r.level is each for r in rows)
            },
            level=level,
            words=words,
        )

    return await look(request, seen) or problem(request, 404, wording.NO_ROLE)


async def compare(request: web.Request) -> web.Response:
    """Two roles side by side: `?a=` and `?b=` are their ids, `topic` what to compare."""
    chosen = [request.query.get(name, "") for name in ("a", "b")]
    topic = request.query.get("topic", "").strip()

    def seen(guide: Guide) -> web.Response:
        library = guide.library
        a, b = (role_of(library, id_) for id_ in chosen)
        compared = guide.compare([a, b], topic, brief=not topic) if a and b and a is not b else None
        cited = compared.citations if compared else ()
        return page(
            "compare.html",
            roles=sorted(library.roles, key=lambda role: (not role.described, role.title)),
            a=a,
            b=b,
            topic=topic,
            topics=[aspect.name for aspect in ASPECTS],
            sides=lay_sides(compared) if compared else None,
            sources={s.n: s for s in lay_out(Answer(Status.ANSWERED, "", cited), library).sources},
            wording=wording,
        )

    return await look(request, seen)


async def who(request: web.Request) -> web.Response:
    """Who decides `?action=`, across all roles."""
    action = request.query.get("action", "").strip()

    def seen(guide: Guide) -> web.Response:
        card = lay_out(guide.who(action), guide.library) if action else None
        named = {source.role for source in card.sources} if card else set()
        return page(
            "who.html",
            action=action,
            card=card,
            holders=[role for role in guide.library.roles if role.title in named],
            examples=actions(guide.rights),
        )

    return await look(request, seen)


def actions(rights: Sequence[DecisionRight]) -> tuple[str, ...]:
    """Up to six things to ask about: first those in which most holders take part."""
    taking_part = Counter(right.clause.id for right in rights)
    found = {
        right.action.casefold(): right
        for right in rights
        if right.part is Part.DECIDES
        and len(right.action) <= LONGEST_EXAMPLE
        and MATTER.fullmatch(right.action)
    }
    first = sorted(found.values(), key=lambda right: -taking_part[right.clause.id])
    return tuple(right.action for right in first[:EXAMPLES])
