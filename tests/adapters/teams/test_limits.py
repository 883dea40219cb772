"""The checker that other tests rely on finds each limit, one over and one under."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from adapters.card import Card, Line, LineKind, Source
from adapters.card_table import Said, Table, TableRow
from adapters.teams import limits, wording
from adapters.teams.limits import MESSAGE_BYTES, problems, utf16_bytes
from bot.model import Status, Verdict
from tests.adapters.builders import SCRIPT

text = st.one_of(
    st.text(max_size=60),
    st.text(max_size=400),
    st.sampled_from(["", '"' * 3000, "\\" * 3000, "😀" * 3000, "[7]" * 900, "# x", SCRIPT, "a b"]),
    st.builds(lambda one, n: one * n, st.text(min_size=1, max_size=40), st.integers(1, 200)),
)

number = st.integers(1, 60)

source = st.builds(
    Source,
    n=number,
    title=text,
    document=text,
    role=text,
    section=st.lists(text, max_size=3).map(tuple),
    quote=text,
    url=st.one_of(
        text,
        st.sampled_from(["https://r.example/read/a#c", "http://[::1", "javascript:x"]),
        st.integers(1, 3000).map(lambda n: "https://r.example/read/a?key=" + "k" * n + "#c-1"),
    ),
    as_of=st.sampled_from(["", "2026-05-04"]),
    owner=text,
    restricted=st.booleans(),
)

line = st.builds(Line, st.sampled_from(LineKind), text, st.lists(number, max_size=30).map(tuple))

said = st.builds(Said, text, st.lists(number, max_size=5).map(tuple))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of any size."""
    columns = draw(st.lists(text, min_size=2, max_size=8))
    cell = st.lists(said, max_size=4).map(tuple)
    rows = st.lists(
        st.builds(
            TableRow, text, st.lists(cell, min_size=len(columns), max_size=len(columns)).map(tuple)
        ),
        max_size=40,
    )
    return Table(tuple(columns), tuple(draw(rows)), tuple(draw(st.lists(text, max_size=5))))


verdict = st.builds(Verdict, st.sampled_from([*wording.LEVELS, "new"]), text, text, text)

card = st.builds(
    Card,
    status=st.sampled_from(Status),
    headline=text,
    lines=st.lists(line, max_size=120).map(tuple),
    sources=st.lists(source, max_size=60, unique_by=lambda each: each.n).map(tuple),
    choices=st.lists(text, max_size=50).map(tuple),
    verdict=st.none() | verdict,
    table=st.none() | tables(),
    suggestions=st.lists(text, max_size=3).map(tuple),
    reference=st.sampled_from(["", "0a1b2c3d"]),
)


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
