"""The routes of what the documents say (catalogue, role, reader), and of what Remit keeps."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from aiohttp import web

from adapters.links import LinkRefused
from adapters.web import wording
from adapters.web.guard import problem
from adapters.web.keys import RETENTION_DAYS
from adapters.web.owners import warning_of
from adapters.web.reader import lay_out_page
from adapters.web.role_page import Described, described, lay_out_role
from adapters.web.templating import page
from adapters.web.visiting import holder, look
from bot.guide import Guide
from knowledge.model import Library, Role


def add(app: web.Application) -> None:
    """Add the routes."""
    app.add_routes(
        [
            web.get("/roles", roles),
            web.get("/roles/{id}", role),
            web.get("/read/{slug}", read),
            web.get("/privacy", privacy),
        ]
    )


async def privacy(request: web.Request) -> web.Response:
    """What is kept of a question, for how long, and how to have it forgotten."""
    return page("privacy.html", days=request.app[RETENTION_DAYS])


async def roles(request: web.Request) -> web.Response:
    """The catalogue: roles by family; `?q=` keeps those whose names have all its words."""
    words = request.query.get("q", "")

    def seen(guide: Guide) -> web.Response:
        library = guide.library
        found = [each for each in library.roles if is_called(each, words)]
        return page(
            "roles.html",
            families=by_family([each for each in found if each.described]),
            named=sorted((r for r in found if not r.described), key=lambda r: r.title),
            documents_of=_documents(library),
            every=len(library.roles),
            words=words,
        )

    return await look(request, seen)


async def role(request: web.Request) -> web.Response:
    """A role by topic; 404 if there is none of that id."""

    def seen(guide: Guide) -> web.Response | None:
        found = role_of(guide.library, request.match_info["id"])
        if not found:
            return None
        return page(
            "role.html",
            page=lay_out_role(found, guide.library),
            decisions=sum(right.role == found.id for right in guide.rights),
        )

    return await look(request, seen) or problem(request, 404, wording.NO_ROLE)


async def read(request: web.Request) -> web.Response:
    """A document laid out, each clause an element with its id; 404 if there is none.

    A key in the address opens what its groups may read of this document; 403 if it does not.
    """
    slug, by_key = request.match_info["slug"], bool(request.query.get("key"))

    def seen(guide: Guide) -> web.Response | None:
        document = guide.page(slug)
        if document is None:
            return None
        about = [each for each in guide.library.roles if document.path in each.documents]
        return page(
            "read.html",
            page=lay_out_page(document, guide.library.roles),
            about=about,
            linked=not by_key,
            warning=warning_of(document, datetime.now(UTC).date()),
        )

    try:
        reader = holder(request, slug)
    except LinkRefused as refused:
        return problem(request, 403, str(refused))
    reply = await look(request, seen, reader) or problem(request, 404, wording.NO_DOCUMENT)
    if by_key:
        reply.headers["Cache-Control"] = "no-store"
    return reply


def role_of(library: Library, id_: str) -> Role | None:
    """The role of an id, as addresses have it."""
    return next((role for role in library.roles if role.id == id_), None)


def is_called(role: Role, words: str) -> bool:
    """Whether a role's names, family, level or organisation have all the words."""
    known = " ".join((role.title, *role.aliases, role.family, role.level, role.organisation))
    return all(word in known.casefold() for word in words.casefold().split())


def by_family(roles: list[Role]) -> list[tuple[str, list[Role]]]:
    """Families by name with their roles by title; last, without a name, roles that have none."""
    sizes = Counter(role.family for role in roles)
    families: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda role: role.title):
        families.setdefault(role.family if sizes[role.family] > 1 else "", []).append(role)
    return sorted(families.items(), key=lambda family: (not family[0], family[0]))


def _documents(library: Library) -> dict[str, list[Described]]:
    """The documents of each role by its id, in the library's order."""
    return {
        role.id: [described(each) for each in library.documents if each.path in role.documents]
        for role in library.roles
    }
