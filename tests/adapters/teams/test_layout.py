"""Whatever an answer is, its message is one that Teams takes, and nothing that matters is lost."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.card import Card, Line, LineKind, Source, lay_out
from adapters.card_table import Said, Table, TableRow
from adapters.teams import wording
from adapters.teams.incoming import Incoming
from adapters.teams.layout import Message, message_of
from adapters.teams.limits import CITATIONS
from adapters.teams.line import activity_of
from adapters.teams.text import plain
from bot.model import Answer, Citation, Status, Verdict
from tests.adapters.builders import SCRIPT, baker, cited, library
from tests.adapters.teams.office import card_of, texts
from tests.adapters.teams.rules import MARK, problems

CASES = int(os.environ.get("REMIT_FUZZ", "150"))

"""`REMIT_FUZZ=10000` for the long run."""

TO = Incoming(
    id="1700000000001",
    service_url="https://smba.trafficmanager.net/emea/" + "x" * 60,
    conversation="19:" + "c" * 120 + "@thread.tacv2;messageid=1700000000000",
    kind="channel",
    tenant="t" * 36,
    bot="28:" + "b" * 36,
    asker="29:" + "a" * 90,
    object_id="o" * 36,
    text="",
)


def on_the_wire(message: Message) -> dict[str, Any]:
    """The JSON of a message, with all that surrounds it."""
    activity = activity_of(message, TO)
    wire: dict[str, Any] = activity.serialize()
    around = {"id": TO.conversation, "conversationType": TO.kind, "tenantId": TO.tenant}
    return wire | {
        "conversation": around,
        "from": {"id": TO.bot},
        "recipient": {"id": TO.asker, "aadObjectId": TO.object_id},
        "serviceUrl": TO.service_url,
        "channelId": "msteams",
    }


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


def positions(wire: dict[str, Any]) -> set[int]:
    """The numbers of the native citations."""
    return {
        claim["position"]
        for entity in wire.get("entities") or ()
        for claim in entity.get("citation") or ()
    }


def simple(**changes: Any) -> Card:
    """A card with one cited line."""
    known = lay_out(
        Answer(Status.ANSWERED, "Bakes bread. [1]", (cited(baker(), 2),)), library(baker())
    )
    return Card(**{name: getattr(known, name) for name in Card.__dataclass_fields__} | changes)


@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(card, st.sampled_from(["extractive", "gpt"]), text)
def test_any_card_is_a_message_that_teams_takes(
    laid: Card,
    generator: str,
    question: str,
) -> None:
    """Any size, any text, any numbers; verdict, citations and buttons are kept."""
    message = message_of(laid, generator=generator, question=question)
    wire = on_the_wire(message)

    assert problems(wire) == []
    if laid.verdict:
        label = wording.LEVELS.get(laid.verdict.level, laid.verdict.level)
        assert label in texts(card_of(wire))
    if laid.lines and not laid.table:
        first = {source.n for source in laid.sources} & set(laid.lines[0].citations)
        assert len(first & positions(wire)) == min(len(first), CITATIONS)
    if any(plain(each) for each in (*laid.choices[:3], *laid.suggestions)):
        assert "Action.Execute" in str(card_of(wire))
    assert ("feedbackLoop" in str(wire.get("channelData"))) == bool(laid.reference)
    assert ("AIGeneratedContent" in str(wire.get("entities"))) == (generator != "extractive")


@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Answer,
        status=st.sampled_from(Status),
        text=text,
        citations=st.lists(
            st.builds(
                Citation,
                n=number,
                document=text,
                role=text,
                section=st.lists(text, max_size=3).map(tuple),
                quote=text,
                start=st.just(0),
                end=st.just(0),
                url=text,
            ),
            max_size=40,
            unique_by=lambda each: each.n,
        ).map(tuple),
        verdict=st.none() | verdict,
        generator=st.sampled_from(["extractive", "gpt"]),
    )
)
def test_any_answer_is_a_message_that_teams_takes(answer: Answer) -> None:
    """Through the card that all surfaces share."""
    laid = lay_out(answer, library(baker()), "0a1b2c3d")
    message = message_of(laid, generator=answer.generator)

    assert problems(on_the_wire(message)) == []


def test_citations_are_marked_in_the_text_and_name_their_document() -> None:
    """With the section, the quote, the role and the day of the last review."""
    wire = on_the_wire(message_of(simple()))
    (entity,) = wire["entities"]
    (claim,) = entity["citation"]

    assert wire["text"] == "Bakes bread. [1]"
    assert claim["position"] == 1
    assert claim["appearance"]["name"].startswith("Baker")
    assert claim["appearance"]["abstract"] == baker().clauses[2].text
    assert "as of 2026-05-04" in claim["appearance"]["keywords"]
    assert "additionalType" not in entity


def test_the_label_is_for_what_a_language_model_wrote() -> None:
    """Also where it cites nothing; what stands in the documents word for word has none."""
    message = message_of(simple(sources=()), generator="gpt-x")
    (entity,) = on_the_wire(message)["entities"]

    assert entity["additionalType"] == ["AIGeneratedContent"]
    assert "citation" not in entity
    assert message_of(simple(sources=())).entities == ()


def test_a_relative_link_is_not_shown() -> None:
    """It leads nowhere from a chat; an absolute one is kept, however it is signed."""
    plain = message_of(simple()).entities[0]["citation"][0]["appearance"]
    signed = "https://r.example/read/baker?key=a.b-c_d#c-1"
    sources = (Source(1, "Baker", "b", "Baker", (), "Bread.", signed),)
    linked = message_of(simple(sources=sources)).entities[0]["citation"][0]

    assert "url" not in plain
    assert linked["appearance"]["url"] == signed


def test_a_long_answer_keeps_its_beginning_and_counts_the_rest() -> None:
    """The verdict stands first, so it is never what is left out."""
    lines = tuple(Line(LineKind.ITEM, "x" * 900, (n % 9 + 1,)) for n in range(100))
    sources = tuple(Source(n, "T", "d", "R", (), "q" * 500, "") for n in range(1, 10))
    first = Line(LineKind.STATEMENT, "No, not alone.", (1,))
    message = message_of(simple(lines=(first, *lines), sources=sources))

    assert message.text.startswith("**No, not alone.** [1]")
    assert message.text.endswith(wording.more_lines(101 - message.text.count("\n• x") - 1))


def test_beyond_twenty_citations_lines_are_counted_not_cut() -> None:
    """No mark stands in the text without its citation."""
    lines = tuple(Line(LineKind.ITEM, f"line {n}", (n,)) for n in range(1, 31))
    sources = tuple(Source(n, "T", "d", "R", (), "q", "") for n in range(1, 31))
    message = message_of(simple(lines=lines, sources=sources))
    marked = {int(n) for n in MARK.findall(message.text)}

    assert marked == set(range(1, 21)) == positions({"entities": message.entities})
    assert message.text.endswith(wording.more_lines(10))


def test_a_documents_own_brackets_are_no_citation() -> None:
    """`[1]` in a quoted footnote must not open passage 1."""
    laid = simple(lines=(Line(LineKind.PARAGRAPH, "See note [1] there.", ()),))

    assert MARK.findall(message_of(laid).text) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a *bold* _word_", r"a \*bold\* \_word\_"),
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        ("1. no number", r"1\. no number"),
        ("<at>All</at> & co", "&lt;at&gt;All&lt;/at&gt; &amp; co"),
        ("[x](https://evil.example)", r"\[x\](https://evil.example)"),
        ("a | b", r"a \| b"),
        ("two\nlines", "two lines"),
    ],
)
def test_what_a_document_says_is_text_and_no_markup(said: str, shown: str) -> None:
    """Nobody can be mentioned, and no link be made, by writing a role document."""
    laid = simple(lines=(Line(LineKind.PARAGRAPH, said, ()),))

    assert message_of(laid).text == shown


def test_follow_ups_are_buttons_that_ask() -> None:
    """Beside any answer, in any chat; older clients fall back to `Action.Submit`."""
    laid = simple(suggestions=("What next?",), choices=("Baker",))
    (buttons,) = card_of(on_the_wire(message_of(laid)))["body"]

    assert [each["title"] for each in buttons["actions"]] == ["Baker", "What next?"]
    assert buttons["actions"][1]["data"] == {"verb": "ask", "text": "What next?"}
    assert buttons["actions"][1]["fallback"]["type"] == "Action.Submit"
    assert message_of(simple(suggestions=())).cards == ()


def test_a_comparison_is_a_table_with_a_line_of_marks_for_each_role() -> None:
    """So that each passage can be hovered, and nothing is said twice."""
    table = Table(
        ("Baker", "Miller"),
        (TableRow("Goals", ((Said("Bread.", (1,)),), (Said("Flour.", (2,)),))),),
    )
    sources = tuple(Source(n, "T", "d", "R", (), "q", "") for n in (1, 2))
    message = message_of(simple(table=table, sources=sources))

    assert message.text == "• Baker: [1]\n\n• Miller: [2]"
    assert "Bread. [1]" in texts(message.cards[0])


def test_a_question_that_a_button_asked_is_repeated() -> None:
    """Others in the chat see the answer, and not what was pressed."""
    message = message_of(simple(), question="May I *bake*?")

    assert message.text.startswith(rf"**{wording.ASKED}** May I \*bake\*?")


def test_the_notification_is_the_answers_beginning() -> None:
    """Not a greeting, and not the markup."""
    laid = simple(headline="Duties", lines=(Line(LineKind.ITEM, "Bakes *bread*.", (1,)),))

    assert message_of(laid).summary == "Duties: Bakes *bread*."
