"""Puts a message on the wire, where it belongs and in a form that Slack takes.

Comes in: a `Message` and the `Heard` that it answers. Goes out: one message, whose metadata names
its reference, so that it can be found again. Should Slack refuse the blocks, the same is sent as
plain text. What is private goes to its asker alone, by every way there is.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.heard import Heard
from adapters.slack.layout import Message
from adapters.slack.workspaces import Workspace, quiet

log = logging.getLogger("remit.slack")

EVENT = "remit_answer"
"""The `event_type` of our messages' metadata."""

REFUSED = frozenset(
    "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long blocks_too_long"
    " invalid_attachments invalid_arguments no_text unsupported_block_type".split()
)
"""What Slack says to a message whose form it does not take."""
NO_WAY = frozenset(
    "channel_not_found not_in_channel user_not_in_channel is_archived restricted_action"
    " cannot_reply_to_message thread_not_found".split()
)
"""What Slack says where the bot or the asker cannot be reached in a channel."""
BROKEN_STREAM = frozenset("message_not_in_streaming_state message_not_owned_by_app".split())

LOOKED_THROUGH = 200
"""Messages in which our own is looked for: a question is answered within minutes, if at all."""

Send = Callable[..., Awaitable[AsyncSlackResponse]]


async def post(workspace: Workspace, heard: Heard, message: Message, reference: str) -> None:
    """Answer where somebody asked: in the thread, in the direct message, or to them alone.

    Raises:
        SlackApiError: Slack does not take it, for a reason other than its form.
    """
    if heard.private:
        await whisper(workspace, heard, message)
        return
    channel = heard.channel or await direct_channel(workspace, heard.user)
    await _formed(
        workspace.client.chat_postMessage,
        message,
        channel=channel,
        thread_ts=heard.thread or None,
        metadata=named(reference),
        unfurl_links=False,
        unfurl_media=False,
    )


async def whisper(workspace: Workspace, heard: Heard, message: Message) -> None:
    """Tell the asker alone: by the address Slack gave, in the channel, or in a direct message.

    Raises:
        SlackApiError: Slack does not take it, for a reason other than its form.
    """
    if heard.response_url and await _respond(workspace, heard.response_url, message):
        return
    if heard.channel and not heard.channel.startswith("D"):
        try:
            await _formed(
                workspace.client.chat_postEphemeral,
                message,
                channel=heard.channel,
                user=heard.user,
                thread_ts=heard.thread or None,
            )
        except SlackApiError as error:
            if code(error) not in NO_WAY:
                raise
        else:
            return
    channel = await direct_channel(workspace, heard.user)
    await _formed(workspace.client.chat_postMessage, message, channel=channel)


async def stream(workspace: Workspace, heard: Heard, message: Message, reference: str) -> None:
    """Answer in an agent's thread part by part; sources and buttons come with the last.

    Where streaming is refused the message is posted; where it breaks off, put in its place.

    Raises:
        SlackApiError: Slack does not take it, for a reason other than its form.
    """
    client = workspace.client
    try:
        began = await client.chat_startStream(
            channel=heard.channel,
            thread_ts=heard.thread,
            recipient_team_id=heard.home or heard.team,
            recipient_user_id=heard.user,
            markdown_text=message.streamed[0],
        )
    except SlackApiError as error:
        log.info("no streaming: %s", code(error))
        await post(workspace, heard, message, reference)
        return
    ts = began["ts"]
    try:
        for part in message.streamed[1:]:
            await client.chat_appendStream(channel=heard.channel, ts=ts, markdown_text=part)
        await client.chat_stopStream(
            channel=heard.channel, ts=ts, blocks=message.rest, metadata=named(reference)
        )
    except SlackApiError as error:
        if code(error) not in REFUSED | BROKEN_STREAM:
            raise
        await update(workspace, heard.channel, ts, message, reference)


async def update(
    workspace: Workspace, channel: str, ts: str, message: Message, reference: str
) -> None:
    """Put a message in the place of one that was begun.

    Raises:
        SlackApiError: Slack does not take it, for a reason other than its form.
    """
    await _formed(
        workspace.client.chat_update, message, channel=channel, ts=ts, metadata=named(reference)
    )


async def sent_before(workspace: Workspace, heard: Heard, reference: str) -> tuple[str, bool]:
    """The time stamp of our answer, and whether it is finished; empty where there is none.

    Raises:
        SlackApiError: Slack cannot be asked.
    """
    if heard.private or not heard.channel:
        return "", False
    if heard.thread:
        reply = await workspace.client.conversations_replies(
            channel=heard.channel,
            ts=heard.thread,
            oldest=heard.at or None,
            include_all_metadata=True,
            limit=LOOKED_THROUGH,
        )
    else:
        reply = await workspace.client.conversations_history(
            channel=heard.channel,
            oldest=heard.at,
            include_all_metadata=True,
            limit=LOOKED_THROUGH,
        )
    begun = ""
    for each in reply.get("messages") or ():
        metadata = each.get("metadata") or {}
        if (metadata.get("event_payload") or {}).get("reference") == reference:
            return each["ts"], True
        ours = each.get("user") == workspace.bot_user or each.get("bot_id") == workspace.bot
        if ours and not metadata:
            begun = each["ts"]  # every finished one says what it answers
    return begun, False


async def direct_channel(workspace: Workspace, user: str) -> str:
    """The direct message with somebody."""
    opened = await workspace.client.conversations_open(users=user)
    channel: str = opened["channel"]["id"]
    return channel


def named(reference: str) -> dict[str, Any]:
    """Metadata by which a message can be found again."""
    return {"event_type": EVENT, "event_payload": {"reference": reference}}


def code(error: SlackApiError) -> str:
    """Slack's own word for what is wrong."""
    response: Any = error.response
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def reason(error: Exception) -> str:
    """What went wrong in a word for the log, without anything that people wrote."""
    return code(error) if isinstance(error, SlackApiError) else type(error).__name__


async def _formed(send: Send, message: Message, **where: Any) -> None:
    """Send the blocks; should they be refused, the plain text. `layout` keeps all the limits."""
    given = {name: value for name, value in where.items() if value is not None}
    try:
        await send(text=message.text, blocks=list(message.blocks), **given)
    except SlackApiError as error:
        if code(error) not in REFUSED:
            raise
        log.warning("blocks were refused, plain text is sent: %s", code(error))
        await send(text=message.plain, blocks=[], **given)


async def _respond(workspace: Workspace, url: str, message: Message) -> bool:
    """Answer by the address that came with a command; False once that is used up."""
    webhook = AsyncWebhookClient(
        url,
        session=workspace.client.session,
        retry_handlers=workspace.client.retry_handlers,
        logger=quiet,
    )
    for text, blocks in ((message.text, list(message.blocks)), (message.plain, None)):
        reply = await webhook.send(
            text=text, blocks=blocks, response_type="ephemeral", replace_original=False
        )
        if reply.status_code == 200:
            return True
    return False
