"""What somebody sees before they ask: the home tab, questions to begin with, links shown.

Comes in: events of the home tab, of the agent's view and of links, and the role that somebody
chooses. Goes out: views, prompts and unfurled links, from the guide of whoever is to see them. If
one is lost with the process, the next visit brings it again.
"""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck

from adapters.card import Source
from adapters.examples import examples
from adapters.links import Links
from adapters.service.desk import Desk
from adapters.slack import views
from adapters.slack import wording as slack_wording
from adapters.slack.heard import Body, Heard, person_of, value_of
from adapters.slack.limits import PROMPTS
from adapters.slack.surface import SlackSurface, addresses
from adapters.slack.unfurling import unfurled
from adapters.slack.workspaces import Workspace, Workspaces
from adapters.suggesting import follow_ups_of
from bot.guide import Guide
from bot.memory.opening import Memory
from bot.model import Asker

RECENT = 20
"""Answers among which somebody's last questions are looked for: some are asked again and again."""

READER = Source(n=0, title="", document="", role="", section=(), quote="", url="/read/")
"""Where all addresses of the reader begin."""


class Welcoming:
    """The listeners; each is given bolt's own arguments by name."""

    def __init__(
        self, desk: Desk, workspaces: Workspaces, surface: SlackSurface, links: Links
    ) -> None:
        """Hold what they need."""
        self._desk = desk
        self._workspaces = workspaces
        self._surface = surface
        self._links = links

    async def own_role(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Keep the role that somebody chose in the home tab."""
        await ack()
        turn, workspace = await self._who(body)
        asker = await self._surface.asker(turn, workspace)
        await self._surface.set_role(asker, value_of(body))
        await self._publish(turn, workspace)

    async def home_opened(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Fill the home tab, or offer questions in the agent's view."""
        turn, workspace = await self._who(body)
        if event.get("tab") == "messages":
            await self._offer(turn, workspace, event.get("channel") or "", None)
        elif event.get("tab", "home") == "home":
            await self._publish(turn, workspace)

    async def thread_started(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Offer questions in a new thread of the agent."""
        begun = event["assistant_thread"]
        turn, workspace = await self._who({**body, "event": {"user": begun["user_id"]}})
        await self._offer(turn, workspace, begun["channel_id"], begun["thread_ts"])

    async def linked(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Show what a link to the reader leads to, as far as everybody may see it."""
        _, workspace = await self._who(body)
        urls = [str(link.get("url") or "") for link in event.get("links") or ()]
        reader = addresses(self._links, ())(READER)
        shown = await self._desk.look(Asker(), lambda guide: unfurled(guide, urls, reader))
        if shown:
            await workspace.client.chat_unfurl(
                channel=event["channel"], ts=event["message_ts"], unfurls=shown
            )

    async def _publish(self, turn: Heard, workspace: Workspace) -> None:
        """Fill somebody's home tab."""
        asker = await self._surface.with_role(await self._surface.asker(turn, workspace))
        questions = await self._desk.remember(lambda memory: _recent(memory, turn.asker))

        def look(guide: Guide) -> views.View:
            titles = sorted(role.title for role in guide.library.roles)
            offered = follow_ups_of((), guide.library)
            return views.home(views.Home(asker.role, titles, questions, offered))

        view = await self._desk.look(asker, look)
        await workspace.client.views_publish(user_id=turn.user, view=view)

    async def _offer(
        self, turn: Heard, workspace: Workspace, channel: str, thread: str | None
    ) -> None:
        """Offer questions to begin with."""
        asker = await self._surface.asker(turn, workspace)
        asked = await self._desk.look(asker, lambda guide: examples(guide.library)[:PROMPTS])
        prompts = [{"title": question, "message": question} for question in asked]
        if prompts:
            await workspace.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, thread_ts=thread, title=slack_wording.PROMPTS, prompts=prompts
            )

    async def _who(self, body: Body) -> tuple[Heard, Workspace]:
        """Who did something, and the workspace with the app."""
        turn = person_of(body)
        return turn, await self._workspaces.of(turn.team, turn.enterprise)


def _recent(memory: Memory, asker: str) -> list[str]:
    """Somebody's last questions, the latest first, each once."""
    own = memory.receipts.of_asker(asker, RECENT)
    return list(dict.fromkeys(receipt.question for receipt in reversed(own)))
