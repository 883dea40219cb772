"""A small hostile library, a guide that answers from a script, and a browser without a window."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from typing_extensions import override

from adapters.audience_settings import AudienceSettings
from adapters.links import Links
from adapters.live_guide import Audiences, LiveGuide
from adapters.readers import Readers
from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from bot.memory.opening import open_memory
from bot.model import Answer, Citation, Question, Status
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.reading import rights_of
from knowledge.model import Block, BlockKind, Library, Outline, Role, RoleDocument
from knowledge.structure import arrange

SCRIPT = "<script>alert(1)</script>"
LINK = "javascript:alert(1)"
IMAGE = '"><img src=x onerror=alert(1)>'


def document(path: str, blocks: Sequence[Block], **metadata: str) -> RoleDocument:
    """A document of these blocks; its path without the suffix is its slug."""
    outline = Outline(tuple(blocks), title=metadata.get("title", ""), metadata=metadata)
    arranged = arrange(outline, path, repr(blocks).encode())
    return RoleDocument(
        **{name: getattr(arranged, name) for name in RoleDocument.__slots__ if name != "slug"},
        slug=path.rpartition(".")[0],
    )


def heading(text: str, level: int) -> Block:
    """A heading."""
    return Block(BlockKind.HEADING, text, level=level)


def paragraph(text: str) -> Block:
    """A paragraph."""
    return Block(BlockKind.PARAGRAPH, text)


def item(text: str, depth: int = 0) -> Block:
    """A list item."""
    return Block(BlockKind.ITEM, text, level=depth)


def row(*cells: str, columns: Sequence[str] = ()) -> Block:
    """A table's row, or a pair."""
    return Block(BlockKind.ROW, " | ".join(cells), columns=tuple(columns), cells=cells)


def baker() -> RoleDocument:
    """A document with every kind of block."""
    kpis = ("Metric", "Target")
    return document(
        "baker.md",
        [
            heading("Baker", 1),
            row("Grade", "B2"),
            row("Reports to", "Head baker"),
            heading("Responsibilities", 2),
            paragraph("A baker bakes the bread of the whole house. The oven is theirs alone:"),
            item("Knead the dough before five in the morning."),
            item("rye bread, which takes longest", 1),
            item("Clean the oven."),
            heading("KPIs", 2),
            row("Loaves a day", "≥ 200", columns=kpis),
            row("Burnt loaves", "≤ 2%", columns=kpis),
        ],
        title="baker",
        owner="Kitchen Office",
        reviewed="2026-05-04",
    )


def hostile() -> RoleDocument:
    """A document in which every place that is shown tries to become markup."""
    return document(
        "hostile.md",
        [
            heading(f"Miller {SCRIPT}", 1),
            heading(f"Duties {IMAGE}", 2),
            paragraph(f"A miller mills {SCRIPT} and does so every single day of the week."),
            item(f"See [here]({LINK}) {IMAGE}"),
            row(f"Flour {SCRIPT}", IMAGE, columns=(f"What {SCRIPT}", f"How much {IMAGE}")),
        ],
        title=f"Miller {SCRIPT}",
        owner=f"Mill {SCRIPT}",
        reviewed=IMAGE,
    )


def library(*documents: RoleDocument) -> Library:
    """A library of documents, each about one role of its title."""
    roles = tuple(
        Role(
            id=each.slug,
            title=each.title[:1].upper() + each.title[1:],
            documents=(each.path,),
            aliases=(f"The {each.slug}",),
            family="Kitchen",
            level=each.metadata.get("reviewed", ""),
        )
        for each in documents
    )
    return Library(tuple(documents), roles, "r1")


def cited(quoted: RoleDocument, number: int, n: int = 1) -> Citation:
    """A citation of a document's clause."""
    clause = quoted.clauses[number]
    return Citation(
        n=n,
        document=quoted.path,
        role="Baker",
        section=clause.path,
        quote=clause.text,
        start=clause.start,
        end=clause.end,
        url=f"/read/{quoted.slug}#{clause.id}",
    )


@dataclass(slots=True)
class ScriptedGuide:
    """Gives one answer, or raises one error; remembers the questions."""

    library: Library = field(default_factory=lambda: library(baker(), hostile()))
    given: Answer | Exception = field(
        default_factory=lambda: Answer(Status.REFUSED, "I only answer questions about roles.")
    )
    asked: list[Question] = field(default_factory=list)

    @property
    def rights(self) -> tuple[DecisionRight, ...]:
        """The decision rights in the library."""
        return rights_of(self.library)

    def of(self, groups: Iterable[str] = ()) -> Any:  # noqa: ARG002  the port's form
        """Itself, whoever asks: what it lacks of a `Guide`, no test asks of it."""
        return self

    def answer(self, question: Question) -> Answer:
        """The answer."""
        self.asked.append(question)
        if isinstance(self.given, Exception):
            raise self.given
        return self.given

    def page(self, slug: str) -> RoleDocument | None:
        """The document of a slug."""
        return next((each for each in self.library.documents if each.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


def visit(
    guide: Audiences | LiveGuide,
    path: str,
    method: str = "GET",
    settings: ServerSettings | None = None,
    **request: Any,
) -> Reply:
    """One request to a server over a guide."""
    settings = settings or ServerSettings()

    async def once(desk: Desk) -> Reply:
        async with (
            TestClient(TestServer(make_app(desk, settings, no_readers()))) as client,
            client.request(method, path, **request) as reply,
        ):
            return Reply(reply.status, dict(reply.headers), await reply.text())

    with desk_over(guide, settings) as desk:
        return asyncio.run(once(desk))


class Markup(HTMLParser):
    """What a browser would see: elements with their attributes, ids, and the text."""

    def __init__(self, html: str) -> None:
        """Parse a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text += " "

    @override
    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        """The ids of all elements."""
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def words(text: str) -> list[str]:
    """The words and figures of a text, in order."""
    return re.findall(r"\w+", text)


def no_readers() -> Readers:
    """Nobody is in a group; links are signed with a secret that nobody knows."""
    return Readers(AudienceSettings(), Links("http://127.0.0.1:3978", token_urlsafe(), 3600))


@contextmanager
def desk_over(
    guide: Audiences | LiveGuide, settings: ServerSettings | None = None
) -> Iterator[Desk]:
    """A desk over a guide, with a memory of its own."""
    live = guide if isinstance(guide, LiveGuide) else LiveGuide(lambda: guide, lambda: "g1")
    with TemporaryDirectory() as folder:
        memory = open_memory(f"sqlite:///{folder}/remit.db")
        try:
            yield Desk(live, memory, settings)
        finally:
            memory.close()


async def settled(client: TestClient[Any, Any], status: int) -> int:
    """Ask `/readyz` until it says `status`, for half a minute at most; what it says then."""
    async with asyncio.timeout(30):
        said = 0
        while said != status:
            await asyncio.sleep(0.001)
            said = (await client.get("/readyz")).status
        return said


STATIC = Path(__file__).resolve().parents[2] / "adapters" / "web" / "static"
