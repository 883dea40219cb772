"""The faults, each from its beginning until what was broken works again.

Comes in: a `Company` and the load on it. What it did to questions is seen by whoever counts them.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from knowledge.snapshot import current_generation
from proof.company import Company, lies, says
from proof.load import Load
from proof.programs import Program, descendants

BACK_S = 120.0
"""Until when a replica that was killed must be ready again."""
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong; `why_not` says why it cannot on this machine."""

    name: str
    happen: Callable[[Company, Load], Awaitable[None]]
    why_not: Callable[[Company], str] = lambda _company: ""


async def _replica_killed(company: Company, _load: Load) -> None:
    company.quoting.kill()
    await company.quoting.ready(BACK_S)


async def _worker_killed(company: Company, _load: Load) -> None:
    worker = company.quoting.worker()
    assert worker, "there is no worker process"
    os.kill(worker, signal.SIGKILL)


async def _replica_stands_still(company: Company, _load: Load) -> None:
    """Longer than a lease lasts: others take its events, and it must not send when it wakes."""
    company.writing.pause()
    await asyncio.sleep(13)
    company.writing.resume()


async def _database_killed(company: Company, _load: Load) -> None:
    company.cluster.kill()
    await asyncio.sleep(3)
    await asyncio.to_thread(company.cluster.start)


async def _database_stands_still(company: Company, _load: Load) -> None:
    pids = descendants(company.cluster.process.pid)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(5)
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


async def _chroma_killed(company: Company, _load: Load) -> None:
    """While documents are indexed; the new ones must be there afterwards."""
    company.change_documents()
    await asyncio.sleep(2.5)
    company.chroma.kill()
    await company.chroma.ready()
    await company.stale()


async def _model_slow(company: Company, _load: Load) -> None:
    company.model.pause_s = 20.0
    await asyncio.sleep(10)
    company.model.pause_s = 0.0


async def _model_lies(company: Company, _load: Load) -> None:
    company.model.say = lies
    await asyncio.sleep(8)
    company.model.say = says


async def _storm(_company: Company, load: Load) -> None:
    load.storm = True
    await asyncio.sleep(8)
    load.storm = False


async def _disk_full(company: Company, _load: Load) -> None:
    """PostgreSQL's and that of the indexes, while there are new documents."""
    company.disk.fill()
    company.change_documents()
    await asyncio.sleep(6)
    company.disk.free()
    if company.cluster.process.poll() is not None:  # it gives up when it can write no log
        await asyncio.to_thread(company.cluster.start)
    await company.stale()


async def _index_damaged(company: Company, _load: Load) -> None:
    """A file of the copy that a dead replica has is cut off: it must not start from that."""
    await _restarted_over_damage(company, company.quoting, _cut_off)


async def _byte_flipped(company: Company, _load: Load) -> None:
    """The same with one byte of the text that is quoted, which leaves the file in good form."""
    await _restarted_over_damage(company, company.quoting, _flip)


async def _restarted_over_damage(
    company: Company, replica: Program, damage: Callable[[bytearray], None]
) -> None:
    """Damage the library in a replica's copy while it is down."""
    replica.kill()
    folder = company.data_dir(replica)
    file = folder / "generations" / current_generation(folder) / "library.json"
    content = bytearray(file.read_bytes())
    damage(content)
    file.write_bytes(content)
    await replica.ready(BACK_S)


def _cut_off(content: bytearray) -> None:
    """Leave the first half."""
    del content[len(content) // 2 :]


def _flip(content: bytearray) -> None:
    """Make one letter another: `vessels` to `tessels`."""
    at = content.index(b"vessels")
    content[at] ^= 0x02


async def _replica_clock_jumps(company: Company, _load: Load) -> None:
    await _jump(company.replica_clock.jump)


async def _database_clock_jumps(company: Company, _load: Load) -> None:
    await _jump(company.database_clock.jump)


async def _jump(jump: Callable[[int], None]) -> None:
    """An hour ahead, two hours back from there, and true again."""
    for seconds in (HOUR_S, -HOUR_S):
        jump(seconds)
        await asyncio.sleep(5)
    jump(0)


FAULTS = (
    Fault("replica killed", _replica_killed),
    Fault("worker process killed", _worker_killed),
    Fault("replica stands still", _replica_stands_still),
    Fault("PostgreSQL killed", _database_killed),
    Fault("PostgreSQL stands still", _database_stands_still),
    Fault("Chroma killed while indexing", _chroma_killed),
    Fault("language model makes things up", _model_lies),
    Fault("language model slow", _model_slow),
    Fault("events doubled and out of order", _storm),
    Fault("disk full", _disk_full, lambda company: company.disk.why_not),
    Fault("index cut off", _index_damaged),
    Fault("index with a wrong byte", _byte_flipped),
    Fault("replica's clock jumps", _replica_clock_jumps, lambda c: c.replica_clock.why_not),
    Fault("PostgreSQL's clock jumps", _database_clock_jumps, lambda c: c.database_clock.why_not),
)

SHORT = ("replica killed", "PostgreSQL killed", "events doubled and out of order")
"""What CI has time for."""
