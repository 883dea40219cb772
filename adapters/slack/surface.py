"""Slack as the desk sees it: each turn that was heard is answered once, where it was asked.

Comes in: events of the inbox. Goes out: one message for each. In a channel everybody is shown only
what everybody may read: an answer of which anything is for the asker alone goes to the asker alone.
What is asked, stored or decided, the desk and the guide do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters import commands, wording
from adapters.card import Card, Line, LineKind, Source, lay_out
from adapters.commands import Command, Verb
from adapters.links import Links
from adapters.service.desk import Asked, Desk
from adapters.slack import posting
from adapters.slack import wording as slack_wording
from adapters.slack.errors import NotInstalled
from adapters.slack.heard import Heard, Kind, from_json
from adapters.slack.layout import Message, in_plain, message
from adapters.slack.people import People
from adapters.slack.sources import Address
from adapters.slack.workspaces import Workspace, Workspaces
from bot.guide import Guide
from bot.memory.model import Event
from bot.model import Answer, Asker, Citation, Question, Status

log = logging.getLogger("remit.slack")

PLATFORM = "slack"
TURNS = 20
"""Earlier turns that are looked at, as the desk does."""

QUESTION = (
    "who what when where why which whose how can could may might must should shall will would do"
    " does did is are was were am has have tell show list explain describe compare give".split()
)
"""Words with which a question begins that has no question mark, or a wish to be told."""
ASIDE = 6
"""Words in which somebody names what else they want to know; a longer remark is for others."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What answers a turn: a card with its citations, for everybody there or the asker alone."""

    card: Card
    citations: tuple[Citation, ...] = ()
    private: bool = False
    choosing: str = ""


