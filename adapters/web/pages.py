"""The routes of the web chat, the catalogue and the reader."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from adapters.card import title_of
from adapters.web import asking, wording
from adapters.web.examples import examples
from adapters.web.guard import problem
from adapters.web.keys import GUIDE, POOL
from adapters.web.reader import lay_out_page
from adapters.web.templating import STATIC, render, static_prefix
from knowledge.model import Library, Role, RoleDocument

T = TypeVar("T")


def add(app: web.Application) -> None:
    """Add the web surface to an application that holds a guide and a pool."""
    app.add_routes(
        [
            web.get("/", chat),
            web.post("/api/ask", ask),
            web.get("/roles", roles),
            web.get("/read/{slug}", read),
            web.static(static_prefix(), STATIC),
        ]
    )


async def chat(request: web.Request) -> web.Response:
    """The chat."""
    library = await _library(request)
    return _page(
        "chat.html",
        roles=sorted(library.roles, key=lambda role: role.title),
        documents=len(library.documents),
        examples=examples(library),
    )


async def ask(request: web.Request) -> web.Response:
    """An answer in the contract's form; 400 with a sentence for what is no question."""
    try:
        asked = asking.parse(await request.read())
    except asking.Malformed as error:
        return problem(request, 400, str(error))
    live = request.app[GUIDE]
    return web.json_response(await _off_the_loop(request, lambda: asking.answer(asked, live)))


async def roles(request: web.Request) -> web.Response:
    """The catalogue: roles by family, with the documents that speak of them."""
    library = await _library(request)
    return _page(
        "roles.html",
        families=_by_family(library),
        documents_of=_by_role(library),
        title_of=title_of,
    )


async def read(request: web.Request) -> web.Response:
    """A document laid out, each clause an element with its id."""
    slug = request.match_info["slug"]

    def laid_out() -> str | None:
        guide = request.app[GUIDE].current()
        document = guide.page(slug)
        if document is None:
            return None
        return render("read.html", page=lay_out_page(document, guide.library.roles))

    html = await _off_the_loop(request, laid_out)
    if html is None:
        return problem(request, 404, wording.NO_DOCUMENT)
    return web.Response(text=html, content_type="text/html")


async def _library(request: web.Request) -> Library:
    """The library in force."""
    return (await _off_the_loop(request, request.app[GUIDE].current)).library


async def _off_the_loop(request: web.Request, work: Callable[[], T]) -> T:
    """What `work` returns, done on one of the threads for answers."""
    return await asyncio.get_running_loop().run_in_executor(request.app[POOL], work)


def _by_family(library: Library) -> list[tuple[str, list[Role]]]:
    """Families by name with their roles by title; last, without a name, roles that have none."""
    sizes = Counter(role.family for role in library.roles)
    families: dict[str, list[Role]] = {}
    for role in sorted(library.roles, key=lambda role: role.title):
        families.setdefault(role.family if sizes[role.family] > 1 else "", []).append(role)
    return sorted(families.items(), key=lambda family: (not family[0], family[0]))


def _by_role(library: Library) -> dict[str, list[RoleDocument]]:
    """The documents of each role by its id, in the library's order."""

    def documents(role: Role) -> list[RoleDocument]:
        return [document for document in library.documents if document.path in role.documents]

    return {role.id: documents(role) for role in library.roles}


def _page(template: str, **values: object) -> web.Response:
    """A page of HTML."""
    return web.Response(text=render(template, **values), content_type="text/html")
