"""Messages reach Teams: at its pace, again when it asks for that, plainer if it must be."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from adapters import wording as shared
from adapters.service.desk import Desk
from adapters.teams import signs, wording
from adapters.teams.limits import RATES
from adapters.teams.pace import Pace
from bot.memory.model import Event
from bot.model import Answer, Question
from tests.adapters.builders import ScriptedGuide
from tests.adapters.teams.office import BREAD, Office, at


@dataclass(slots=True)
class SlowGuide(ScriptedGuide):
    """Takes its time for an answer."""

    seconds: float = 0.0
    given: Answer | Exception = field(default_factory=lambda: BREAD)

    @override
    def answer(self, question: Question) -> Answer:
        """The answer, late."""
        time.sleep(self.seconds)
        return ScriptedGuide.answer(self, question)


class TestThePace:
    """Per conversation: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 an hour."""

    @pytest.mark.parametrize("every", [0.0, 0.05, 0.4, 1.0])
    def test_no_window_ever_holds_more_than_it_may(self, every: float) -> None:
        """However fast messages come, and however long each is on its way; two hours of them."""
        pace, arrived, now = Pace(), list[float](), 0.0
        while now < 7200 and len(arrived) < 4000:
            now += pace.wait("a", now)
            took = 0.3 * (len(arrived) % 4)
            arrived.append(now + took * (len(arrived) % 3) / 2)
            now += took
            pace.note("a", now)
            now += every
        for most, seconds in RATES:
            spans = zip(arrived, arrived[most:], strict=False)
            assert all(later - earlier >= seconds for earlier, later in spans)

    def test_one_conversation_does_not_wait_for_another(self) -> None:
        """And the first seven wait for nothing."""
        pace = Pace()
        for _ in range(7):
            assert pace.wait("a", 0.0) == 0
            pace.note("a", 0.0)
        assert pace.wait("a", 0.0) > 0
        assert pace.wait("b", 0.0) == 0

    def test_many_conversations_take_little_memory(self) -> None:
        """Those of long ago are forgotten."""
        pace = Pace()
        for n in range(20_000):
            pace.note(str(n), float(n))
        assert len(pace._sent) <= 10_000

    def test_a_burst_is_answered_within_the_rates(self) -> None:
        """The connector would refuse the eighth of a second, and the ninth of two."""

        async def talk(office: Office) -> None:
            for n in range(12):
                await office.post(office.recorded("personal_message", id=f"q{n}"))
            await office.connector.wait_for(12)
            assert 429 not in {status for _, status in office.connector.tries}

        at(SlowGuide(), talk)


class TestTryingAgain:
    """What Teams refuses for now is sent again, and nothing else."""

    @pytest.mark.parametrize("status", [412, 429, 502, 504])
    def test_after_a_while(self, status: int) -> None:
        """With back-off; the answer is there once."""

        async def talk(office: Office) -> None:
            office.connector.faults.append(status)
            began = time.monotonic()
            assert (await office.ask("bread?"))["text"] == "Bread. [1]"
            assert time.monotonic() - began >= 0.7
            assert [code for _, code in office.connector.tries] == [status, 201]

        at(SlowGuide(), talk)

    @pytest.mark.parametrize("status", [400, 413])
    def test_in_plainer_form_what_is_laid_out_wrong(self, status: int) -> None:
        """An answer without its buttons is better than none."""

        async def talk(office: Office) -> None:
            office.connector.faults.extend([status, status])
            answer = await office.ask("bread?")
            assert answer["text"] == "Bread. [1]"
            assert "entities" not in answer
            office.connector.faults.append(status)
            assert len((await office.ask("bread?"))["entities"]) == 1

        at(SlowGuide(), talk)

    @pytest.mark.parametrize("status", [401, 403, 404, 500])
    def test_not_at_all_what_waiting_does_not_mend(self, status: int) -> None:
        """The failure is told once, if that can be told."""

        async def talk(office: Office) -> None:
            office.connector.faults.append(status)
            assert (await office.ask("bread?"))["text"].startswith("Something went wrong")
            assert len(office.connector.tries) == 2

        at(SlowGuide(), talk)


class TestSignsOfLife:
    """Nothing for a quick answer; then typing, and in personal chats a stream."""

    def test_a_quick_answer_comes_without(self) -> None:
        """One request for one answer."""

        async def talk(office: Office) -> None:
            await office.ask("bread?")
            assert office.connector.signs == []

        at(SlowGuide(), talk)

    def test_a_slow_answer_closes_a_stream_in_a_personal_chat(self) -> None:
        """An informative update, then the answer with all that belongs to it, as its end."""

        async def talk(office: Office) -> None:
            answer = await office.ask("bread?")
            (update,) = office.connector.signs
            (info,) = update["entities"]
            final, root = answer["entities"]
            assert update["text"] == wording.LOOKING
            assert (info["streamType"], info["streamSequence"]) == ("informative", 1)
            assert "streamId" not in info
            assert final == {
                "type": "streaminfo",
                "streamId": update["id"],
                "streamType": "final",
            }
            assert root["citation"]
            assert answer["channelData"] == {"feedbackLoop": {"type": "custom"}}

        at(SlowGuide(seconds=1.5), talk)

    @pytest.mark.parametrize("place", ["group_message", "channel_message"])
    def test_a_slow_answer_is_announced_by_typing_elsewhere(self, place: str) -> None:
        """Streams are for one-to-one chats."""

        async def talk(office: Office) -> None:
            answer = await office.ask("bread?", place)
            (sign,) = office.connector.signs
            assert sign["type"] == "typing"
            assert not sign.get("entities")
            assert [entity["type"] for entity in answer["entities"]] == [
                "https://schema.org/Message"
            ]

        at(SlowGuide(seconds=1.5), talk)

    def test_typing_is_shown_again_while_it_lasts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An indicator fades after some seconds."""
        monkeypatch.setattr(signs, "AGAIN_S", 0.3)

        async def talk(office: Office) -> None:
            await office.ask("bread?", "group_message")
            assert len(office.connector.signs) >= 2

        at(SlowGuide(seconds=1.7), talk)

    @pytest.mark.parametrize("place", ["personal_message", "group_message"])
    def test_an_answer_does_not_wait_for_a_sign_that_teams_puts_off(self, place: str) -> None:
        """A sign is sent once; the answer is sent again as often as it takes."""

        async def talk(office: Office) -> None:
            office.connector.faults.append(429)
            await office.ask("bread?", place)
            assert [code for _, code in office.connector.tries] == [429, 201]

        at(SlowGuide(seconds=1.0), talk)

    def test_a_stream_that_is_refused_is_no_failure(self) -> None:
        """The answer comes as a message of its own."""

        async def talk(office: Office) -> None:
            office.connector.faults.append(403)
            answer = await office.ask("bread?")
            assert answer["text"] == "Bread. [1]"
            assert "streaminfo" not in str(answer["entities"])

        at(SlowGuide(seconds=1.2), talk)

    def test_a_stream_that_its_reader_stopped_gets_the_answer_as_a_message(self) -> None:
        """Teams refuses its end with 403; the answer must not be lost."""

        async def talk(office: Office) -> None:
            office.connector.faults.extend([0, 403])
            answer = await office.ask("bread?")
            assert answer["text"] == "Bread. [1]"
            assert "streaminfo" not in str(answer["entities"])

        at(SlowGuide(seconds=1.2), talk)

    def test_a_stream_that_is_too_old_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Teams ends it after two minutes."""
        monkeypatch.setattr(signs, "MARGIN_S", 120.0)

        async def talk(office: Office) -> None:
            answer = await office.ask("bread?")
            assert len(office.connector.signs) == 1
            assert "streaminfo" not in str(answer["entities"])

        at(SlowGuide(seconds=1.2), talk)


class TestACrash:
    """A process dies; the next one sees to what it left."""

    def event(self, office: Office, *, sending: bool) -> Event:
        """An event as the inbox gives it again."""
        asked = {
            "id": "1",
            "service_url": office.connector.address,
            "conversation": "a:1personal",
            "kind": "personal",
            "tenant": "",
            "bot": "28:bot",
            "asker": "29:1asker",
            "object_id": "",
            "text": "bread?",
            "shown": True,
        }
        return Event("teams", "k", json.dumps(asked), "0a1b2c3d", sending=sending)

    def test_an_answer_that_may_have_been_sent_is_not_sent_again(self) -> None:
        """Teams has no way to look; the asker is told, so nobody waits in silence."""

        async def talk(office: Office) -> None:
            surface = office.desk.surfaces["teams"]
            assert await surface.delivered(self.event(office, sending=True))
            assert [each["text"] for each in office.connector.messages] == [wording.INTERRUPTED]

        at(SlowGuide(), talk)

    def test_a_failure_is_one_sentence(self) -> None:
        """With the reference that the log has too."""

        async def talk(office: Office) -> None:
            desk: Desk = office.desk
            await desk.surfaces["teams"].failed(self.event(office, sending=False))
            assert office.connector.messages[0]["text"] == shared.failed("0a1b2c3d")

        at(SlowGuide(), talk)
