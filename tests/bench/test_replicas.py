"""What rounds with one replica and with two say, how they are asked, and what holds them back."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bench import load, replicas
from bench.model import Asked
from bench.platforms import Replies
from bench.replicas import UNDER_WAY, Run, put_load, rows
from bench.share import Share, a_share
from proof.errors import NotTaken

ONE = Run(rate=10.0, held=1.0, put_off=0, lost=0, doubled=0, refused=0)
TWO = replace(ONE, rate=16.0)


def missed(ones: Sequence[Run], twos: Sequence[Run]) -> set[str]:
    """The figures whose target is missed."""
    return {row.title for row in rows(ones, twos) if row.missed}


def test_the_gain_is_taken_round_by_round() -> None:
    """A machine that slows down between rounds slows both sides of each; one bad round is none."""
    slower = replace(ONE, rate=5.0), replace(TWO, rate=8.0)
    assert not missed([ONE, ONE, slower[0]], [TWO, TWO, slower[1]])
    assert not missed([ONE, ONE, ONE], [TWO, TWO, ONE])
    assert missed([ONE, ONE, ONE], [TWO, ONE, ONE]) == {"by one replica's, each round"}


@pytest.mark.parametrize(
    ("wrong", "figure"),
    [
        (replace(ONE, held=0.5), "held back by its share, %"),
        (replace(ONE, put_off=1), "put off politely"),
        (replace(ONE, lost=1), "lost"),
        (replace(ONE, doubled=1), "answered twice"),
        (replace(ONE, refused=1), "refused by either side"),
    ],
)
def test_each_target_can_be_missed_by_either_side(wrong: Run, figure: str) -> None:
    """Answers a second count for nothing where one was lost, or the machine was too busy."""
    assert figure in missed([wrong], [TWO])
    assert figure in missed([ONE], [replace(wrong, rate=TWO.rate)])


class Replica:
    """Acknowledges at once and answers after a while; never the event that it is `deaf` to."""

    def __init__(self, replies: Replies, deaf: int | None = None) -> None:
        """Take where its answers go."""
        self.asked = 0
        self.open = self.most_open = 0
        self._replies = replies
        self._deaf = deaf

    async def start(self, stack: AsyncExitStack) -> str:
        """Its address, until the stack is closed."""
        app = web.Application()
        app.add_routes([web.post("/slack/events", self._take)])
        runner = web.AppRunner(app)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def _take(self, request: web.Request) -> web.Response:
        self.asked += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        if self.asked != self._deaf:
            ts = json.loads(await request.text())["event"]["ts"]
            asyncio.get_running_loop().call_later(0.02, self._answer, ts)
        return web.Response()

    def _answer(self, ts: str) -> None:
        self.open -= 1
        self._replies.note(ts, "Research Scientist …")


def asked_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *deaf: int | None
) -> tuple[Run, list[Replica]]:
    """What came of half a second in which replicas were asked, after as much that counts less."""
    monkeypatch.setattr(replicas, "WARM_S", 0.5)
    monkeypatch.setattr(load, "WAITING_S", 0.5)
    (folder / "cpu.stat").write_text("nr_periods 10\nnr_throttled 9\nthrottled_time 1\n")
    replies = Replies()
    servers = [Replica(replies, each) for each in deaf]
    requests = replicas._requests([Asked("What may a research scientist buy?")])

    async def ask() -> Run:
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            addresses = [await each.start(stack) for each in servers]
            shares = dict.fromkeys(addresses, Share(folder))
            return await put_load(replies, session, requests, 0.5, shares)

    return asyncio.run(ask()), servers


def test_replicas_are_asked_in_turns_and_no_more_waits_than_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue is bounded, whatever the number of replicas, and they have the same to do."""
    run, (one, other) = asked_of(tmp_path, monkeypatch, None, None)

    assert abs(one.asked - other.asked) <= 1
    assert one.most_open + other.most_open <= UNDER_WAY
    assert 0 < run.rate < (one.asked + other.asked) / 0.5
    assert (run.lost, run.doubled, run.refused) == (0, 0, 0)


def test_what_is_acknowledged_and_never_answered_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it was lost before the seconds that count."""
    run, _ = asked_of(tmp_path, monkeypatch, None, 3)

    assert (run.lost, run.doubled, run.refused) == (1, 0, 0)


def test_a_share_holds_back_whoever_has_it() -> None:
    """A process that wants all of a processor has as much as it was given."""
    with ExitStack() as stack:
        try:
            share = stack.enter_context(a_share(0.1))
        except NotTaken as reason:
            pytest.skip(str(reason))
        with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
            share.hold([busy.pid])
            time.sleep(1)
            fields = Path(f"/proc/{busy.pid}/stat").read_text().rpartition(")")[2].split()
            busy.kill()
        periods, held = share.periods()

    assert periods >= 5
    assert held >= 0.8 * periods
    assert int(fields[11]) + int(fields[12]) <= 30
    assert not share.folder.exists()


def test_where_no_share_can_be_given_nothing_is_measured(tmp_path: Path) -> None:
    """Without shares two replicas would only share what one has; nothing is left behind."""
    with pytest.raises(NotTaken, match="share of a processor"), a_share(0.25, tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_questions_have_names_of_their_own() -> None:
    """One that was there before would be taken for the same event, and not answered again."""
    requests = replicas._requests([Asked("Who?")])
    names = Counter(next(requests).name for _ in range(500))

    assert set(names.values()) == {1}
