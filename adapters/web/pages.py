"""The routes of the web surface; this module has the chat, its siblings the other pages."""

from __future__ import annotations

from aiohttp import web

from adapters.card import Card
from adapters.examples import examples
from adapters.web import asking, library_pages, owners_page, rights_pages, streaming
from adapters.web.guard import problem
from adapters.web.templating import STATIC, page, static_prefix
from adapters.web.visiting import look
from adapters.wording import REASONS, WHY_NOT
from bot.guide import Guide

LONGEST_TURN = 2000
"""Characters of a question in a form."""


def add(app: web.Application) -> None:
    """Add the web surface to an application that holds what its pages are made from."""
    app.add_routes(
        [
            web.get("/", chat),
            web.post("/", converse),
            web.post("/api/ask", ask),
            web.static(static_prefix(), STATIC),
        ]
    )
    library_pages.add(app)
    rights_pages.add(app)
    owners_page.add(app)


async def chat(request: web.Request) -> web.Response:
    """The chat, with nothing asked yet."""
    return await look(request, lambda guide: _chat(guide, (), "", None))


async def converse(request: web.Request) -> web.Response:
    """The chat as a page that has its answer in it, for browsers that run no scripts."""
    form = await request.post()
    turns = [str(turn)[:LONGEST_TURN] for turn in form.getall("turn", [])][-asking.TURNS :]
    question, role = str(form.get("question", "")), str(form.get("role", ""))
    given = asking.AskerGiven(role=role[: asking.LONGEST_NAME])
    told = await asking.tell(request, asking.Body(question=question, history=turns, asker=given))
    return await look(request, lambda guide: _chat(guide, (*turns, question), role, told.card))


async def ask(request: web.Request) -> web.StreamResponse:
    """An answer in the contract's form, as events if they are asked for; 400 with a sentence."""
    try:
        asked = asking.parse(await request.read())
    except asking.Malformed as error:
        return problem(request, 400, str(error))
    answer = asking.answer(request, asked)
    if streaming.is_wanted(request):
        return await streaming.stream(request, answer)
    return web.json_response(await answer)


def _chat(guide: Guide, turns: tuple[str, ...], role: str, card: Card | None) -> web.Response:
    """The chat's page; `card` answers the last of the turns."""
    library = guide.library
    described = [each for each in library.roles if each.described]
    return page(
        "chat.html",
        roles=sorted(described or library.roles, key=lambda each: each.title),
        documents=len(library.documents),
        examples=examples(library),
        turns=turns,
        own_role=role,
        card=card,
        reasons=REASONS,
        why_not=WHY_NOT,
    )
