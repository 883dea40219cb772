"""What Slack sent, as far as it is to be answered.

Comes in: the body of an event, a command, a press of a button, a shortcut or a step, as bolt parses
it. Goes out: a `Heard`, which is all that the inbox keeps of it, or None for what is no question.
Nothing is looked up or sent here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from adapters.slack.layout import ASK, CHOOSE

Body = Mapping[str, Any]

ABOUT_MESSAGE = "remit_ask_about"
"""The `callback_id` of the message shortcut."""
STEP = "remit_answer"
"""The `callback_id` of the Workflow Builder step."""
COMPARING = "remit_compare"
"""The `callback_id` of the window for comparing two roles."""

SPOKEN = frozenset({"", "file_share", "thread_broadcast"})
"""Subtypes of messages that people write; all others say that something changed."""

LONGEST = 4_000
"""Characters that are kept; the bot itself refuses far less."""

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
LABELLED = re.compile(r"<(?:[#!@]|https?://|mailto:)[^|>]*\|([^>]*)>")
BARE = re.compile(r"<(?:[!#@][^>]*|(https?://[^>]*|mailto:[^>]*))>")


class Kind(StrEnum):
    """How somebody turned to the bot."""

    MENTION = "mention"
    FOLLOW_UP = "follow_up"
    """A message in a channel's thread that names nobody."""
    DIRECT = "direct"
    COMMAND = "command"
    PRESSED = "pressed"
    SHORTCUT = "shortcut"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn of somebody, with where its answer goes.

    `team` is the workspace that has the app, `home` the workspace of whoever asks; they differ for
    people of another organisation. `thread` is the thread to answer in, empty for none. `at` is the
    message's own time stamp. `private`: only the asker sees the answer. `channel` is empty where
    there is none; the answer then goes to a direct message.
    """

    kind: Kind
    team: str
    user: str
    text: str
    enterprise: str = ""
    home: str = ""
    channel: str = ""
    thread: str = ""
    at: str = ""
    private: bool = False
    response_url: str = ""
    execution: str = ""

    @property
    def asker(self) -> str:
        """Who asks, as memory names them."""
        return f"slack:{self.home or self.team}:{self.user}"

    @property
    def is_external(self) -> bool:
        """Whether they are of another organisation, or nobody in particular."""
        return bool(self.home and self.home != self.team) or self.kind is Kind.STEP

    @property
    def is_direct(self) -> bool:
        """Whether it was said to the bot alone."""
        return self.kind is Kind.DIRECT or not self.channel or self.channel.startswith("D")

    @property
    def conversation(self) -> str:
        """The conversation that it belongs to, as memory names it; empty for a step."""
        if self.kind is Kind.STEP:
            return ""
        within = self.user if self.private else self.thread or "direct"
        return f"slack:{self.team}:{self.channel or 'home'}:{within}"

    def as_json(self) -> str:
        """What the inbox keeps."""
        return json.dumps(asdict(self))


def from_json(payload: str) -> Heard:
    """What the inbox has kept."""
    data = json.loads(payload)
    return Heard(**{**data, "kind": Kind(data["kind"])})


def event_id(body: Body) -> str:
    """Slack's own name of what it sent, the same each time it sends it again."""
    return str(body.get("event_id") or body.get("trigger_id") or "")


def heard(body: Body) -> Heard | None:
    """What is to be answered; None for anything else."""
    if body.get("type") == "event_callback":
        event = body.get("event") or {}
        if event.get("type") == "function_executed":
            return _step(body, event)
        return _message(body, event) if event.get("type") in {"app_mention", "message"} else None
    if "command" in body:
        return Heard(
            Kind.COMMAND,
            team=_text(body, "team_id"),
            user=_text(body, "user_id"),
            text=words_of(_text(body, "text")),
            enterprise=_text(body, "enterprise_id"),
            channel=_text(body, "channel_id"),
            private=True,
            response_url=_text(body, "response_url"),
        )
    if body.get("type") == "message_action" and body.get("callback_id") == ABOUT_MESSAGE:
        text = words_of(_text(body.get("message") or {}, "text"))
        return _interaction(Kind.SHORTCUT, body, text, private=True)
    return _pressed(body) if body.get("type") == "block_actions" else None


def compared(body: Body, question: str) -> Heard:
    """The question that the window for comparing asks; its answer goes where it was opened."""
    where = json.loads(body["view"].get("private_metadata") or "{}")
    asked = _interaction(Kind.PRESSED, body, question, private=bool(where.get("channel")))
    kept = {name: where.get(name, "") for name in ("channel", "response_url")}
    return Heard(**{**asdict(asked), "kind": Kind.PRESSED, **kept})


def words_of(text: str, bot: str = "") -> str:
    """What somebody typed, without Slack's own markup; the bot's name is left out."""
    text = MENTION.sub(lambda match: "" if not bot or match[1] == bot else "somebody", text)
    text = LABELLED.sub(lambda match: match[1], text)
    text = BARE.sub(lambda match: match[1] or "", text)
    return html.unescape(text).strip()[:LONGEST]


