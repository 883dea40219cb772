"""The bot as botbuilder sees it: each kind of activity translated, and passed on.

Comes in: a turn whose token has been checked. Goes out: messages into the inbox, which answers them
later; for invokes, which Teams waits for, a body at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from uuid import uuid4

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity
from typing_extensions import override

from adapters import wording as shared
from adapters.service.desk import Reception
from adapters.teams import wording
from adapters.teams.adaptive import Json
from adapters.teams.errors import Closing
from adapters.teams.incoming import Incoming, incoming, tenant_of
from adapters.teams.invokes import Invokes
from adapters.teams.layout import told
from adapters.teams.line import activity_of
from adapters.teams.replying import PLATFORM
from adapters.teams.surface import TeamsSurface
from bot.memory.model import Event, new_reference

POLITE = {Reception.BUSY: shared.BUSY, Reception.LIMITED: shared.LIMITED}
HELP = "help"
SHARED_PLACES = frozenset({"channel", "groupChat"})


class Bot(TeamsActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Takes activities of one organisation, or of any where none is set."""

    def __init__(self, surface: TeamsSurface, invokes: Invokes, tenant: str = "") -> None:
        """Take what messages are answered by, and what invokes are."""
        super().__init__()
        self._surface = surface
        self._invokes = invokes
        self._tenant = tenant

    @override
    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take a turn, unless it comes from another organisation, or does not say from which."""
        if self._tenant and tenant_of(turn_context.activity) != self._tenant:
            return
        await super().on_turn(turn_context)

    @override
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Write a message to the inbox; of a button without `Action.Execute`, what it asks."""
        activity = turn_context.activity
        asked = incoming(activity, None if activity.text else _button(activity.value))
        polite = POLITE.get(await self._accept(asked))
        if polite:
            await self._surface.line.say(asked, activity_of(told(polite), asked))

    @override
    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Welcome a group or a team that has taken the bot in.

        A personal chat shows the manifest's prompt starters instead, and never both. botbuilder's
        own way asks Teams for each member that was added, and fails with any that it does not know.
        """
        activity = turn_context.activity
        bot = activity.recipient.id if activity.recipient else ""
        added = any(member.id == bot for member in activity.members_added or ())
        if added and activity.conversation.conversation_type in SHARED_PLACES:
            # Nobody asked for it, so no question is repeated in it.
            await self._accept(replace(incoming(activity, HELP), shown=True))

    @override
    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """The body that Teams waits for."""
        activity: Activity = turn_context.activity
        # Some invokes carry no id; nothing but a button's question goes to the inbox.
        activity.id = activity.id or uuid4().hex
        asked = incoming(activity, _button(activity.value))
        if activity.name == "adaptiveCard/action":
            return InvokeResponse(status=HTTPStatus.OK, body=await self._pressed(asked))
        take = self._invokes.named(activity.name or "")
        if take is None:
            return InvokeResponse(status=HTTPStatus.NOT_IMPLEMENTED)
        body = await take(asked, activity.value, activity.reply_to_id or "")
        return InvokeResponse(status=HTTPStatus.OK, body=body)

    async def _accept(self, asked: Incoming) -> Reception:
        """Write what was asked to the inbox.

        Raises:
            Closing: the server is stopping; Teams is to send it again.
        """
        event = Event(PLATFORM, asked.key, asked.as_json(), new_reference())
        reception = await self._surface.desk.accept(event, asked.asker_id)
        if reception is Reception.CLOSED:
            raise Closing
        return reception

    async def _pressed(self, asked: Incoming) -> Json:
        """A button of a card: what it asks is answered as a message of its own."""
        if asked.text:
            said = POLITE.get(await self._accept(asked), wording.ON_ITS_WAY)
        else:
            said = wording.UNKNOWN_ACTION
        return {
            "statusCode": HTTPStatus.OK,
            "type": "application/vnd.microsoft.activity.message",
            "value": said,
        }


def _button(value: object) -> str:
    """What a button asks, in a message of its own or inside an action; empty if it asks nothing."""
    action = value.get("action") if isinstance(value, Mapping) else None
    data = action.get("data") if isinstance(action, Mapping) else value
    if not isinstance(data, Mapping) or data.get("verb") != "ask":
        return ""
    return data["text"] if isinstance(data.get("text"), str) else ""
