"""Watches the stops of an answer: how long each took, and a span for each where traces are sent.

Spans carry the reference, the platform and the status, never what somebody wrote.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from opentelemetry import trace

from adapters.service.metrics import Metrics

TRACER = trace.get_tracer("remit")
"""Does nothing until `adapters.service.traces` is told where spans go."""


class Watching:
    """Gives a `bot.guide.Watch`. Threads share it."""

    def __init__(self, metrics: Metrics) -> None:
        """Take the figures to add to."""
        self._stops = metrics.stops

    def __call__(self, stop: str) -> AbstractContextManager[None]:
        """What is entered when a stop begins and left when it ends."""
        return _Stop(self._stops.labels(stop), stop)

    def note(self, stop: str, began: int, ended: int) -> None:
        """Add a stop that another process has watched; the moments are in nanoseconds."""
        self._stops.labels(stop).observe((ended - began) / 1e9)
        TRACER.start_span(stop, start_time=began).end(ended)


class _Stop:
    """One stop of one answer."""

    __slots__ = ("_began", "_figure", "_name", "_span")

    def __init__(self, figure: Any, name: str) -> None:
        self._figure = figure
        self._name = name

    def __enter__(self) -> None:
        self._span = TRACER.start_span(self._name)
        self._began = time.perf_counter()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _places: TracebackType | None,
    ) -> None:
        self._figure.observe(time.perf_counter() - self._began)
        self._span.end()
