"""Teams as the desk sees it: an event of the inbox becomes one message in its conversation.

Comes in: an event with an `Incoming`. Goes out: the message, through the line. What rests on a
restricted passage leaves a shared place and goes to the asker alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from botbuilder.schema import Activity

from adapters import wording as shared
from adapters.service.desk import Desk
from adapters.teams import wording
from adapters.teams.askers import Askers
from adapters.teams.errors import Refused
from adapters.teams.incoming import Incoming, from_json
from adapters.teams.layout import Message, fewer_citations, message_of, told
from adapters.teams.line import Line, activity_of
from adapters.teams.replying import PLATFORM, Addresses, Given, reply_to
from adapters.teams.sent import Sent
from adapters.teams.signs import Signs
from bot.memory.model import Event

log = logging.getLogger(__name__)

UNFIT = frozenset({400, 413})
"""Teams does not take the message as it is laid out; its words it may take."""

NOTHING: frozenset[int] = frozenset()
AFTER_STREAM = frozenset({400, 403, 404})
"""A stream that is over, or was stopped by its reader, takes no final message."""


class TeamsSurface:
    """Answers the events of Teams."""

    platform = PLATFORM

    def __init__(self, desk: Desk, line: Line, askers: Askers, links: Addresses) -> None:
        """Take what answers, what sends, who asks, and where passages can be read."""
        self.desk = desk
        self.line = line
        self.askers = askers
        self.sent = Sent()
        self._links = links
        self._refused: set[str] = set()

    async def answer(self, event: Event) -> None:
        """One reply to one event.

        Raises:
            Exception: see `adapters.service.surface`.
        """
        asked = from_json(event.payload)
        async with Signs(self.line, asked) as signs:
            asker = await self.askers.of(asked)
            given = await reply_to(asked, asker, event.reference, self.desk, self._links)
        aside = given.card.restricted and not asked.personal
        await self.desk.sending(event)
        try:
            if aside:
                await self._aside(event, asked, given)
            else:
                await self._post(event, asked, _laid_out(asked, given), signs)
        except Refused:
            self._refused.add(event.reference)
            raise

    async def failed(self, event: Event) -> None:
        """One sentence with the reference; a conversation that takes nothing is left alone."""
        await self._tell(event, shared.failed(event.reference))

    async def delivered(self, event: Event) -> bool:
        """Say that an answer may be missing: Teams has no way to look, and twice is worse.

        Nobody is left without a word, and nobody is answered twice. What Teams has refused does not
        stand there.
        """
        if event.reference in self._refused:
            self._refused.remove(event.reference)
            return False
        await self._tell(event, wording.INTERRUPTED)
        return True

    async def _tell(self, event: Event, sentence: str) -> None:
        """Say a sentence in the conversation of an event, if it takes one."""
        try:
            await self.line.say(*_to(from_json(event.payload), told(sentence)))
        except Refused as error:
            log.warning("nothing can be said in a conversation: %s", error)

    async def _aside(self, event: Event, asked: Incoming, given: Given) -> None:
        """Answer the asker alone, and say so where it was asked."""
        notice = wording.SENT_TO_YOU
        try:
            alone = await self.line.alone(asked)
            await self._post(event, alone, _laid_out(alone, given))
        except Refused:
            notice = wording.ASK_ME_ALONE
        await self.line.say(*_to(asked, told(notice)))

    async def _post(
        self, event: Event, to: Incoming, message: Message, signs: Signs | None = None
    ) -> None:
        """Put the final message on the wire; in plainer form if Teams refuses the form.

        Raises:
            Refused: Teams takes none of them.
        """
        for form, mended_by_the_next in _forms(message, to, signs):
            try:
                posted = await self.line.say(to, form)
            except Refused as error:
                if error.status not in mended_by_the_next:
                    raise
            else:
                self.sent.note(to.conversation, posted, event.reference)
                return


def _forms(
    message: Message, to: Incoming, signs: Signs | None
) -> Iterator[tuple[Activity, frozenset[int]]]:
    """The forms of a message, each with the refusals that the next one may mend."""
    if signs and signs.streaming:
        yield signs.close(activity_of(message, to)), AFTER_STREAM
    yield activity_of(message, to), UNFIT
    yield activity_of(fewer_citations(message), to), UNFIT
    yield activity_of(replace(message, entities=(), cards=()), to), NOTHING


def _to(to: Incoming, message: Message) -> tuple[Incoming, Activity]:
    """A message as it is said to somebody."""
    return to, activity_of(message, to)


def _laid_out(to: Incoming, given: Given) -> Message:
    """The answer's message; a question that no one there can see is repeated."""
    return message_of(
        given.card,
        generator=given.generator,
        question="" if to.shown else to.text,
    )