class SlackSurface:
    """Answers what was heard on Slack; see `Surface`."""

    platform = PLATFORM

    def __init__(
        self, desk: Desk, workspaces: Workspaces, people: People, links: Links, *, streams: bool
    ) -> None:
        """Hold what answering needs."""
        self._desk = desk
        self._workspaces = workspaces
        self._people = people
        self._links = links
        self._streams = streams
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, event: Event) -> None:
        """Answer a turn; those of one conversation in the order in which they came."""
        heard = from_json(event.payload)
        turn = self._turns.setdefault(heard.conversation or event.id, asyncio.Lock())
        async with turn:
            try:
                workspace = await self._workspaces.of(heard.team, heard.enterprise)
            except NotInstalled as error:
                log.warning("%s: %s", event.reference, error)  # there is nobody to tell it
                return
            if heard.kind is Kind.STEP:
                await self._complete(event, heard, workspace)
                return
            await self._show_status(heard, workspace)
            asker = await self.asker(heard, workspace)
            reply = await self._reply(heard, asker, event.reference)
            if reply is None:
                return
            if reply.private:
                heard = replace(heard, private=True)
            if heard.private and event.sending:
                # What only one person sees cannot be looked up, and nobody is answered twice.
                await posting.whisper(workspace, heard, said(slack_wording.INTERRUPTED))
                return
            shown = message(
                reply.card,
                addresses(self._links, reply.citations),
                private=heard.private,
                can_share=heard.private and not heard.is_direct,
                choosing=reply.choosing,
            )
            await self._send(event, heard, workspace, shown)

    async def failed(self, event: Event) -> None:
        """Say in one sentence that answering went wrong."""
        heard = from_json(event.payload)
        workspace = await self._workspaces.of(heard.team, heard.enterprise)
        sentence = wording.failed(event.reference)
        if heard.kind is Kind.STEP:
            await workspace.client.functions_completeError(
                function_execution_id=heard.execution, error=sentence
            )
            return
        await posting.post(workspace, heard, said(sentence), event.reference)

    async def delivered(self, event: Event) -> bool:
        """Whether our message stands where everybody sees it; of others `answer` says so."""
        heard = from_json(event.payload)
        workspace = await self._workspaces.of(heard.team, heard.enterprise)
        _, finished = await posting.sent_before(workspace, heard, event.reference)
        return finished

    async def asker(self, heard: Heard, workspace: Workspace) -> Asker:
        """Who asks, with their groups; their role only if it has to come from their profile.

        What they told the bot counts more, and the desk knows it.
        """
        asker = await self._people.asker(heard, workspace)
        if not asker.role:
            return asker
        told = (await self.with_role(replace(asker, role=""))).role
        title = asker.role
        role = told or await self._desk.look(Asker(), lambda guide: _role_titled(guide, title))
        return replace(asker, role=role)

    async def with_role(self, asker: Asker) -> Asker:
        """Somebody with the role that they told the bot, if no other is known."""
        if asker.role:
            return asker
        told = await self._desk.remember(lambda memory: memory.profiles.role_of(asker.id))
        return replace(asker, role=told)

    async def _send(self, event: Event, heard: Heard, workspace: Workspace, shown: Message) -> None:
        """Put the final message on the wire, in the place of one that broke off if there is one."""
        begun = ""
        if event.sending:
            begun, _ = await posting.sent_before(workspace, heard, event.reference)
        await self._desk.sending(event)
        if begun:
            await posting.update(workspace, heard.channel, begun, shown, event.reference)
        elif self._streams and heard.kind is Kind.DIRECT and heard.thread:
            await posting.stream(workspace, heard, shown, event.reference)
        else:
            await posting.post(workspace, heard, shown, event.reference)

    async def _show_status(self, heard: Heard, workspace: Workspace) -> None:
        """Show that something happens, where Slack has a place for it."""
        if heard.kind is Kind.DIRECT and heard.thread:
            with contextlib.suppress(SlackApiError, ClientError, TimeoutError):
                await workspace.client.assistant_threads_setStatus(
                    channel_id=heard.channel, thread_ts=heard.thread, status=slack_wording.LOOKING
                )

    async def _reply(self, heard: Heard, asker: Asker, reference: str) -> Reply | None:
        """What answers a turn; None where it was not for the bot after all."""
        if heard.kind is Kind.SHORTCUT:
            command = Command(Verb.ASK, heard.text)
        else:
            command = commands.read(heard.text)
        if command.verb in {Verb.ASK, Verb.WHO, Verb.DECIDE, Verb.COMPARE}:
            return await self._answer(heard, command, asker, reference)
        card = await self._told(heard, command, asker)
        # What a library holds differs between groups, and one's own role is one's own matter.
        private = bool(asker.groups) or command.verb in {Verb.IAM, Verb.FORGET}
        choosing = "iam" if command.verb is Verb.IAM else "role"
        return Reply(card, private=private and not heard.is_direct, choosing=choosing)

    async def _answer(
        self, heard: Heard, command: Command, asker: Asker, reference: str
    ) -> Reply | None:
        """The answer to a question; None where it was none for the bot."""
        text = commands.question_of(command)
        if command.verb is Verb.DECIDE:
            asker = await self.with_role(asker)
        how = commands.how(command, asker)
        history = None
        watched = bool(asker.groups) and not (heard.is_direct or heard.private)
        if watched:
            asker = await self.with_role(asker)  # both of the answers that are compared need it
            history = await self._desk.remember(
                lambda memory: memory.conversations.turns(heard.conversation, TURNS)
            )
        elif heard.kind is Kind.SHORTCUT:
            history = ()
        asked = Asked(text, asker, heard.conversation, reference, PLATFORM, history)
        told = await self._desk.ask(asked, how)
        if heard.kind is Kind.FOLLOW_UP and not _meant(heard.text, told.answer):
            return None
        private = told.card.restricted and not heard.is_direct
        if watched and not private:
            anybody = Asker(asker.id, (), asker.role)
            seen = await self._desk.look(
                anybody, lambda guide: _seen_by_all(guide, command, anybody, text, history or ())
            )
            private = replace(told.card, reference="") != seen
        return Reply(told.card, told.answer.citations, private=private)

    async def _told(self, heard: Heard, command: Command, asker: Asker) -> Card:
        """The card of a command that asks nothing of the documents' text."""
        match command.verb:
            case Verb.HELP:
                return await self._desk.look(asker, lambda guide: commands.help_card(guide.library))
            case Verb.ROLES:
                return await self._desk.look(
                    asker, lambda guide: commands.roles_card(guide.library)
                )
            case Verb.ROLE:
                return await self._desk.look(asker, lambda guide: _role(guide, command.text))
            case Verb.IAM:
                return await self.set_role(asker, command.text)
            case Verb.FORGET:
                await self._desk.remember(lambda memory: memory.forget(heard.asker))
                return _sentence(wording.FORGOTTEN)
            case _:
                raise AssertionError(command)

    async def set_role(self, asker: Asker, name: str) -> Card:
        """Keep somebody's role, or say which one is known."""
        if not name:
            asker = await self.with_role(asker)
            return _sentence(wording.your_role(asker.role) if asker.role else wording.NO_ROLE_YET)
        meant = await self._desk.look(asker, lambda guide: commands.role_meant(guide, name))
        if isinstance(meant, Card):
            return meant
        await self._desk.remember(lambda memory: memory.profiles.set_role(asker.id, meant.title))
        return _sentence(wording.your_role(meant.title))

    async def _complete(self, event: Event, heard: Heard, workspace: Workspace) -> None:
        """Answer a step of a workflow with what anybody may see."""
        asker = Asker(heard.asker)
        asked = Asked(heard.text, asker, "", event.reference, PLATFORM, ())
        told = await self._desk.ask(asked)
        await self._desk.sending(event)
        await workspace.client.functions_completeSuccess(
            function_execution_id=heard.execution,
            outputs={
                "answer": in_plain(told.card, addresses(self._links, told.answer.citations)),
                "status": told.answer.status.value,
                "reference": event.reference,
            },
        )


