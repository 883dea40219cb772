"""The way out to Teams: what botbuilder would do on it, and how each registration signs in."""

from __future__ import annotations

import asyncio
import time

from adapters.teams.door import credentials_of
from bot.guides import Guides
from tests.adapters.builders import ScriptedGuide
from tests.adapters.teams.authority import APP_ID, TENANT, Authority
from tests.adapters.teams.office import BREAD, Office, at, known_settings


class TestTheWayOut:
    """Traps of botbuilder's way to Teams, each of which it would fall into."""

    def test_a_threads_id_is_not_quoted_twice(self, guides: Guides) -> None:
        """Trap: `;messageid=` quoted once by the SDK and once by the client names no thread."""

        async def talk(office: Office) -> None:
            await office.ask("help", "channel_message")
            (path,) = office.connector.paths
            assert path == (
                "/v3/conversations/19:channel@thread.tacv2;messageid=1700000000000/activities"
            )

        at(guides, talk)

    def test_the_bot_signs_in_off_the_loop_and_keeps_its_connector(self) -> None:
        """Trap: botbuilder makes credentials, and so signs in, for each activity, on the loop."""

        async def talk(office: Office) -> None:
            for _ in range(3):
                await office.ask("bread?")
            assert office.signing_in.made == 1
            assert office.signing_in.tokens == 3

        at(ScriptedGuide(given=BREAD), talk, checked=True)

    def test_a_turn_costs_little(self) -> None:
        """Trap: msrest builds a list of retry codes twice for each activity, 6.5 ms."""

        async def talk(office: Office) -> None:
            await office.ask("bread?")
            began, quiet = time.process_time(), office.recorded("reaction")
            for _ in range(50):
                await office.post(quiet)
            assert (time.process_time() - began) / 50 < 0.02

        at(ScriptedGuide(given=BREAD), talk)

    def test_a_reply_names_what_it_replies_to(self) -> None:
        """Trap: a continued turn has an id of its own, to which botbuilder would reply."""

        async def talk(office: Office) -> None:
            reply = await office.post(office.recorded("personal_message"))
            answer = (await office.connector.wait_for(1))[0]
            assert reply.status == 200
            assert answer["replyToId"] == "1700000000001"

        at(ScriptedGuide(given=BREAD), talk)

    def test_an_invoke_with_an_object_for_a_body_is_answered(self) -> None:
        """Trap: botbuilder's own server code answers 500 to it."""

        async def talk(office: Office) -> None:
            assert (await office.invoke("typeahead"))["statusCode"] == 200

        at(ScriptedGuide(given=BREAD), talk)

    def test_an_invoke_that_nobody_takes_is_501(self) -> None:
        """As Teams expects of what a bot does not offer."""

        async def talk(office: Office) -> None:
            reply = await office.post(office.recorded("typeahead") | {"name": "tab/fetch"})
            assert reply.status == 501

        at(ScriptedGuide(given=BREAD), talk)

    def test_each_kind_of_registration_signs_in_its_own_way(self) -> None:
        """A tenant's app at its tenant, others at Bot Framework's; an identity without password."""
        authority = Authority("http://127.0.0.1:9")
        login = "https://login.microsoftonline.com/"
        expected = {
            "single_tenant": f"{login}{TENANT}",
            "multi_tenant": f"{login}botframework.com",
        }
        for identity, endpoint in expected.items():
            settings = known_settings(authority, identity=identity, login_url=login)
            made = asyncio.run(
                credentials_of(settings).create_credentials(
                    APP_ID, settings.oauth_scope, settings.authority, validate_authority=True
                )
            )
            assert (made.oauth_endpoint, made.microsoft_app_id) == (endpoint, APP_ID)
        managed = known_settings(authority, identity="managed", app_password=None)
        assert type(credentials_of(managed)).__name__.startswith("ManagedIdentity")
