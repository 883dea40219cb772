"""What Teams sent, as a value that outlives the request: it is what the inbox keeps.

Comes in: an activity of botbuilder. Goes out: an `Incoming`, or its JSON and back: who wrote what
in which conversation, the mention of the bot taken out of the text. Nothing is answered here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from botbuilder.schema import Activity

from adapters.teams.errors import NotAnActivity

TAG = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)
LONGEST = 20_000
"""Characters that are kept; the bot reads far fewer, and says so."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, or a button that asks something.

    `asker` is the id that Teams uses in conversations, `object_id` the Entra object id, which is
    empty for some guests. `shown` says whether the text stands in the chat.
    """

    id: str
    service_url: str
    conversation: str
    kind: str
    tenant: str
    bot: str
    asker: str
    object_id: str
    text: str
    shown: bool = True

    @property
    def personal(self) -> bool:
        """Whether the bot and the asker are alone."""
        return self.kind == "personal"

    @property
    def asker_id(self) -> str:
        """The asker's name in everything that is remembered."""
        return f"teams:{self.object_id or self.asker}"

    @property
    def conversation_id(self) -> str:
        """The conversation's name in everything that is remembered; a channel's thread is one."""
        return f"teams:{self.conversation}"

    @property
    def key(self) -> str:
        """The same for every time that Teams sends this; ids are counted for a conversation."""
        return f"{self.conversation}|{self.id}"

    def as_json(self) -> str:
        """For the inbox."""
        return json.dumps(asdict(self))


def from_json(payload: str) -> Incoming:
    """What `as_json` wrote."""
    return Incoming(**json.loads(payload))


def incoming(activity: Activity, text: str | None = None) -> Incoming:
    """An activity as a value; `text` replaces its own where a button asks.

    Raises:
        NotAnActivity: it has no id, conversation, sender or address to answer to.
    """
    conversation, sender = activity.conversation, activity.from_property
    bot = activity.recipient.id if activity.recipient else ""
    needed = (activity.id, activity.service_url, conversation and conversation.id, sender)
    if not all(needed) or not sender.id:
        raise NotAnActivity("a message without id, conversation, sender or service address")
    said = said_in(activity) if text is None else text
    return Incoming(
        id=activity.id,
        service_url=activity.service_url,
        conversation=conversation.id,
        kind=conversation.conversation_type or "personal",
        tenant=tenant_of(activity),
        bot=bot or "",
        asker=sender.id,
        object_id=sender.aad_object_id or "",
        text=said[:LONGEST],
        shown=text is None,
    )


def said_in(activity: Activity) -> str:
    """The text without the bot's mention; another's mention leaves the name."""
    text: str = activity.text or ""
    bot = activity.recipient.id if activity.recipient else None
    for entity in activity.entities or ():
        fields: Mapping[str, Any] = entity.additional_properties or {}
        mentioned = fields.get("mentioned")
        named = fields.get("text")
        if (
            (entity.type or "").lower() == "mention"
            and isinstance(mentioned, Mapping)
            and mentioned.get("id") == bot
            and isinstance(named, str)
        ):
            text = text.replace(named, " ")
    if activity.text_format != "plain":
        text = html.unescape(text)
    return TAG.sub("", text).replace("\xa0", " ").strip()


def tenant_of(activity: Activity) -> str:
    """The organisation in which this was said; empty where Teams does not tell."""
    data = activity.channel_data if isinstance(activity.channel_data, Mapping) else {}
    tenant = data.get("tenant")
    told = tenant.get("id") if isinstance(tenant, Mapping) else None
    account = activity.conversation
    # botbuilder reads `tenantID`; Teams writes `tenantId`.
    own = (
        (account.tenant_id, (account.additional_properties or {}).get("tenantId"))
        if account
        else ()
    )
    return str(told or next(filter(None, own), ""))
