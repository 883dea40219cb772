"""The doors by which something of a document reaches somebody, and the world that they open.

A door is a name with what comes out of it for a set of groups; another platform adds its own to the
table. The rules for them stand in `test_audience_doors.py`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

from click.testing import CliRunner

from adapters import commands
from adapters.card import lay_out
from adapters.examples import examples
from adapters.live_guide import LiveGuide
from adapters.service.asked import Asked
from adapters.service.receipts import receipt_of
from adapters.terminal.main import remit
from adapters.web.reader import lay_out_page
from bot.bootstrap import ingest_library, open_guides
from bot.guides import Guides
from bot.model import Asker, Question
from evals.probes.making import probes_of
from knowledge.decision_rights.reading import rights_of
from knowledge.lint.linting import lint
from knowledge.settings import KnowledgeSettings
from tests.adapters.builders import desk_over
from tests.restricted import OPEN, QUESTIONS, RESTRICTED, write

Groups = tuple[str, ...]
Out = Iterator[tuple[str, str]]
"""What came out, and what had been typed."""

ACTIONS = ("sell the quay", "close the harbour", "raise the money by 417 crowns", "refuse a vessel")
SLUGS = ("zeisigtal-director", "director", "harbour-clerk", "section-ladder", "bachstelze-porter")


@dataclass(frozen=True, slots=True)
class World:
    """A library with restricted parts, opened for everybody and in its folder."""

    folder: Path
    settings: KnowledgeSettings
    guides: Guides

    def remit(self, groups: Groups, *arguments: str) -> str:
        """All that the command line says to somebody in these groups."""
        who = ("--as", json.dumps({"id": "a", "groups": groups})) if groups else ()
        place = ("--library", str(self.folder), "--data-dir", str(self.settings.data_dir))
        where = place[:2] if arguments[0] == "lint" else place
        result = CliRunner().invoke(remit, [*arguments, *who, *where], prog_name="remit")
        return result.stdout + result.stderr


def build(folder: Path) -> World:
    """The world, in a folder; nobody changes it."""
    roles = write(folder / "roles", {**OPEN, **RESTRICTED})
    settings = KnowledgeSettings(data_dir=folder / "data")
    ingest_library([roles], settings)
    return World(roles, settings, open_guides(settings))


def answers(world: World, groups: Groups) -> Out:
    """Questions, as data and as objects."""
    guide = world.guides.of(groups)
    for text in QUESTIONS:
        answer = guide.answer(Question(text))
        yield json.dumps(answer.as_json()) + repr(answer), text


def follow_ups(world: World, groups: Groups) -> Out:
    """Questions that lean on what somebody else, who may, asked before in the same place."""
    guide = world.guides.of(groups)
    for before in QUESTIONS:
        for text in ("And how much is that?", "Who approves it?", "Tell me more about it."):
            answer = guide.answer(Question(text, history=(before,)))
            yield repr(answer), f"{before} {text}"


def own_role(world: World, groups: Groups) -> Out:
    """Somebody says that a restricted role is theirs."""
    guide = world.guides.of(groups)
    for role in ("Zeisigtal Director", "Dompfaffin Officer", "Harbour Clerk"):
        for text in ("What are my responsibilities?", "What am I paid?", "What may I decide?"):
            answer = guide.answer(Question(text, asker=Asker("u", (), role)))
            yield repr(answer), f"{role} {text}"


def decisions(world: World, groups: Groups) -> Out:
    """Verdicts of every role on every action."""
    guide = world.guides.of(groups)
    for role in guide.library.roles:
        for action in ACTIONS:
            yield repr(guide.decide(role, action)), action


def deciders(world: World, groups: Groups) -> Out:
    """Who decides."""
    guide = world.guides.of(groups)
    for action in ACTIONS:
        yield repr(guide.who(action)), action


def comparisons(world: World, groups: Groups) -> Out:
    """Every two roles, by all topics, briefly, and by one."""
    guide = world.guides.of(groups)
    for pair in permutations(guide.library.roles, 2):
        yield repr(guide.compare(pair)), ""
        yield repr(guide.compare(pair, brief=True)), ""
        yield repr(guide.compare(pair, "decision rights")), ""


def cards(world: World, groups: Groups) -> Out:
    """What every surface lays out, with choices and suggestions, and what is kept of it."""
    guide = world.guides.of(groups)
    for text in QUESTIONS:
        answer = guide.answer(Question(text))
        asked = Asked(text, Asker("slack:T:U", groups), "slack:T:C:1", "abcdef01", "slack")
        yield repr(lay_out(answer, guide.library, "abcdef01")), text
        yield repr(receipt_of(asked, answer, guide.library, datetime.now(UTC))), text


def catalogue(world: World, groups: Groups) -> Out:
    """Lists of roles, role cards, what a name may mean, and what is offered to begin with."""
    guide = world.guides.of(groups)
    yield repr(commands.help_card(guide.library)), ""
    yield repr(commands.roles_card(guide.library)), ""
    yield repr(examples(guide.library)), ""
    for role in guide.library.roles:
        yield repr(commands.role_card(guide, role)) + repr(guide.documents_of(role)), ""
    for name in ("director", "officer", "clerk", "porter", "dom", "zei", "astronaut"):
        yield repr(commands.role_meant(guide, name)), ""
        yield repr(guide.catalogue.mentions(name)), ""


def rights(world: World, groups: Groups) -> Out:
    """The rights that the decision table shows."""
    yield repr(world.guides.of(groups).rights), ""


def reader(world: World, groups: Groups) -> Out:
    """Every document that opens, and those of which somebody knows the address."""
    guide = world.guides.of(groups)
    for document in guide.library.documents:
        yield repr(document) + repr(lay_out_page(document, guide.library.roles)), ""
        yield guide.document_text(document.path), ""
    for slug in SLUGS:
        yield repr(guide.page(slug)), ""


def lints(world: World, groups: Groups) -> Out:
    """What is wrong with the documents."""
    library = world.guides.of(groups).library
    yield repr(lint(library, rights_of(library), date(2026, 1, 1))), ""
    yield world.remit(groups, "lint"), ""
    yield world.remit(groups, "lint", "--json"), ""


def probes(world: World, groups: Groups) -> Out:
    """Questions that an evaluation makes of the documents itself."""
    guide = world.guides.of(groups)
    yield repr(probes_of(guide.library, guide.rights)), ""
    yield world.remit(groups, "eval", "probes", "--misses"), ""


def terminal(world: World, groups: Groups) -> Out:
    """The commands as people type them."""
    yield world.remit(groups, "ask", QUESTIONS[0]), QUESTIONS[0]
    yield world.remit(groups, "ask", "Who may sell the quay?", "--json"), ""
    yield world.remit(groups, "roles"), ""
    yield world.remit(groups, "roles", "--json"), ""
    yield world.remit(groups, "role", "Harbour Clerk"), ""
    yield world.remit(groups, "role", "Harbour Clerk", "--source"), ""
    yield world.remit(groups, "role", "Harbour Clerk", "decisions"), ""
    yield world.remit(groups, "role", "section-ladder.md", "--source"), ""
    yield world.remit(groups, "role", "director.md", "--source"), ""
    yield world.remit(groups, "role", "astronaut"), ""
    yield world.remit(groups, "decide", "Harbour Clerk", ACTIONS[2]), ""
    yield world.remit(groups, "who", ACTIONS[0]), ""
    yield world.remit(groups, "compare", "Harbour Clerk", "Sea Pilot"), ""
    yield world.remit(groups, "compare", "Harbour Clerk", "Sea Pilot", "astronomy"), ""


def batch(world: World, groups: Groups) -> Out:
    """Many askers in one process: what one may see is not another's because it came before."""
    lines = world.settings.data_dir / "in.jsonl"
    out = world.settings.data_dir / "out.jsonl"
    rows = [
        {"id": f"{who} {n}", "question": text, "asker": {"id": "x", "groups": who}}
        for n, text in enumerate(QUESTIONS)
        for who in ([*groups], ["board", "hr"], [*groups])
    ]
    lines.write_text("\n".join(map(json.dumps, rows)))
    world.remit((), "ask", "--batch", str(lines), "--out", str(out))
    answered = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(answered) == len(rows)
    for row, answer in zip(rows, answered, strict=True):
        if row["asker"] == {"id": "x", "groups": [*groups]}:
            yield json.dumps(answer | {"id": ""}), str(row["question"])


