"""What is counted and timed, for `/metrics`: names, places and figures, never what somebody wrote.

Each `Metrics` has a registry of its own. The share of silence is
`remit_answers_total{status="abstained"}` over all of `remit_answers_total`.
"""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

STOP_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
"""Bounds for what takes some milliseconds."""

WAIT_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0, 60.0)
"""Bounds for what somebody waits for; 3 s is Slack's patience, 10 s a person's."""

SHOW = "show"
SEND = "send"
"""The stops that are the adapters' own: laying out, and the platform taking the message."""


class Metrics:
    """The figures of one process. Threads share it."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.questions = Counter(
            "remit_questions", "Questions asked", ["platform"], registry=registry
        )
        self.answers = Counter(
            "remit_answers", "Answers given", ["platform", "status"], registry=registry
        )
        self.errors = Counter(
            "remit_errors", "Answers that failed and were told so", ["platform"], registry=registry
        )
        self.received = Counter(
            "remit_received",
            "What became of received events",
            ["platform", "reception"],
            registry=registry,
        )
        self.replayed = Counter(
            "remit_replayed", "Events taken over from a process that died", registry=registry
        )
        self.waiting = Gauge(
            "remit_queue_depth", "Events waiting or at work in this process", registry=registry
        )
        self.syncs = Counter(
            "remit_library_looks",
            "Looks at the documents, by what became of them",
            ["outcome"],
            registry=registry,
        )
        self.synced = Gauge(
            "remit_library_synced_timestamp_seconds",
            "When the index was last known to be that of the documents",
            registry=registry,
        )
        self.accepting = Histogram(
            "remit_accept_seconds",
            "Writing an event to the inbox, before it is acknowledged",
            ["platform"],
            buckets=STOP_S,
            registry=registry,
        )
        self.stops = Histogram(
            "remit_stage_seconds",
            "Each stage of an answer",
            ["stage"],
            buckets=STOP_S,
            registry=registry,
        )
        self.answering = Histogram(
            "remit_answer_seconds",
            "From a question to its answer, waiting for a thread included",
            ["platform"],
            buckets=WAIT_S,
            registry=registry,
        )

    def exposed(self) -> bytes:
        """Everything in Prometheus' text form."""
        return generate_latest(self.registry)