def addresses(links: Links, citations: Sequence[Citation]) -> Address:
    """Where the sources of a card can be read: at their citations, else at their documents."""
    by_number = {citation.n: links.to(citation) for citation in citations}

    def address(source: Source) -> str:
        whole = Citation(source.n, source.document, source.role, (), "", 0, 0, source.url)
        return by_number.get(source.n) or links.to(whole).rstrip("#")

    return address


def said(sentence: str) -> Message:
    """A sentence of the bot as a message."""
    return message(_sentence(sentence), lambda _source: "")


def _sentence(text: str) -> Card:
    """A sentence of the bot as a card."""
    return Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, text),))


def _role(guide: Guide, name: str) -> Card:
    """The card of a role, or of the roles that a name may mean."""
    meant = commands.role_meant(guide, name)
    return meant if isinstance(meant, Card) else commands.role_card(guide, meant)


def _role_titled(guide: Guide, title: str) -> str:
    """The title of the role that a job title names; empty if none."""
    role = guide.role(title)
    return role.title if role else ""


def _seen_by_all(
    guide: Guide, command: Command, anybody: Asker, text: str, history: tuple[str, ...]
) -> Card:
    """The card of the same question for somebody without any group."""
    how = commands.how(command, anybody)
    given = how(guide) if how else guide.answer(Question(text, history, anybody))
    return lay_out(given, guide.library)


def _meant(text: str, answer: Answer) -> bool:
    """Whether a message in a thread was for the bot: people there talk to each other as well.

    It was if it asks something; else if in a few words it names a role or a heading, as "only the
    KPIs, please" does, and that is what the answer is from. Something is found for any remark.
    """
    if answer.status is Status.REFUSED:
        return False
    said = [word.strip(",.;:!()“”\"'") for word in text.casefold().split()]
    if "?" in text or (len(said) > 2 and said[0] in QUESTION):
        return True
    headings = (part for each in answer.citations for part in (each.role, *each.section))
    named = {word for heading in headings for word in heading.casefold().split()}
    return len(said) <= ASIDE and any(len(word) > 3 and word in named for word in said)
