"""Nobody who is not Teams gets in, and of what they send not a byte is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from adapters.teams.keys import RELEARN_S, SigningKeys
from bot.guides import Guides
from tests.adapters.teams.authority import APP_ID, FORGED, TENANT, token
from tests.adapters.teams.office import Office, at

IDENTITIES = [
    {"identity": "single_tenant"},
    {"identity": "multi_tenant", "tenant_id": ""},
    {"identity": "managed", "app_password": None},
]


@dataclass(frozen=True, slots=True)
class Forgery:
    """A header that is no good; given the service address of Teams."""

    name: str
    header: Callable[[str], str]


FORGERIES = [
    Forgery("no token", lambda _url: ""),
    Forgery("garbage", lambda _url: "Bearer garbage"),
    Forgery("three parts of garbage", lambda _url: "Bearer a.b.c"),
    Forgery("no scheme", token),
    Forgery("another scheme", lambda url: f"Basic {token(url)}"),
    Forgery("two tokens", lambda url: f"Bearer {token(url)} {token(url)}"),
    Forgery("expired", lambda url: f"Bearer {token(url, exp=1_000_000_000)}"),
    Forgery("never expires", lambda url: f"Bearer {token(url, exp=None)}"),
    Forgery("not yet valid", lambda url: f"Bearer {token(url, nbf=9_000_000_000)}"),
    Forgery("wrong audience", lambda url: f"Bearer {token(url, aud='another app')}"),
    Forgery("no audience", lambda url: f"Bearer {token(url, aud=None)}"),
    Forgery("wrong issuer", lambda url: f"Bearer {token(url, iss='https://evil.example')}"),
    Forgery("no issuer", lambda url: f"Bearer {token(url, iss=None)}"),
    Forgery(
        "an emulator's issuer",
        lambda url: (
            "Bearer "
            + token(
                url,
                iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
                appid=APP_ID,
                ver="1.0",
            )
        ),
    ),
    Forgery(
        "a skill's token",
        lambda url: "Bearer " + token(url, ver="1.0", appid="another bot", iss="https://sts.x/"),
    ),
    Forgery("wrong key", lambda url: f"Bearer {token(url, key=FORGED)}"),
    Forgery("unknown key", lambda url: f"Bearer {token(url, kid='k9', key=FORGED)}"),
    Forgery("no key named", lambda url: f"Bearer {token(url, kid=None)}"),
    Forgery("alg none", lambda url: f"Bearer {token(url, alg='none')}"),
    Forgery("alg HS256", lambda url: f"Bearer {token(url, alg='HS256')}"),
    Forgery("no service address", lambda url: f"Bearer {token(url, serviceurl=None)}"),
]


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda each: each["identity"])
def test_every_forged_request_is_401_and_a_good_one_is_200(
    guides: Guides, identity: dict[str, object]
) -> None:
    """For each way to register a bot; nothing reaches the inbox, nothing is sent."""

    async def knock(office: Office) -> None:
        activity = office.recorded("personal_message")
        for forgery in FORGERIES:
            header = forgery.header(office.connector.address)
            reply = await office.post(activity, Authorization=header)
            assert reply.status == 401, forgery.name
        assert office.desk.memory.inbox.waiting() == 0
        assert office.connector.tries == []
        assert (await office.post(office.recorded("reaction"))).status == 200

    at(guides, knock, checked=True, settings=identity)


def test_the_body_of_a_forged_request_is_not_waited_for(guides: Guides) -> None:
    """The refusal is there before the body is: headers alone, and a body that never comes."""

    async def knock(office: Office) -> None:
        reader, writer = await _open(office.url)
        writer.write(
            b"POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer garbage\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
        )
        await writer.drain()
        status = await reader.readline()
        writer.close()

        assert b" 401 " in status

    at(guides, knock, checked=True)


def test_an_activity_of_another_place_than_its_token_is_refused(guides: Guides) -> None:
    """A token for one service address must not have the bot write to another, or as another."""

    async def knock(office: Office) -> None:
        elsewhere = office.recorded("personal_message", serviceUrl="http://evil.example/")
        other = office.recorded("personal_message", channelId="webchat")

        assert (await office.post(elsewhere)).status == 401
        assert (await office.post(other)).status == 401
        assert office.desk.memory.inbox.waiting() == 0

    at(guides, knock, checked=True)


def test_a_key_that_is_not_endorsed_for_teams_does_not_count(guides: Guides) -> None:
    """The authority signs for other channels as well."""

    async def knock(office: Office) -> None:
        key, _ = office.authority.keys["k1"]
        office.authority.keys["k1"] = (key, ["webchat"])

        assert (await office.post(office.recorded("reaction"))).status == 401

    at(guides, knock, checked=True)


def test_a_new_key_is_learnt_and_an_unknown_one_not_asked_for_at_every_request(
    guides: Guides,
) -> None:
    """Trap: botbuilder fails with an IndexError for a new key until a day is over."""

    async def knock(office: Office) -> None:
        authority, url = office.authority, office.connector.address
        quiet = office.recorded("reaction")
        assert (await office.post(quiet)).status == 200
        for _ in range(5):
            forged = f"Bearer {token(url, kid='k2', key=FORGED)}"
            assert (await office.post(quiet, Authorization=forged)).status == 401
        assert authority.fetched == 1

        authority.keys = {"k2": (FORGED, ["msteams"])}
        keys = _keys_of(office)
        keys._fetched = (keys._fetched or 0) - RELEARN_S
        rolled = f"Bearer {token(url, kid='k2', key=FORGED)}"
        assert (await office.post(quiet, Authorization=rolled)).status == 200
        assert authority.fetched == 2

    at(guides, knock, checked=True)


def test_while_the_authority_is_away_teams_is_asked_to_try_again(guides: Guides) -> None:
    """503, for a good token must not be lost; what is known already goes on."""

    async def knock(office: Office) -> None:
        office.authority.down = True
        reply = await office.post(office.recorded("reaction"))
        assert (reply.status, reply.headers["Retry-After"]) == (503, "5")

        office.authority.down = False
        assert (await office.post(office.recorded("reaction"))).status == 200

    at(guides, knock, checked=True)


def test_fetching_the_keys_leaves_the_loop_free(guides: Guides) -> None:
    """Trap: botbuilder fetches them with a blocking call, from a server that may be this one."""

    async def knock(office: Office) -> None:
        # The authority runs on this very loop: a blocking fetch would wait for itself for ever.
        reply = await office.post(office.recorded("reaction"))
        assert reply.status == 200
        assert office.authority.fetched == 1

    at(guides, knock, checked=True)


def test_without_an_app_id_only_this_machine_is_answered(guides: Guides) -> None:
    """Nobody is asked for a token then, so the answers must not leave."""

    async def knock(office: Office) -> None:
        elsewhere = office.recorded("personal_message", serviceUrl="https://smba.example/")
        assert (await office.post(elsewhere)).status == 401
        assert (await office.ask("what does the bakery manager do?"))["text"]

    at(guides, knock)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"{}", {}, 400),
        (b'{"type": 7}', {}, 400),
        (b'{"type": "message"}', {}, 401),
        (b'{"type": "message", "timestamp": "yesterday"}', {}, 400),
        (b'{"type": "message", "serviceUrl": "http://127.0.0.1/"}', {}, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b"x" * 600 * 1024, {}, 413),
    ],
)
def test_what_is_no_activity_is_refused(
    guides: Guides, body: bytes, headers: dict[str, str], status: int
) -> None:
    """With a status that says so, never 500; plain text too, for a web page could send that."""

    async def knock(office: Office) -> None:
        assert (await office.post(body, **headers)).status == status

    at(guides, knock)


def test_another_organisation_is_not_answered(guides: Guides) -> None:
    """Where a tenant is set: 200, so that Teams does not try again, and silence."""

    async def knock(office: Office) -> None:
        theirs = office.recorded("personal_message", channelData={"tenant": {"id": "theirs"}})
        nobodys = office.recorded("personal_message", channelData={})
        nobodys["conversation"].pop("tenantId")
        assert (await office.post(theirs)).status == 200
        assert (await office.post(nobodys)).status == 200
        assert office.desk.memory.inbox.waiting() == 0
        assert office.recorded("personal_message")["channelData"]["tenant"]["id"] == TENANT

    at(guides, knock, checked=True)


async def _open(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A bare connection."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    return await asyncio.open_connection(host, int(port))


def _keys_of(office: Office) -> SigningKeys:
    """The keys that the office's door uses."""
    keys = JwtTokenExtractor.metadataCache[office.authority.metadata_url]
    assert isinstance(keys, SigningKeys)
    return keys
