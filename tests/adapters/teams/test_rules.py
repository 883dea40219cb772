"""The checker that other tests rely on finds each limit, one over and one under."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams import limits
from adapters.teams.limits import utf16_bytes
from tests.adapters.teams.rules import MESSAGE_BYTES, problems


class TestTheChecker:
    """Each limit is probed at, and one over."""

    def fine(self, **changes: Any) -> dict[str, Any]:
        """A message that Teams takes."""
        return {"type": "message", "text": "Bread. [1]"} | changes

    def citation(self, **appearance: Any) -> dict[str, Any]:
        """A message with one citation."""
        shown = {"@type": "DigitalDocument", "name": "Baker", "abstract": "Bread."} | appearance
        claim = {"@type": "Claim", "position": 1, "appearance": shown}
        root = {
            "type": "https://schema.org/Message",
            "@type": "Message",
            "@context": "https://schema.org",
            "citation": [claim],
        }
        return self.fine(entities=[root])

    @pytest.mark.parametrize(
        ("field", "most"), [("name", limits.NAME), ("abstract", limits.ABSTRACT)]
    )
    def test_a_citations_texts(self, field: str, most: int) -> None:
        """Names of 80, abstracts of 160."""
        assert problems(self.citation(**{field: "x" * most})) == []
        assert problems(self.citation(**{field: "x" * (most + 1)})) != []
        assert problems(self.citation(**{field: "😀" * (most // 2 + 1)})) != []

    def test_keywords(self) -> None:
        """Three of 28."""
        assert problems(self.citation(keywords=["x" * 28] * 3)) == []
        assert problems(self.citation(keywords=["x" * 29])) != []
        assert problems(self.citation(keywords=["x"] * 4)) != []

    def test_a_message_of_80_kb(self) -> None:
        """As UTF-16, in which an ASCII letter takes two bytes."""
        room = (MESSAGE_BYTES - utf16_bytes(self.fine(text=""))) // 2
        assert problems(self.fine(text="x" * room)) == []
        assert problems(self.fine(text="x" * (room + 1))) != []
        assert problems(self.fine(text="é" * room)) == []

    def test_citations(self) -> None:
        """Twenty, each marked in the text, in one entity that is whole."""
        one = self.citation()
        root = one["entities"][0]
        claim = root["citation"][0]

        def with_claims(count: int) -> dict[str, Any]:
            claims = [claim | {"position": n} for n in range(1, count + 1)]
            marks = " ".join(f"[{n}]" for n in range(1, count + 1))
            return one | {"entities": [root | {"citation": claims}], "text": marks}

        assert problems(with_claims(20)) == []
        assert problems(with_claims(21)) != []
        assert problems(one | {"text": "Bread."}) != []
        assert problems(one | {"entities": [root, root]}) != []
        assert problems(one | {"entities": [{"type": "https://schema.org/Message"}]}) != []

    def test_cards(self) -> None:
        """Version 1.5, known elements, `Action.Execute` with its fallback, six buttons."""

        def shown(**changes: Any) -> list[str]:
            card = {"type": "AdaptiveCard", "version": "1.5", "body": []} | changes
            kind = "application/vnd.microsoft.card.adaptive"
            return problems(self.fine(attachments=[{"contentType": kind, "content": card}]))

        submit = {"type": "Action.Submit", "title": "x"}
        execute = {"type": "Action.Execute", "title": "x"}
        assert shown(actions=[submit] * 6) == []
        assert shown(actions=[submit] * 7) != []
        assert shown(actions=[execute]) != []
        assert shown(actions=[execute | {"fallback": submit}]) == []
        assert shown(actions=[submit], version="1.6") != []
        assert shown(body=[{"type": "Carousel"}]) != []
        assert shown() != []
        assert shown(actions=[submit], refresh={"userIds": ["x"] * 60}) == []
        assert shown(actions=[submit], refresh={"userIds": ["x"] * 61}) != []

    def test_suggested_actions(self) -> None:
        """Six, in one-to-one chats, beside no card."""
        action = {"type": "imBack", "title": "x", "value": "x"}

        def shown(count: int, kind: str = "personal", **more: Any) -> list[str]:
            actions = {"suggestedActions": {"actions": [action] * count}}
            return problems(self.fine(conversation={"conversationType": kind}) | actions | more)

        assert shown(6) == []
        assert shown(7) != []
        assert shown(1, "channel") != []
