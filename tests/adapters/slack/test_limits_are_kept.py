"""Whatever is answered, Slack takes it: valid, with its verdict, its citations and its buttons.

`REMIT_FUZZ=10000` is the long run.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.card import Card, Line, LineKind, Source, lay_out
from adapters.card_table import Said, Table, TableRow
from adapters.slack import limits
from adapters.slack.layout import FEEDBACK, PASSAGES, Message, message
from adapters.slack.sources import MOST
from bot.model import Answer, Citation, Status, Verdict
from tests.adapters.builders import baker, hostile, library
from tests.adapters.slack.rules import Json, Refused, check_message

CASES = int(os.environ.get("REMIT_FUZZ", "60"))
LIBRARY = library(baker(), hostile())
# A failure is told with what failed, which may be long.
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
LEVELS = (
    "independent team_approval manager_approval not_authorized recommend_only not_specified"
    " conflict"
).split()

signs = st.characters(codec="utf-8") | st.sampled_from("<>&*_~`|[]()@#\x00\n\t😀👩‍🔬é\u2028")
short = st.text(signs, max_size=60)
grown = st.builds(lambda text, times: text * times, short, st.sampled_from([2, 9, 40, 90]))
texts = short | grown
urls = st.builds(lambda slug: f"/read/{slug}", st.text("abc-%#", max_size=40)) | grown

citations = st.builds(
    Citation,
    n=st.just(1),
    document=texts,
    role=short,
    section=st.lists(texts, max_size=5).map(tuple),
    quote=texts,
    start=st.just(0),
    end=st.just(1),
    url=urls,
    restricted=st.booleans(),
)
verdicts = st.none() | st.builds(
    Verdict, level=st.sampled_from(LEVELS), role=short, action=texts, approver=short
)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer, of any size; each mark has its citation."""
    cited = draw(st.lists(citations, max_size=8))
    cited *= draw(st.sampled_from([1, 1, 1, 2, 10, 40]))
    numbered = [
        Citation(n, c.document, c.role, c.section, c.quote, 0, 1, c.url, c.restricted)
        for n, c in enumerate(cited, start=1)
    ]
    lines = draw(st.lists(texts, min_size=1, max_size=8)) * draw(st.sampled_from([1, 1, 2, 12]))
    bullets = draw(st.sampled_from(["", "• ", "- "]))
    ends = draw(st.sampled_from(["", ":", "."]))
    text = lines[0] + ends
    for at, line in enumerate(lines[1:]):
        marks = "".join(f" [{c.n}]" for c in numbered[at % 7 :: 7])
        text += f"\n{bullets}{line}{marks}"
    status = draw(st.sampled_from(Status))
    return Answer(status, text, tuple(numbered), draw(verdicts))


lines = st.builds(
    Line,
    kind=st.sampled_from(LineKind),
    text=texts,
    citations=st.lists(st.integers(1, 30), max_size=20).map(tuple),
)
cells = st.lists(
    st.builds(Said, text=texts, citations=st.lists(st.integers(1, 30), max_size=4).map(tuple)),
    max_size=4,
).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of any size."""
    columns = tuple(draw(st.lists(texts, min_size=2, max_size=24)))
    row = st.builds(
        TableRow,
        name=texts,
        cells=st.lists(cells, min_size=len(columns), max_size=len(columns)).map(tuple),
    )
    rows = draw(st.lists(row, max_size=4)) * draw(st.sampled_from([1, 1, 3, 60]))
    return Table(columns, tuple(rows), tuple(draw(st.lists(texts, max_size=5))))


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card."""
    source = st.builds(
        Source,
        n=st.just(1),
        title=texts,
        document=short,
        role=short,
        section=st.lists(texts, max_size=4).map(tuple),
        quote=texts,
        url=urls,
        as_of=st.sampled_from(["", "2026-05-04"]),
        owner=texts,
        restricted=st.booleans(),
    )
    drawn = draw(st.lists(source, max_size=6)) * draw(st.sampled_from([1, 1, 5, 80]))
    sources = [
        Source(n, s.title, s.document, s.role, s.section, s.quote, s.url, s.as_of, s.owner)
        for n, s in enumerate(drawn, start=1)
    ]
    return Card(
        status=draw(st.sampled_from(Status)),
        headline=draw(texts),
        lines=tuple(draw(st.lists(lines, max_size=15)) * draw(st.sampled_from([1, 1, 30]))),
        sources=tuple(sources),
        choices=tuple(draw(st.lists(texts, max_size=130))),
        verdict=draw(verdicts),
        table=draw(st.none() | tables()),
        suggestions=tuple(draw(st.lists(texts, max_size=3))),
        reference=draw(st.sampled_from(["", "0a1b2c3d"])),
        restricted=draw(st.booleans()),
    )