def desk(world: World, groups: Groups) -> Out:
    """What the service tells and remembers, in a conversation that an insider began."""

    async def ask_all() -> list[tuple[str, str]]:
        told = []
        with desk_over(LiveGuide(lambda: world.guides, lambda: "g1")) as open_desk:
            for n, text in enumerate(QUESTIONS[:6]):
                talk = f"slack:T:C:{n}"
                insider = Asker("slack:T:V", ("hr", "board"))
                await open_desk.ask(Asked(text, insider, talk, f"{n:07x}0", "slack"))
                asked = Asked(text, Asker("slack:T:U", groups), talk, f"{n:07x}1", "slack")
                told.append((repr(await open_desk.ask(asked)), text))
                await open_desk.remember(lambda memory: memory.conversations.turns(talk, 9))  # noqa: B023
                seen = await open_desk.look(Asker("u", groups), lambda guide: repr(guide.library))
                told.append((seen, ""))
        return told

    yield from asyncio.run(ask_all())


DOORS: dict[str, Callable[[World, Groups], Out]] = {
    door.__name__: door
    for door in (
        answers, follow_ups, own_role, decisions, deciders, comparisons, cards, catalogue, rights,
        reader, lints, probes, terminal, batch, desk,
    )
}  # fmt: skip
NOTHING_TO_SAY = {"lints", "probes"}
"""Doors that may have nothing to tell insiders of so small a library."""

TERMINAL = {"lints", "probes", "terminal", "batch", "desk"}
"""Doors that take a while: outsiders of one kind are enough."""
