"""What the application and a request hold for its routes."""

from __future__ import annotations

import asyncio

from aiohttp import web

from adapters.readers import Readers
from adapters.service.desk import Desk

DESK = web.AppKey("DESK", Desk)
READERS = web.AppKey("READERS", Readers)
READY = web.AppKey("READY", asyncio.Event)

REFERENCE = web.RequestKey("REFERENCE", str)
"""A request's reference: eight hex digits, in the log and wherever a failure is told."""
RETENTION_DAYS = web.AppKey("RETENTION_DAYS", int)
