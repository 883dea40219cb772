"""Sends OpenTelemetry spans to where the settings say; without that nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable

from opentelemetry import trace

from adapters.settings import TraceSettings


def start(settings: TraceSettings) -> Callable[[], None]:
    """Send spans from now on, if an endpoint is set; what it returns sends the last ones.

    Only our own spans are sent: `adapters.service.watching` makes them, without any text. Whoever
    cannot be reached costs the answers nothing, spans are sent from a thread of their own.
    """
    if settings.endpoint is None:
        return lambda: None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415  slow
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(
        resource=Resource.create({"service.name": "remit"}), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(str(settings.endpoint))))
    trace.set_tracer_provider(provider)
    return provider.shutdown
