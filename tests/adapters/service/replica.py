"""A replica as a process: the real server, desk and database, and a platform that is a file.

    python -m tests.adapters.service.replica ANSWERS

Events come in on `POST /test/events`, acknowledged as a platform's would be. Each answer is a line
of the file ANSWERS, which stands for what people see. While a file `hold` lies beside it, answers
wait; while one called `fail` does, they fail.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from aiohttp import web

from adapters.live_guide import LiveGuide
from adapters.server import _run, make_app
from adapters.service import logs
from adapters.service.asked import Asked
from adapters.service.desk import Desk, Reception
from adapters.service.timing import Timing
from adapters.settings import ServerSettings
from bot.memory.model import Event, new_reference
from bot.memory.opening import open_memory
from bot.model import Asker
from tests.adapters.builders import ScriptedGuide, no_readers

PLATFORM = "test"


class FileSurface:
    """A `Surface` over a file."""

    platform = PLATFORM

    def __init__(self, desk: Desk, answers: Path) -> None:
        """Take the file."""
        self.desk = desk
        self.answers = answers

    async def answer(self, event: Event) -> None:
        """Append the event's id."""
        while self.answers.with_name("hold").exists():  # noqa: ASYNC110  another process puts it
            await asyncio.sleep(0.02)
        if self.answers.with_name("fail").exists():
            raise RuntimeError(event.payload)
        asker = Asker("test:U1")
        await self.desk.ask(Asked(event.payload, asker, "test:C1", event.reference, PLATFORM))
        await self.desk.sending(event)
        self._append(f"answer {event.id}")
        await asyncio.sleep(0.02)  # until the platform says that it has it

    async def failed(self, event: Event) -> None:
        """Append that it failed."""
        self._append(f"failed {event.id}")

    async def delivered(self, event: Event) -> bool:
        """Whether the event's id is in the file."""
        return f"answer {event.id}" in self.answers.read_text().splitlines()

    def _append(self, line: str) -> None:
        """One write, so that replicas do not mix theirs."""
        with self.answers.open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())


def add(app: web.Application, desk: Desk, answers: Path) -> None:
    """Add the platform."""

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        event = Event(PLATFORM, body["id"], body["text"], new_reference())
        reception = await desk.accept(event, body.get("asker", ""))
        return web.json_response(
            {"reception": reception}, status=503 if reception is Reception.CLOSED else 200
        )

    desk.open(FileSurface(desk, answers))
    app.router.add_post("/test/events", take)


def main() -> None:
    """Run until a signal comes."""
    settings = ServerSettings()
    logs.configure(settings.log)
    answers = Path(sys.argv[1])
    answers.touch()
    memory = open_memory(settings.database(answers.parent))
    guide = ScriptedGuide()
    timing = Timing(lease_s=2.0, round_s=0.2, drain_s=float(os.environ.get("DRAIN_S", "20")))
    desk = Desk(LiveGuide(lambda: guide, lambda: "g1"), memory, settings, timing=timing)
    app = make_app(desk, settings, no_readers(), [lambda app, desk: add(app, desk, answers)])
    asyncio.run(_run(app, settings))


if __name__ == "__main__":
    main()