def _message(body: Body, event: Body) -> Heard | None:
    """A message of a person; None for those of bots, and for changes."""
    if event.get("bot_id") or event.get("subtype", "") not in SPOKEN or not event.get("user"):
        return None
    bot = own_id(body)
    text, thread = _text(event, "text"), _text(event, "thread_ts")
    direct = event.get("channel_type") == "im" or _text(event, "channel").startswith("D")
    kind = Kind.MENTION if event["type"] == "app_mention" else Kind.FOLLOW_UP
    if event["user"] == bot:
        return None
    if direct:
        kind = Kind.DIRECT
    elif kind is Kind.FOLLOW_UP and (not thread or MENTION.search(text)):
        # Nobody turned to the bot; whoever names it sends an event of its own for that.
        return None
    return Heard(
        kind,
        team=_team(body),
        user=_text(event, "user"),
        text=words_of(text, bot),
        enterprise=_text(body, "enterprise_id"),
        home=_home(body, event),
        channel=_text(event, "channel"),
        thread=thread if direct else thread or _text(event, "ts"),
        at=_text(event, "ts"),
    )


def _step(body: Body, event: Body) -> Heard | None:
    """A step of a workflow. Whoever builds one may name anybody, so it asks for nobody."""
    if (event.get("function") or {}).get("callback_id") != STEP:
        return None
    return Heard(
        Kind.STEP,
        team=_team(body),
        user="workflow",
        text=words_of(_text(event.get("inputs") or {}, "question")),
        enterprise=_text(body, "enterprise_id"),
        execution=_text(event, "function_execution_id"),
    )


def _pressed(body: Body) -> Heard | None:
    """A question on a button, or a role that was chosen; None for other buttons."""
    action = (body.get("actions") or [{}])[0]
    if _text(action, "action_id").partition(":")[0] not in {ASK, CHOOSE}:
        return None
    chosen = (action.get("selected_option") or {}).get("value")
    text = str(chosen or action.get("value") or "")
    container = body.get("container") or {}
    private = bool(container.get("is_ephemeral"))
    return _interaction(Kind.PRESSED, body, text[:LONGEST], private=private)


def _interaction(kind: Kind, body: Body, text: str, *, private: bool) -> Heard:
    """Something that was pressed or chosen."""
    container, user = body.get("container") or {}, body.get("user") or {}
    message = body.get("message") or {}
    channel = _text(body.get("channel") or {}, "id") or _text(container, "channel_id")
    thread = _text(container, "thread_ts") or _text(message, "thread_ts")
    own = "" if channel.startswith("D") else _text(container, "message_ts")
    return Heard(
        kind,
        team=_text(body.get("team") or {}, "id") or _text(user, "team_id"),
        user=_text(user, "id"),
        text=text,
        enterprise=_text(body.get("enterprise") or {}, "id"),
        home=_text(user, "team_id"),
        channel=channel,
        thread="" if private else thread or own,
        private=private,
        response_url=_text(body, "response_url"),
    )


def person_of(body: Body) -> Heard:
    """Whoever did something, with where they did it."""
    event, user = body.get("event") or {}, body.get("user") or {}
    container = body.get("container") or {}
    team = (body.get("team") or {}).get("id") or body.get("team_id") or user.get("team_id") or ""
    channel = (body.get("channel") or {}).get("id") or body.get("channel_id") or ""
    return Heard(
        Kind.PRESSED,
        team=team,
        user=user.get("id") or event.get("user") or body.get("user_id") or "",
        text="",
        enterprise=(body.get("enterprise") or {}).get("id") or body.get("enterprise_id") or "",
        home=user.get("team_id") or event.get("user_team") or "",
        channel=channel or container.get("channel_id") or "",
        thread=thread_of(body),
        private=True,
        response_url=body.get("response_url") or "",
    )


def thread_of(body: Body) -> str:
    """The thread in which something was pressed."""
    container, message_ = body.get("container") or {}, body.get("message") or {}
    return str(container.get("thread_ts") or message_.get("thread_ts") or "")


def value_of(body: Body) -> str:
    """What a button carries, or what was chosen."""
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    return str(chosen.get("value") or action.get("value") or "")


def own_id(body: Body) -> str:
    """The bot's own id in the workspace that an event is for; empty if the event does not say."""
    for each in body.get("authorizations") or ():
        if each.get("is_bot"):
            return _text(each, "user_id")
    return ""


def _team(body: Body) -> str:
    """The workspace that has the app: in a shared channel not always that of the message."""
    for each in body.get("authorizations") or ():
        if each.get("team_id"):
            return _text(each, "team_id")
    return _text(body, "team_id")


def _home(body: Body, event: Body) -> str:
    """The workspace of whoever wrote a message; of one organisation all count as one."""
    home = _text(event, "user_team") or _text(event, "source_team") or _text(event, "team")
    return home if home and not _of_one_organisation(body) else _team(body)


def _of_one_organisation(body: Body) -> bool:
    """Whether a channel is for one organisation with several workspaces alone."""
    return bool(body.get("enterprise_id")) and body.get("is_ext_shared_channel") is False


def _text(values: Body, name: str) -> str:
    """A value that should be a text."""
    value = values.get(name)
    return value if isinstance(value, str) else ""
