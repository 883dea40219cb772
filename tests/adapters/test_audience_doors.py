"""Every way in which something of a document reaches somebody, tried by those who may not see it.

A door is a name with what comes out of it for a set of groups; another platform adds its own to the
table. For each, what is restricted must not come out for an outsider in any form, and must for
those whom it is for. Words that the asker typed are no news to them.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from adapters import commands
from adapters.audience_settings import AudienceSettings, ProxySettings
from adapters.card import lay_out
from adapters.examples import examples
from adapters.links import Links
from adapters.live_guide import LiveGuide
from adapters.readers import Readers
from adapters.rights import rights_in
from adapters.server import make_app
from adapters.service.asked import Asked
from adapters.service.desk import Desk
from adapters.service.receipts import receipt_of
from adapters.settings import ServerSettings
from adapters.terminal.main import remit
from adapters.web.reader import lay_out_page
from bot.bootstrap import ingest_library, open_guides
from bot.guide import Guide
from bot.guides import Guides
from bot.model import Asker, Question
from evals.probes.making import probes_of
from knowledge.decision_rights.reading import rights_in_force
from knowledge.lint.linting import lint
from knowledge.settings import KnowledgeSettings
from tests.adapters.builders import Reply, desk_over, visit
from tests.restricted import OF, OPEN, QUESTIONS, RESTRICTED, leaked, write

Groups = tuple[str, ...]
Out = Iterator[tuple[str, str]]
"""What came out, and what had been typed."""

LINKS = Links("http://127.0.0.1:3978", "a secret of these tests", 60)
OUTSIDERS: tuple[Groups, ...] = ((), ("sales",), ("everyone",), ("h", "r"), ("board-friends", ""))
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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world; nobody changes it."""
    folder = write(tmp_path_factory.mktemp("world") / "roles", {**OPEN, **RESTRICTED})
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("data"))
    ingest_library([folder], settings)
    return World(folder, settings, open_guides(settings))


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
    library = world.guides.of(groups).library
    yield repr(rights_in(library)), ""


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
    yield repr(lint(library, rights_in_force(library), date(2026, 1, 1))), ""
    yield world.remit(groups, "lint"), ""
    yield world.remit(groups, "lint", "--json"), ""


def probes(world: World, groups: Groups) -> Out:
    """Questions that an evaluation makes of the documents itself."""
    library = world.guides.of(groups).library
    yield repr(probes_of(library, rights_in_force(library))), ""
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


