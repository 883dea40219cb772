"""What is answered to a text: the command in it carried out, a question asked.

Comes in: what somebody wrote. Goes out: a `Card` and who wrote it. How it is shown and sent is the
surface's. Shared by messages and buttons.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from adapters import commands, wording
from adapters.card import Card, Line, LineKind, Source
from adapters.commands import Command, Verb
from adapters.service.desk import Asked, Desk
from adapters.teams.incoming import Incoming
from adapters.teams.layout import EXTRACTIVE
from bot.guide import Guide
from bot.model import Asker, Citation, Status

PLATFORM = "teams"


@dataclass(frozen=True, slots=True)
class Given:
    """A card, who wrote what is on it, and the citations that its sources show."""

    card: Card
    generator: str = EXTRACTIVE
    citations: tuple[Citation, ...] = ()


class Addresses(Protocol):
    """Where a citation can be read: `adapters.links.Links`."""

    def to(self, citation: Citation) -> str:
        """The absolute address, signed where not everybody may read it."""
        ...


async def reply_to(
    asked: Incoming, asker: Asker, reference: str, desk: Desk, links: Addresses
) -> Given:
    """The answer to a text, whatever it is; its sources have absolute addresses."""
    given = await _reply(asked, asker, reference, desk)
    signed = {citation.n: links.to(citation) for citation in given.citations}
    sources = (
        replace(source, url=signed.get(source.n) or _address(source, links))
        for source in given.card.sources
    )
    return replace(given, card=replace(given.card, sources=tuple(sources)))


async def _reply(asked: Incoming, asker: Asker, reference: str, desk: Desk) -> Given:
    """The answer, its sources where the reader has them."""
    command = commands.read(asked.text)
    match command.verb:
        case Verb.HELP:
            return Given(await desk.look(asker, lambda guide: commands.help_card(guide.library)))
        case Verb.ROLES:
            return Given(await desk.look(asker, lambda guide: commands.roles_card(guide.library)))
        case Verb.ROLE:
            return Given(await desk.look(asker, lambda guide: _role(guide, command.text)))
        case Verb.IAM:
            return Given(await _own_role(command.text, asker, desk))
        case Verb.FORGET:
            await desk.remember(lambda memory: memory.forget(asker.id))
            return Given(sentence(wording.FORGOTTEN))
        case Verb.ASK | Verb.DECIDE | Verb.WHO | Verb.COMPARE:
            return await _asked(asked, asker, command, reference, desk)


def sentence(text: str) -> Card:
    """A card with one sentence."""
    return Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, text),))


def _address(source: Source, links: Addresses) -> str:
    """The address of a whole document."""
    whole = Citation(source.n, source.document, source.role, (), "", 0, 0, source.url)
    return links.to(whole).rstrip("#")


async def _asked(
    asked: Incoming, asker: Asker, command: Command, reference: str, desk: Desk
) -> Given:
    """A question put to the guide, remembered with its receipt."""
    question = Asked(
        text=commands.question_of(command),
        asker=asker,
        conversation=asked.conversation_id,
        reference=reference,
        platform=PLATFORM,
    )
    told = await desk.ask(question, commands.how(command, asker))
    return Given(told.card, told.answer.generator, told.answer.citations)


def _role(guide: Guide, name: str) -> Card:
    """What the documents have on a role, or which one is meant."""
    meant = commands.role_meant(guide, name)
    return meant if isinstance(meant, Card) else commands.role_card(guide, meant)


async def _own_role(name: str, asker: Asker, desk: Desk) -> Card:
    """The asker's role kept, or told where none is named."""
    if not name:
        return sentence(wording.your_role(asker.role) if asker.role else wording.NO_ROLE_YET)
    meant = await desk.look(asker, lambda guide: commands.role_meant(guide, name))
    if isinstance(meant, Card):
        return meant
    title = meant.title
    await desk.remember(lambda memory: memory.profiles.set_role(asker.id, title))
    return sentence(wording.your_role(title))
