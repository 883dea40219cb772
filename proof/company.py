"""What an operator runs, in one folder: two replicas, PostgreSQL, Chroma, documents that change.

`quoting` is a replica as it comes: answers are quoted, by a worker process. It is the one that
dies. `writing` has a language model, and answers on threads. It lives throughout, so that its
memory can be told; it is stopped for a while, its clock jumps, its model is slow or lies.
"""

from __future__ import annotations

import asyncio
import filecmp
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.load import SERVE
from bench.platforms import slack_settings
from bench.timing import PROJECT
from knowledge.errors import IndexMissing
from knowledge.settings import SHIPPED_LIBRARY
from knowledge.snapshot import current_generation, layout
from proof.errors import NotTaken
from proof.load import INSIDERS
from proof.model import LIE
from proof.platforms import Platforms
from proof.programs import Clock, Disk, Program, chroma, free_port
from tests.bot.memory.cluster import Cluster, why_not
from tests.bot.model_server import ModelServer, lines, model_server
from tests.restricted import OPEN, RESTRICTED, write

MODEL_S = 5.0
"""What the language model may take; operators may set it, and the proof is over sooner."""
NEWS = "crane.md"
NEWS_QUESTION = "What is the crane driver responsible for?"
SETTLED_S = 60.0


@dataclass(slots=True)
class Company:
    """Everything that can be disturbed."""

    folder: Path
    disk: Disk
    cluster: Cluster
    chroma: Program
    quoting: Program
    writing: Program
    model: ModelServer
    replica_clock: Clock
    database_clock: Clock
    loads: int = 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where both replicas listen."""
        return tuple(each.health.removesuffix("/readyz") for each in (self.quoting, self.writing))

    @property
    def shared(self) -> Path:
        """Where the index is made that all copy."""
        return self.disk.folder / "shared" / layout()

    def data_dir(self, replica: Program) -> Path:
        """Where a replica has its own copy."""
        return Path(replica.environment["REMIT_DATA_DIR"])

    def change_documents(self) -> None:
        """Let a document say something new, for which there must be a new index."""
        self.loads += 1
        _tell_news(self.folder / "library", self.loads)

    async def stale(self) -> int:
        """How many replicas do not come to answer from the documents as they are now."""
        end = time.monotonic() + SETTLED_S
        left = set(self.addresses)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while left and time.monotonic() < end:
                for address in tuple(left):
                    if f"Lift {self.loads} loads" in await _answer(session, address):
                        left.remove(address)
                await asyncio.sleep(0.2)
        return len(left)

    def corrupt(self) -> list[str]:
        """What is wrong with the indexes: a copy must be what was made, byte by byte."""
        wrong = []
        for replica in (self.quoting, self.writing):
            own = self.data_dir(replica)
            try:
                names = {current_generation(own), current_generation(self.shared)}
            except IndexMissing:
                wrong.append(f"{own.name}: no index")
                continue
            if len(names) > 1:
                wrong.append(f"{own.name}: not the current one")
            name = names.pop()
            made, copied = (each / "generations" / name for each in (self.shared, own))
            for path in (each for each in made.rglob("*") if each.is_file()):
                copy = copied / path.relative_to(made)
                if not copy.is_file() or not filecmp.cmp(path, copy, shallow=False):
                    wrong.append(f"{own.name}: {path.relative_to(made)}")
        return wrong


@asynccontextmanager
async def company(platforms: Platforms, *, small: bool) -> AsyncIterator[Company]:
    """All of it, ready; `small` leaves out the documents that ship, which take time to index.

    Raises:
        NotTaken: a program is missing, or does not start.
    """
    if reason := why_not():
        raise NotTaken(reason)
    async with AsyncExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="remit-proof-"))
        os.chmod(place, 0o755)  # noqa: PTH101, S103  PostgreSQL runs as somebody else
        folder = Path(place)
        library = write(folder / "library", OPEN | RESTRICTED)
        if not small:
            shutil.copytree(SHIPPED_LIBRARY, library / "shipped")
        _tell_news(library, 0)
        disk = Disk(folder / "disk")
        stack.callback(disk.close)
        clocks = [Clock(folder / name) for name in ("replica-clock", "database-clock")]
        cluster = Cluster(disk.folder, clocks[1].environment)
        stack.callback(cluster.stop)
        vectors = chroma(folder / "vectors", free_port(), folder / "chroma.log")
        vectors.start()
        stack.push_async_callback(vectors.stop)
        await vectors.ready()
        model = stack.enter_context(model_server())
        model.say = says
        shared = {
            **{name: text for name, text in os.environ.items() if not name.startswith("REMIT_")},
            **slack_settings(platforms.slack.url),
            "OPENBLAS_NUM_THREADS": "1",
            "REMIT_LIBRARY": str(library),
            "REMIT_CHROMA__MODE": "server",
            "REMIT_CHROMA__HOST": "127.0.0.1",
            "REMIT_CHROMA__PORT": vectors.health.split(":")[2].partition("/")[0],
            "REMIT_DATABASE_URL": cluster.database("remit"),
            "REMIT_LINKS__SECRET": "sixteen letters!",
            "REMIT_SYNC__SHARED": str(disk.folder / "shared"),
            "REMIT_SYNC__EVERY_S": "2",
            "REMIT_GROUPS": json.dumps(
                {
                    group: [id_ for n in who for id_ in (f"slack:U{n}", f"teams:object-{n}")]
                    for group, who in INSIDERS.items()
                }
            ),
        }
        quoting = _replica("quoting", disk.folder, folder, shared | {"REMIT_WORKERS": "1"})
        writes = {
            "REMIT_LLM__PROVIDER": "openai_compatible",
            "REMIT_LLM__BASE_URL": model.address,
            "REMIT_LLM__MODEL": "proof",
            "REMIT_LLM__TIMEOUT_S": str(MODEL_S),
            "REMIT_LLM__DAILY_TOKENS": "1000000000",
        }
        own = shared | writes | clocks[0].environment
        writing = _replica("writing", disk.folder, folder, own)
        for replica in (quoting, writing):
            replica.start()
            stack.push_async_callback(replica.stop)
            await replica.ready()
        yield Company(folder, disk, cluster, vectors, quoting, writing, model, clocks[0], clocks[1])


def says(prompt: str) -> str:
    """What the language model says while it is well: the first passages, word by word."""
    *passages, _ = (json.loads(line) for line in prompt.splitlines())
    return lines(*((each["text"], [each["passage"]]) for each in passages[:2]))


def lies(_prompt: str) -> str:
    """What it says when it makes things up, and has seen what it should not."""
    return lines(
        (f"They look after {LIE}.", [1]),
        ("The zeisigtal quay is sold to the highest bidder for 41,000 crowns.", [1]),
    )


def _tell_news(library: Path, loads: int) -> None:
    """Write the document that changes."""
    text = f"# Crane Driver\n\n## Responsibilities\n\n- Lift {loads} loads.\n"
    (library / NEWS).write_text(text, encoding="utf-8")


def _replica(name: str, data: Path, folder: Path, environment: Mapping[str, str]) -> Program:
    """A `remit serve` that does not run yet."""
    port = free_port()
    own = {"REMIT_PORT": str(port), "REMIT_DATA_DIR": str(data / name)}
    return Program(
        (sys.executable, "-c", SERVE),
        PROJECT,
        {**environment, **own},
        f"http://127.0.0.1:{port}/readyz",
        folder / f"{name}.log",
    )


async def _answer(session: aiohttp.ClientSession, address: str) -> str:
    """What a replica says of the news; empty if it says nothing."""
    try:
        async with session.post(f"{address}/api/ask", json={"question": NEWS_QUESTION}) as reply:
            return str((await reply.json()).get("text", "")) if reply.status == 200 else ""
    except (aiohttp.ClientError, TimeoutError):
        return ""
