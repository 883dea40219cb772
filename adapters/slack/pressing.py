"""What people press, choose and open besides questions: windows, votes, sharing.

Comes in: interactions and events, as bolt parses them. Goes out: views, votes, a shared message.
Each is acknowledged at once; a window opens within the three seconds that its trigger lives. What
somebody sees in it comes from the guide of their own groups.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError

from adapters.links import Links
from adapters.service.desk import Asked, Desk
from adapters.slack import evidence, posting, views
from adapters.slack import wording as slack_wording
from adapters.slack.door import Intake
from adapters.slack.elements import escaped, option
from adapters.slack.heard import Body, Heard, Kind, person_of, thread_of, value_of
from adapters.slack.layout import message
from adapters.slack.limits import OPTIONS
from adapters.slack.surface import PLATFORM, TURNS, SlackSurface, addresses, said
from adapters.slack.workspaces import Workspace, Workspaces
from bot.guide import Guide
from bot.memory.model import Receipt, Vote, new_reference
from bot.model import Asker


class Pressing:
    """The listeners; each is given bolt's own arguments by name."""

    def __init__(
        self,
        desk: Desk,
        workspaces: Workspaces,
        surface: SlackSurface,
        intake: Intake,
        links: Links,
    ) -> None:
        """Hold what they need."""
        self._desk = desk
        self._workspaces = workspaces
        self._surface = surface
        self._intake = intake
        self._links = links

    async def passages(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Show all passages of an answer in a window."""
        await ack()
        turn, workspace = await self._who(body)
        receipt = await self._receipt(value_of(body))
        if receipt is None:
            gone = views.sentence(slack_wording.PASSAGES, slack_wording.GONE)
            await self._open(body, workspace, gone)
            return
        asker = await self._surface.asker(turn, workspace)

        def look(guide: Guide) -> views.View:
            shown = evidence.evidence(receipt, guide)
            cited = evidence.citations(receipt, guide, asker.groups)
            return views.passages(shown, receipt.reference, addresses(self._links, cited))

        await self._open(body, workspace, await self._desk.look(asker, look))

    async def section(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Show a passage in its section, on top of the window of passages."""
        await ack()
        turn, workspace = await self._who(body)
        reference, _, number = value_of(body).partition(":")
        receipt = await self._receipt(reference)
        asker = await self._surface.asker(turn, workspace)

        def look(guide: Guide) -> views.View:
            found = evidence.in_section(receipt, int(number), guide) if receipt else None
            if receipt is None or found is None:
                text = slack_wording.CHANGED if receipt else slack_wording.GONE
                return views.sentence(slack_wording.PASSAGE, text)
            cited = evidence.citations(receipt, guide, asker.groups)
            address = addresses(self._links, cited)
            return views.section(found.source, found.text, found.start, found.end, address)

        view = await self._desk.look(asker, look)
        await workspace.client.views_push(trigger_id=body["trigger_id"], view=view)

    async def share(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Post in the channel what everybody may see of the asker's own answer."""
        await ack()
        turn, workspace = await self._who(body)
        receipt = await self._receipt(value_of(body))
        if receipt is None or receipt.asker != turn.asker:
            await posting.whisper(workspace, turn, said(slack_wording.GONE))
            return
        earlier = await self._desk.remember(
            lambda memory: memory.conversations.turns(receipt.conversation, TURNS)
        )
        before = _before(earlier, receipt.question)
        role = (await self._surface.asker(turn, workspace)).role
        reference = new_reference()
        asked = Asked(
            receipt.question, Asker(turn.asker, (), role), "", reference, PLATFORM, before
        )
        told = await self._desk.ask(asked)
        if not told.answer.citations or told.card.restricted:
            await posting.whisper(workspace, turn, said(slack_wording.NOT_SHARED))
            return
        lead = slack_wording.shared_by(turn.user, escaped(receipt.question))
        shown = message(told.card, addresses(self._links, told.answer.citations), lead=lead)
        in_channel = Heard(
            Kind.PRESSED, turn.team, turn.user, "", channel=turn.channel, thread=thread_of(body)
        )
        try:
            await posting.post(workspace, in_channel, shown, reference)
        except SlackApiError as error:
            if posting.code(error) not in posting.NO_WAY:
                raise
            await posting.whisper(workspace, turn, said(slack_wording.NOT_IN_CHANNEL))

    async def vote(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Keep a vote; ask for the reason of one against."""
        await ack()
        turn, workspace = await self._who(body)
        way, _, reference = value_of(body).partition(":")
        opened = self._open(body, workspace, views.why(reference)) if way == "down" else None
        await self._keep_vote(reference, turn.asker, up=way == "up", reason="")
        if opened:
            await opened

    async def reason(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Keep the reason of a vote against."""
        await ack()
        turn, _ = await self._who(body)
        values = body["view"]["state"]["values"]
        chosen = values[views.REASON][views.REASON].get("selected_option") or {}
        own = values[views.OWN_WORDS][views.OWN_WORDS].get("value") or ""
        given = ": ".join(part for part in (chosen.get("value") or "", own.strip()) if part)
        reference = body["view"]["private_metadata"]
        await self._keep_vote(reference, turn.asker, up=False, reason=given)

    async def open_compare(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the window for comparing; the answer goes where it was opened from."""
        await ack()
        _, workspace = await self._who(body)
        kept = {name: body[name] for name in ("response_url",) if body.get(name)}
        if body.get("channel_id"):
            kept["channel"] = body["channel_id"]
        await self._open(body, workspace, views.compare(kept))

    async def compare(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Ask what the window for comparing asks."""
        values = body["view"]["state"]["values"]
        first, second = (
            values[name][name]["selected_option"]["value"] for name in (views.FIRST, views.SECOND)
        )
        if first == second:
            await ack(response_action="errors", errors={views.SECOND: slack_wording.SAME_ROLE})
            return
        topic = values[views.TOPIC][views.TOPIC].get("value") or ""
        await self._intake.compare(body, slack_wording.comparing(first, second, topic))
        await ack()

    async def roles(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The roles whose titles have what somebody types."""
        turn, workspace = await self._who(body)
        typed = str(body.get("value") or "").casefold()
        asker = await self._surface.asker(turn, workspace)
        found = await self._desk.look(asker, lambda guide: _titles(guide, typed))
        await ack(options=[option(title, title) for title in found])

    async def _who(self, body: Body) -> tuple[Heard, Workspace]:
        """Who did something, and the workspace with the app."""
        turn = person_of(body)
        return turn, await self._workspaces.of(turn.team, turn.enterprise)

    async def _receipt(self, reference: str) -> Receipt | None:
        """The receipt of an answer; None if it is kept no longer."""
        return await self._desk.remember(lambda memory: memory.receipts.get(reference))

    async def _keep_vote(self, reference: str, asker: str, *, up: bool, reason: str) -> None:
        """Keep a vote."""
        vote = Vote(reference, asker, up, reason, datetime.now(UTC))
        await self._desk.remember(lambda memory: memory.feedback.add(vote))

    async def _open(self, body: Body, workspace: Workspace, view: views.View) -> None:
        """Open a window, or put one on top of the open one."""
        client = workspace.client
        within = (body.get("view") or {}).get("type") == "modal"
        opens = client.views_push if within else client.views_open
        await opens(trigger_id=body["trigger_id"], view=view)


def _titles(guide: Guide, typed: str) -> list[str]:
    """The titles that have what was typed, those that begin with it first; all for nothing."""
    titles = [role.title for role in guide.library.roles if typed in role.title.casefold()]
    if not titles:
        mentions = guide.catalogue.mentions(typed).named
        titles = [role.title for mention in mentions for role in mention.roles]
    known = sorted(set(titles), key=lambda t: (not t.casefold().startswith(typed), t))
    return known[:OPTIONS]


def _before(turns: tuple[str, ...], question: str) -> tuple[str, ...]:
    """The turns of a conversation before a question was last asked."""
    for at in range(len(turns) - 1, -1, -1):
        if turns[at] == question:
            return turns[:at]
    return ()