@pytest.mark.parametrize("name", DOORS)
def test_nothing_restricted_comes_out_for_an_outsider(
    world: World, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Groups that are almost right are no better than none; the log says nothing either."""
    with caplog.at_level(logging.DEBUG):
        for groups in OUTSIDERS[:1] if name in TERMINAL else OUTSIDERS:
            for told, typed in DOORS[name](world, groups):
                assert not leaked(told, typed), (groups, typed, told)
    assert not leaked(caplog.text, *QUESTIONS)


@pytest.mark.parametrize("group", OF)
@pytest.mark.parametrize("name", DOORS)
def test_a_group_gets_what_is_its_own_and_nothing_else(world: World, name: str, group: str) -> None:
    """A door that is merely shut for all would pass the other test."""
    others = {canary for other in OF if other != group for canary in OF[other]} | {"bachstelze"}
    out = list(DOORS[name](world, (group,)))

    assert all(not others & set(leaked(told, typed)) for told, typed in out)
    assert name in NOTHING_TO_SAY or any(set(OF[group]) & set(leaked(*each)) for each in out)


@pytest.mark.parametrize(
    "path",
    ["/", "/roles", "/roles/zeisigtal-director", "/roles/harbour-clerk",
     "/roles/harbour-clerk/decisions", "/who?action=sell+the+quay", "/compare",
     "/compare?a=harbour-clerk&b=sea-pilot", *(f"/read/{slug}" for slug in SLUGS)],
)  # fmt: skip
def test_the_pages_of_the_web_show_nothing_restricted(world: World, path: str) -> None:
    """Nobody on the web is in a group by saying so."""
    said = {"X-Groups": "board, hr", "X-Forwarded-Groups": "board"}
    reply = visit(LiveGuide(lambda: world.guides, lambda: "g1"), path, headers=said)

    assert reply.status in {200, 404}
    assert not leaked(reply.text, path)


def test_the_api_takes_no_groups_from_whoever_asks(world: World) -> None:
    """They decide what may be read."""
    live = LiveGuide(lambda: world.guides, lambda: "g1")
    for text in QUESTIONS[:8]:
        body = {"question": text, "asker": {"id": "x", "groups": ["hr", "board"]},
                "groups": ["hr", "board"]}  # fmt: skip
        reply = visit(live, "/api/ask", "POST", data=json.dumps(body).encode())
        assert not leaked(reply.text, text)


def test_an_unknown_and_a_hidden_document_cannot_be_told_apart(world: World) -> None:
    """A refusal must not say that there is something."""
    live = LiveGuide(lambda: world.guides, lambda: "g1")
    unknown = visit(live, "/read/no-such-thing")
    hidden = visit(live, "/read/zeisigtal-director")

    assert (unknown.status, unknown.text) == (hidden.status, hidden.text)


def read(world: World, slug: str, key: str = "", *, header: str = "", said: str = "") -> Reply:
    """What the reader replies: with a key, or through a proxy that gives groups in `header`."""
    settings = AudienceSettings(web=ProxySettings(groups_header=header))
    server = ServerSettings()

    async def once(desk: Desk) -> Reply:
        app = make_app(desk, server, Readers(settings, LINKS))
        query, headers = {"key": key} if key else {}, {"X-Groups": said} if said else {}
        async with (
            TestClient(TestServer(app)) as client,
            client.get(f"/read/{slug}", params=query, headers=headers) as reply,
        ):
            return Reply(reply.status, dict(reply.headers), await reply.text())

    with desk_over(LiveGuide(lambda: world.guides, lambda: "g1"), server) as desk:
        return asyncio.run(once(desk))


def test_a_signed_link_opens_what_its_groups_may_read(world: World) -> None:
    """And of one document alone; nobody keeps a copy on the way."""
    (paid,) = [
        citation
        for citation in world.guides.of(["hr"]).answer(Question(QUESTIONS[0])).citations
        if "41,000" in citation.quote
    ]
    address = urlsplit(LINKS.to(paid))
    key = parse_qs(address.query)["key"][0]
    page = read(world, "harbour-clerk", key)

    assert address.path == "/read/harbour-clerk"
    assert page.status == 200
    assert "41,000" in page.text
    assert f'id="{address.fragment}"' in page.text
    assert not {"zeisigtal", "dompfaffin", "bachstelze"} & set(leaked(page.text))
    assert page.headers["Cache-Control"] == "no-store"
    assert not leaked(read(world, "section-ladder", LINKS.key("section-ladder", ("hr",))).text)


@pytest.mark.parametrize("slug", ["zeisigtal-director", "harbour-clerk", "no-such-thing"])
def test_a_key_that_does_not_open_is_refused_alike_for_all(world: World, slug: str) -> None:
    """With 403 and one sentence, whether there is such a document or not."""
    forged = Links("", "somebody else's secret", 60).key(slug, ("board", "hr"))
    for key in (forged, "x", LINKS.key("sea-pilot", ("board", "hr"))):
        page = read(world, slug, key)
        assert page.status == 403
        assert not leaked(page.text, slug)
        assert page.text == read(world, "another", "x").text


def test_a_proxy_is_believed_where_the_setting_says_so(world: World) -> None:
    """And only in the header that it names."""
    assert (
        "highest bidder" in read(world, "zeisigtal-director", header="X-Groups", said="board").text
    )
    assert read(world, "zeisigtal-director", header="X-Other", said="board").status == 404


def test_what_is_shown_beside_an_open_answer_is_open_too(world: World) -> None:
    """An answer that is not marked may stand in a shared place with its suggestions.

    So it is laid out from everybody's library.
    """
    everybodys = world.guides.of().library
    for group in OF:
        for text in QUESTIONS:
            answer = world.guides.of([group]).answer(Question(text))
            if not answer.restricted:
                assert not leaked(repr(answer) + repr(lay_out(answer, everybodys)), text)


def restricted_answers(guide: Guide, questions: Sequence[str]) -> list[bool]:
    """Whether each answer is for the asker alone."""
    return [guide.answer(Question(text)).restricted for text in questions]


def test_what_only_some_may_see_is_marked_so(world: World) -> None:
    """In a shared place such an answer goes to the asker alone, silence and questions back too."""
    hr, board = world.guides.of(["hr"]), world.guides.of(["board"])
    paid = hr.answer(Question("What is the harbour clerk paid?"))

    assert paid.restricted
    assert any(citation.restricted for citation in paid.citations)
    assert {citation.groups for citation in paid.citations if citation.restricted} == {("hr",)}
    assert paid.as_json()["restricted"] is True
    assert not hr.answer(Question("What does the sea pilot do?")).restricted
    assert board.answer(Question("What does the astronaut do?")).restricted, "it lists the roles"
    assert not any(restricted_answers(world.guides.of(), QUESTIONS))
