"""What the application holds for its routes."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor

from aiohttp import web

from adapters.live_guide import LiveGuide

GUIDE = web.AppKey("GUIDE", LiveGuide)
POOL = web.AppKey("POOL", Executor)
READY = web.AppKey("READY", asyncio.Event)
