"""What Teams asks and waits for: typeahead, search, dialogs, votes.

Comes in: the value of an invoke, and who sent it. Goes out: the JSON of the reply. botbuilder's own
handler answers most of these with 501. Questions are none of these; they go to the inbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from adapters.teams import dialogs, feedback, searching, wording
from adapters.teams.adaptive import Json
from adapters.teams.errors import NotAnActivity
from adapters.teams.incoming import Incoming
from adapters.teams.layout import ADAPTIVE
from adapters.teams.limits import QUERY_S
from adapters.teams.sent import reference_in
from adapters.teams.surface import TeamsSurface
from bot.memory.model import Vote
from bot.memory.opening import Memory
from bot.model import Asker

MARGIN_S = 1.0
Take = Callable[[Incoming, object, str], Awaitable[Json | None]]
"""Who sent it, its value, and the id of the message that it is about, which may be empty."""


class Invokes:
    """Replies to invokes by their names."""

    def __init__(self, surface: TeamsSurface) -> None:
        """Take what the surface has: desk, askers, and which message is which answer."""
        self._desk = surface.desk
        self._askers = surface.askers
        self._sent = surface.sent

    def named(self, name: str) -> Take | None:
        """What takes an invoke of this name; None for one that nothing takes."""
        takes: dict[str, Take] = {
            "application/search": self._typed,
            "composeExtension/fetchTask": self._compare_to_insert,
            "composeExtension/query": self._searched,
            "composeExtension/submitAction": self._compared_to_insert,
            "message/fetchTask": self._asked_why,
            "message/submitAction": self._voted,
            "task/fetch": self._opened,
            "task/submit": self._opened,
        }
        return takes.get(name)

    async def _typed(self, asked: Incoming, value: object, _of: str) -> Json:
        """What was typed into a field for a role: the roles that may be meant."""
        words = str(value.get("queryText") or "") if isinstance(value, Mapping) else ""
        asker = await self._askers.of(asked)
        found = await self._desk.look(asker, lambda guide: dialogs.roles_like(guide.library, words))
        return {
            "statusCode": HTTPStatus.OK,
            "type": "application/vnd.microsoft.search.searchResponse",
            "value": {"results": found},
        }

    async def _searched(self, _asked: Incoming, value: object, _of: str) -> Json:
        """A message extension's query; a card that is inserted is everybody's, so is the guide."""
        query = searching.query_in(value)
        try:
            async with asyncio.timeout(QUERY_S - MARGIN_S):
                return await self._desk.look(Asker(), lambda guide: searching.results(guide, query))
        except TimeoutError:
            return searching.message(wording.TOO_SLOW)

    async def _compare_to_insert(self, _asked: Incoming, _value: object, _of: str) -> Json:
        """The form of a comparison that goes into a message, so over everybody's guide."""
        form = await self._desk.look(Asker(), lambda guide: dialogs.compare_form(guide.library))
        return _dialog(wording.COMPARE_ROLES, form)

    async def _compared_to_insert(self, _asked: Incoming, value: object, _of: str) -> Json:
        """The comparison as a card to be inserted."""
        text = _texts(value)
        card = await self._desk.look(
            Asker(),
            lambda guide: dialogs.compared(guide, text("first"), text("second"), text("topic")),
        )
        return searching.inserted(card) if card else searching.message(wording.NOTHING_FOUND)

    async def _opened(self, asked: Incoming, value: object, _of: str) -> Json:
        """A dialog, or what a dialog's form asks for."""
        text = _texts(value)
        asker = await self._askers.of(asked)
        match text("show"):
            case "passage":
                card = await self._desk.look(
                    asker,
                    lambda guide: dialogs.passage(guide, text("slug"), text("clause"), text("url")),
                )
                return _dialog(wording.PASSAGE, card, wording.NO_PASSAGE)
            case "compare":
                form = await self._desk.look(
                    asker, lambda guide: dialogs.compare_form(guide.library)
                )
                return _dialog(wording.COMPARE_ROLES, form)
            case "compared":
                card = await self._desk.look(
                    asker,
                    lambda guide: dialogs.compared(
                        guide, text("first"), text("second"), text("topic")
                    ),
                )
                return _dialog(wording.COMPARE_ROLES, card, wording.NOTHING_FOUND)
            case _:
                return _dialog("", None, wording.UNKNOWN_ACTION)

    async def _asked_why(self, asked: Incoming, value: object, of: str) -> Json:
        """The form of a vote, which carries the answer's reference where it is known."""
        up = feedback.reaction_in(value) is not False
        reference = self._sent.known(asked.conversation, of)
        return _dialog(wording.FEEDBACK, feedback.form(up=up, reference=reference))

    async def _voted(self, asked: Incoming, value: object, of: str) -> None:
        """Keep a vote; Teams takes 200 with an empty body alone.

        Raises:
            NotAnActivity: there is no thumb in it.
        """
        up = feedback.reaction_in(value)
        if up is None:
            raise NotAnActivity("a vote without a reaction")
        reason, now = feedback.reason_in(value), datetime.now(UTC)
        known = self._sent.known(asked.conversation, of) or feedback.reference_in(value)

        def keep(memory: Memory) -> None:
            reference = known or reference_in(memory, asked.conversation, of, now)
            if reference:
                memory.feedback.add(Vote(reference, asked.asker_id, up, reason, now))

        await self._desk.remember(keep)


def _texts(value: object) -> Callable[[str], str]:
    """The fields of a button or a form; empty where there is none."""
    data = value.get("data") if isinstance(value, Mapping) else None
    given = data if isinstance(data, Mapping) else {}
    return lambda name: str(given.get(name) or "")


def _dialog(title: str, card: Json | None, otherwise: str = "") -> Json:
    """A dialog with a card, or with a sentence."""
    if card is None:
        return {"task": {"type": "message", "value": otherwise}}
    attachment = {"contentType": ADAPTIVE, "content": card}
    shown = {"title": title, "height": "large", "width": "large", "card": attachment}
    return {"task": {"type": "continue", "value": shown}}
