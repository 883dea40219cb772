"""The line to Teams: sends activities at the pace that it allows, and again when it is asked to.

Comes in: activities, or a `Message` for a conversation. Goes out: requests to the connector, in
order for each conversation. It knows botbuilder's turns and nothing of answers.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from weakref import WeakValueDictionary

import aiohttp
from botbuilder.core import TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
    ErrorResponseException,
    InputHints,
    ResourceResponse,
)
from typing_extensions import override

from adapters.teams.door import Door
from adapters.teams.entities import WholeEntity
from adapters.teams.errors import Refused
from adapters.teams.incoming import Incoming
from adapters.teams.keys import CHANNEL
from adapters.teams.layout import ADAPTIVE, Message
from adapters.teams.pace import Pace

AGAIN = frozenset({412, 429, 502, 504})
TRIES = 6
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0

Turn = Callable[[TurnContext], Awaitable[None]]


class Line(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """botbuilder's adapter over this server's own connectors."""

    CONNECTOR: Final = CloudAdapterBase.BOT_CONNECTOR_CLIENT_KEY

    def __init__(self, door: Door) -> None:
        """Take the door."""
        super().__init__(door)
        self._door = door
        self._pace = Pace()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def say(self, to: Incoming, activity: Activity) -> str:
        """Put an activity into a conversation; the id that Teams gave it, or an empty one.

        Raises:
            Refused: Teams does not take it, now or after waiting.
        """
        # A turn of botbuilder's would copy the activity, at the cost of half an answer.
        addressed = TurnContext.apply_conversation_reference(activity, reference(to))
        addressed.input_hint = InputHints.accepting_input
        sent = await self._send(await self._door.create(to.service_url), addressed)
        return sent.id or ""

    async def alone(self, to: Incoming) -> Incoming:
        """The asker's own chat with the bot, made if there is none.

        Raises:
            Refused: the app is not installed for this person.
        """
        connector = await self._door.create(to.service_url)
        wanted = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=to.bot),
            members=[ChannelAccount(id=to.asker)],
            tenant_id=to.tenant or None,
            channel_data={"tenant": {"id": to.tenant}} if to.tenant else None,
        )

        async def create() -> Any:
            return await connector.conversations.create_conversation(wanted)

        made = await self._patiently(to.asker, create)
        return Incoming(
            id="",
            service_url=to.service_url,
            conversation=made.id,
            kind="personal",
            tenant=to.tenant,
            bot=to.bot,
            asker=to.asker,
            object_id=to.object_id,
            text=to.text,
            shown=False,
        )

    async def address_of(self, of: Incoming, tenant: str) -> str:
        """The asker's e-mail address as the conversation's roster has it.

        Empty if it has none, and for guests and people of another organisation: what their own
        administrators wrote there proves nothing here.
        """
        connector = await self._door.create(of.service_url)
        try:
            member = await connector.conversations.get_conversation_member(
                of.conversation, of.asker
            )
        except (ErrorResponseException, aiohttp.ClientError, TimeoutError):
            return ""
        fields = member.additional_properties or {}
        own = fields.get("tenantId") == tenant and fields.get("userRole") != "guest"
        return str(fields.get("email") or "") if own else ""

    @override
    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        sent = []
        for activity in activities:
            if activity.type in {ActivityTypes.invoke_response, ActivityTypes.trace}:
                sent += await super().send_activities(context, [activity])
            else:
                sent.append(await self._send(context.turn_state[self.CONNECTOR], activity))
        return sent

    async def _send(self, connector: Any, activity: Activity) -> ResourceResponse:
        """Send one activity into its conversation, whose id has its thread as well."""
        activity.id = None

        async def send() -> Any:
            return await connector.conversations.send_to_conversation(
                activity.conversation.id, activity
            )

        # A sign of life that comes late is none, and the answer would wait behind it.
        tries = 1 if activity.type == ActivityTypes.typing else TRIES
        sent = await self._patiently(activity.conversation.id, send, tries)
        return sent or ResourceResponse(id="")

    async def _patiently(
        self, conversation: str, send: Callable[[], Awaitable[Any]], tries: int = TRIES
    ) -> Any:
        """What sending gives, after as many tries as Teams wants; one message after another.

        Raises:
            Refused: it never took it.
        """
        async with self._turns.setdefault(conversation, asyncio.Lock()):
            for attempt in range(1, tries + 1):
                await asyncio.sleep(self._pace.wait(conversation, time.monotonic()))
                try:
                    return await send()
                except ErrorResponseException as error:
                    status = error.response.status_code
                    if status not in AGAIN or attempt == tries:
                        raise Refused(status, _code(error)) from error
                    pause = _pause(attempt, error.response.headers.get("retry-after"))
                except aiohttp.ClientConnectorError as error:
                    # Nothing was sent, so nothing can be doubled.
                    if attempt == tries:
                        raise Refused(0, "unreachable") from error
                    pause = _pause(attempt, None)
                finally:
                    self._pace.note(conversation, time.monotonic())
                await asyncio.sleep(pause)
        raise AssertionError("unreachable")


def reference(to: Incoming) -> ConversationReference:
    """A conversation as botbuilder continues it; `activity_id` is what is replied to."""
    return ConversationReference(
        activity_id=to.id or None,
        user=ChannelAccount(id=to.asker, aad_object_id=to.object_id or None),
        bot=ChannelAccount(id=to.bot),
        conversation=ConversationAccount(
            id=to.conversation, conversation_type=to.kind, tenant_id=to.tenant or None
        ),
        channel_id=CHANNEL,
        service_url=to.service_url,
    )


def activity_of(message: Message, to: Incoming) -> Activity:
    """A message as botbuilder sends it."""
    activity = Activity(
        type=ActivityTypes.message,
        text=message.text,
        text_format="markdown",
        summary=message.summary or None,
        entities=[WholeEntity(entity) for entity in message.entities] or None,
        attachments=attachments_of(message.cards) or None,
        reply_to_id=to.id or None,
    )
    if message.feedback:
        activity.channel_data = {"feedbackLoop": {"type": "custom"}}
    return activity


def attachments_of(cards: Sequence[dict[str, Any]]) -> list[Attachment]:
    """Adaptive Cards as attachments."""
    return [Attachment(content_type=ADAPTIVE, content=card) for card in cards]


def _pause(attempt: int, told: str | None) -> float:
    """Seconds until the next try: what Teams tells, or twice as long each time, not all at once."""
    if told and told.isdigit():
        return min(float(told), LONGEST_WAIT_S)
    return min(FIRST_WAIT_S * 2.0 ** (attempt - 1), LONGEST_WAIT_S) * random.uniform(0.75, 1.25)  # noqa: S311


def _code(error: ErrorResponseException) -> str:
    """Teams' own word for what is wrong."""
    inner = getattr(error.error, "error", None)
    return str(getattr(inner, "code", None) or "")
