"""Who may see what, and where: alone, in a group, in a channel."""

from __future__ import annotations

import pytest

from adapters.membership import Membership
from adapters.teams import wording
from bot.guides import Guides
from tests.adapters.teams.office import Office, at

PLACES = ["personal_message", "group_message", "channel_message"]


def _member() -> dict[str, str | None]:
    """A member of the bot's own organisation."""
    tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    return {"id": "29:1asker", "email": "boss@example.org", "tenantId": tenant, "userRole": "user"}


class TestTheAudience:
    """What only managers may see is shown to managers, and in shared places to the asker alone."""

    MINE = "teams:11111111-aaaa-4bbb-8ccc-000000000001"
    SPENDS = "what does the kitchen director spend?"

    def test_it_is_not_there_for_others(self, guides: Guides) -> None:
        """Not even the role's name."""

        async def talk(office: Office) -> None:
            for place in PLACES:
                assert "4242" not in str(await office.ask(self.SPENDS, place))
            assert "Kitchen Director" not in str(await office.ask("roles"))

        at(guides, talk, groups=Membership({"managers": ["teams:somebody-else"]}))

    def test_it_is_shown_to_a_manager_by_object_id(self, guides: Guides) -> None:
        """In the personal chat, with a link that opens it."""

        async def talk(office: Office) -> None:
            answer = await office.ask(self.SPENDS)
            claim = answer["entities"][0]["citation"][0]["appearance"]
            assert "4242" in answer["text"]
            assert "?key=" in claim["url"]

        at(guides, talk, groups=Membership({"managers": [self.MINE]}))

    def test_it_is_shown_to_a_manager_by_address(self, guides: Guides) -> None:
        """As the roster has it, asked once."""

        async def talk(office: Office) -> None:
            office.connector.members["29:1asker"] = _member()
            assert "4242" in (await office.ask(self.SPENDS))["text"]
            assert "4242" in (await office.ask(self.SPENDS))["text"]
            assert office.connector.lookups == 1

        at(guides, talk, checked=True, groups=Membership({"managers": ["boss@example.org"]}))

    @pytest.mark.parametrize(
        "changes", [{"tenantId": "theirs"}, {"tenantId": None}, {"userRole": "guest"}]
    )
    def test_an_address_of_another_organisation_proves_nothing(
        self, guides: Guides, changes: dict[str, str | None]
    ) -> None:
        """Their administrators may write any address they like."""

        async def talk(office: Office) -> None:
            office.connector.members["29:1asker"] = _member() | changes
            assert "4242" not in str(await office.ask(self.SPENDS))

        at(guides, talk, checked=True, groups=Membership({"managers": ["boss@example.org"]}))

    @pytest.mark.parametrize("place", ["group_message", "channel_message"])
    def test_in_a_shared_place_it_goes_to_the_asker_alone(self, guides: Guides, place: str) -> None:
        """And the place is told that the answer went there."""

        async def talk(office: Office) -> None:
            await office.post(office.recorded(place, text=self.SPENDS))
            alone, here = await office.connector.wait_for(2)
            assert alone["conversation"]["id"] == "a:29:1asker"
            assert "4242" in alone["text"]
            assert self.SPENDS in alone["text"]
            assert "4242" not in str(here)
            assert here["text"] == wording.SENT_TO_YOU
            assert office.connector.chats[0]["members"] == [{"id": "29:1asker"}]

        at(guides, talk, groups=Membership({"managers": [self.MINE]}))

    def test_where_no_chat_can_be_opened_the_asker_is_told_what_to_do(self, guides: Guides) -> None:
        """Somebody who has not installed the app has no chat with the bot."""

        async def talk(office: Office) -> None:
            office.connector.refuses_chats = True
            assert (await office.ask(self.SPENDS, "channel_message"))[
                "text"
            ] == wording.ASK_ME_ALONE

        at(guides, talk, groups=Membership({"managers": [self.MINE]}))

    def test_a_search_shows_what_everybody_may_see(self, guides: Guides) -> None:
        """A card that a manager inserts is read by a whole chat."""

        async def talk(office: Office) -> None:
            words = [{"name": "words", "value": "kitchen director spends"}]
            found = await office.invoke("search", value={"parameters": words})
            assert "4242" not in str(found)
            assert found["composeExtension"]["type"] == "result"

        at(guides, talk, groups=Membership({"managers": [self.MINE]}))
