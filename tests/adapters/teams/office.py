"""The whole Teams surface at work: a server, a desk with its memory, a connector, an authority."""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestServer
from botframework.connector.auth import ServiceClientCredentialsFactory
from pydantic import HttpUrl, SecretStr
from typing_extensions import override

from adapters.links import Links
from adapters.live_guide import Audiences, LiveGuide
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from adapters.teams import mounting
from adapters.teams.askers import Groups
from adapters.teams.settings import TeamsSettings
from adapters.web import guard
from bot.memory.opening import open_memory
from bot.model import Answer, Status
from tests.adapters.builders import baker, cited
from tests.adapters.teams.authority import APP_ID, TENANT, Authority, token
from tests.adapters.teams.connector import Connector

Json = dict[str, Any]
READER = "https://remit.example.org"
BEARER = "the-bots-own"
BREAD = Answer(Status.ANSWERED, "Bread. [1]", (cited(baker(), 2),))
ACTIVITIES = Path(__file__).parent / "activities"


def recorded(name: str, service_url: str, **changes: Any) -> Json:
    """A recorded activity, sent from that address; changes are top-level fields."""
    text = (ACTIVITIES / f"{name}.json").read_text(encoding="utf-8")
    activity: Json = json.loads(text.replace("{service_url}", service_url))
    return activity | changes


def known_settings(authority: Authority, **changes: Any) -> TeamsSettings:
    """Settings of a bot that is registered with the local authority."""
    given: Json = {
        "app_id": APP_ID,
        "app_password": SecretStr("a client secret"),
        "tenant_id": TENANT,
        "openid_metadata_url": HttpUrl(authority.metadata_url),
        "login_url": HttpUrl("http://127.0.0.1:9/"),
    }
    return TeamsSettings(**(given | changes))


class SigningIn(ServiceClientCredentialsFactory):  # type: ignore[misc]  # botbuilder has no types
    """Signs the bot in without a network; counts how often, and takes its time."""

    microsoft_app_id = APP_ID

    def __init__(self) -> None:
        """Nobody has signed in yet."""
        self.made = 0
        self.tokens = 0

    @override
    async def is_valid_app_id(self, app_id: str) -> bool:
        return app_id == APP_ID

    @override
    async def is_authentication_disabled(self) -> bool:
        return False

    @override
    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> Any:
        self.made += 1
        return self

    def get_access_token(self) -> str:
        """A token; blocks as a sign-in does, so it must not be called on the loop."""
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            raise AssertionError("signed in on the event loop")
        self.tokens += 1
        return BEARER


@dataclass(slots=True)
class Office:
    """One server with its surroundings; `async with` starts and stops all of them."""

    guide: Audiences
    checked: bool = False
    settings: Json = field(default_factory=dict)
    groups: Groups | None = None
    links: Links = field(default_factory=lambda: Links(READER, "a secret for the tests", 3600))
    folder: Path | None = None
    server_settings: ServerSettings = field(default_factory=ServerSettings)
    connector: Connector = field(default_factory=Connector)
    authority: Authority = field(default_factory=Authority)
    signing_in: SigningIn = field(default_factory=SigningIn)
    desk: Desk = field(init=False)
    url: str = ""
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _client: ClientSession = field(init=False)

    async def __aenter__(self) -> Self:
        """Start everything."""
        await self._stack.__aenter__()
        if self.checked:
            self.connector.bearer = f"Bearer {BEARER}"
        self.connector.address = await self._serve(self.connector.app())
        self.authority.address = await self._serve(self.authority.app())
        folder = self.folder or Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        memory = open_memory(f"sqlite:///{folder / 'remit.db'}")
        self.desk = Desk(LiveGuide(lambda: self.guide, lambda: "g1"), memory, self.server_settings)
        app = web.Application(middlewares=[guard.guarded], client_max_size=64 * 1024)
        settings = (
            known_settings(self.authority, **self.settings)
            if self.checked
            else TeamsSettings(**self.settings)
        )
        mounting.add(
            app,
            self.desk,
            settings,
            self.links,
            self.groups,
            credentials=self.signing_in if self.checked else None,
        )

        async def at_work(_app: web.Application) -> Any:
            await self.desk.start()
            yield
            await self.desk.drain()
            self.desk.close()
            memory.close()

        app.cleanup_ctx.append(at_work)
        self.url = await self._serve(app)
        self._client = await self._stack.enter_async_context(ClientSession())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything, the last first."""
        await self._stack.__aexit__(kind, error, trace)

    async def _serve(self, app: web.Application) -> str:
        """Serve an application; its address."""
        server = await self._stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        return f"http://127.0.0.1:{server.port}"

    def recorded(self, name: str, **changes: Any) -> Json:
        """A recorded activity of this office's connector."""
        return recorded(name, self.connector.address, **changes)

    async def post(self, activity: Json | bytes, **headers: str) -> ClientResponse:
        """Send an activity as Teams does, with a good token where one is asked for."""
        if self.checked and "Authorization" not in headers:
            headers["Authorization"] = f"Bearer {token(self.connector.address)}"
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        headers.setdefault("Content-Type", "application/json")
        reply = await self._client.post(f"{self.url}/api/messages", data=body, headers=headers)
        await reply.read()
        return reply

    async def ask(self, text: str, name: str = "personal_message", **changes: Any) -> Json:
        """Ask something; the message that answers it."""
        before = len(self.connector.messages)
        fresh = {"id": f"q-{before}-{len(self.connector.tries)}"}
        reply = await self.post(self.recorded(name, text=text, **fresh, **changes))
        assert reply.status == 200, reply.status
        return (await self.connector.wait_for(before + 1))[before]

    async def invoke(self, name: str, **changes: Any) -> Json:
        """Send an invoke; the body of its reply."""
        reply = await self.post(self.recorded(name, **changes))
        assert reply.status == 200, reply.status
        body: Json = await reply.json()
        return body


def at(guide: Audiences, do: Callable[[Office], Awaitable[None]], **given: Any) -> Office:
    """Do something in an office; everything that it sent was fit for Teams."""

    async def run() -> Office:
        async with Office(guide, **given) as office:
            await do(office)
        return office

    office = asyncio.run(run())
    assert office.connector.wrong == [], office.connector.wrong
    return office


def card_of(message: Json) -> Json:
    """The Adaptive Card of a message."""
    (attachment,) = message["attachments"]
    content: Json = attachment["content"]
    return content


def texts(value: object) -> list[str]:
    """Every text in a card, in its order."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return []