fuzz = settings(
    max_examples=CASES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink such sizes takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Case:
    """What is tried, without its megabyte of text where a failure is told."""

    answer: Answer = field(repr=False)


@dataclass(frozen=True)
class CardCase:
    """The same of a card."""

    card: Card = field(repr=False)


@fuzz
@given(case=answers().map(Case), private=st.booleans())
def test_any_answer_is_a_valid_message(case: Case, *, private: bool) -> None:
    """By the product's limits and by the strict server's, which were written apart."""
    card = lay_out(case.answer, LIBRARY, "0a1b2c3d")
    assert_taken(card, message(card, address, private=private, can_share=private))


@fuzz
@given(case=cards().map(CardCase), lead=short)
def test_any_card_is_a_valid_message(case: CardCase, lead: str) -> None:
    """Also those that no answer gives: tables of any size, hundreds of roles."""
    assert_taken(case.card, message(case.card, address, lead=lead))


def address(source: Source) -> str:
    """Where a source is read."""
    return f"https://remit.example.org{source.url}"


def assert_taken(card: Card, told: Message) -> None:
    """Slack takes the message, streamed or not, and nothing that counts is missing."""
    blocks = list(told.blocks)
    check_message(blocks, told.text)
    check_message(list(told.rest), "".join(told.streamed))
    check_message([], told.plain)
    assert all(0 < len(part) <= 12_000 for part in told.streamed)
    shown = texts_of(blocks)
    first = card.headline or (card.lines[0].text if card.lines else "")
    if not card.table:
        assert letters(first[:2_000])[:40] in letters("".join(shown))
    numbers = {text.strip() for text in shown if text.strip().startswith("[")}
    assert {f"[{source.n}]" for source in card.sources[:MOST]} <= numbers
    pressed = {e.get("action_id", "").partition(":")[0] for e in elements_of(blocks)}
    if card.reference:
        assert FEEDBACK in pressed
    if card.reference and card.sources:
        assert PASSAGES in pressed
    assert sum(e.get("action_id", "").startswith("remit_ask") for e in elements_of(blocks)) == len(
        card.suggestions
    )


def texts_of(value: object) -> list[str]:
    """Every text in blocks."""
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for each in value.values() for text in texts_of(each)]


def letters(text: str) -> str:
    """The letters and figures of a text."""
    return "".join(re.findall(r"\w", text))


def elements_of(blocks: list[Json]) -> list[Json]:
    """Everything that can be pressed."""
    return [e for b in blocks if b["type"].endswith("actions") for e in b["elements"]]


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "divider"}] * 51,
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        [{"type": "actions", "elements": []}],
        [{"type": "carousel"}],
        [{"type": "rich_text", "elements": []}],
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
        [
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "same",
                        "text": {"type": "plain_text", "text": "x"},
                    }
                ]
                * 2,
            }
        ],
        [
            {
                "type": "actions",
                "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}],
            }
        ],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
        [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2999}}] * 5,
    ],
    ids=(
        "51 blocks, header of 151, section of 3001, empty section, no actions, unknown block, no"
        " rich text, block_id twice, action_id twice, button of 76, 101 rows, 21 columns, empty"
        " cell, too much text"
    ).split(", "),
)
def test_what_is_one_over_a_limit_is_noticed(blocks: list[Json]) -> None:
    """As Slack would refuse the whole message for it."""
    with pytest.raises(Refused):
        check_message(blocks, "text")


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("abcdefghij", 5, "abcd…"),
        ("😀😀😀", 4, "😀…"),
        ("", 3, ""),
    ],
)
def test_a_text_is_cut_at_a_word_and_says_so(text: str, most: int, kept: str) -> None:
    """An emoji counts for two, as it does in Slack's own counting."""
    assert limits.cut(text, most) == kept
    assert limits.length(kept) <= most
