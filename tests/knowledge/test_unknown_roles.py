"""Roles that no document describes are said to be unknown; trades are settled as any role."""

from __future__ import annotations

import pytest

from knowledge.settling import Catalogue
from tests.knowledge.catalogues import RESEARCH, role, settled

TRADES = Catalogue([role(t) for t in ("Ski Patroller", "Lamplighter", "Rope Maker", "Oven Hand")])


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("what does a principal research scientist do", "principal research scientist"),
        ("junior research scientist pay", "junior research scientist"),
        ("how much does a data engineer earn", "data engineer"),
        ("what does the VP of Sales do?", "VP of Sales"),
        ("what does a senior wizard do", "senior wizard"),
    ],
)
def test_a_role_that_no_document_describes_is_named_as_unknown(text: str, unknown: str) -> None:
    """Another level or craft is another role; the nearest one is not put in its place."""
    mentions = RESEARCH.mentions(text)
    assert mentions.named == ()
    assert mentions.unknown == (unknown,)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what do lamplighters do", "lamplighter"),
        ("as a rope maker, may I order wire", "rope-maker"),
        ("ropemaker's duties", "rope-maker"),
        ("what does a rope-maker earn", "rope-maker"),
        ("duties of a lamp lighter", "lamplighter"),
        ("does the patroller work nights", "ski-patroller"),
        ("on the other hand, what may the oven hands decide", "oven-hand"),
    ],
)
def test_a_trade_is_settled_as_any_role(text: str, meant: str) -> None:
    """In lower case, in the plural, by its noun alone, in one word or in two."""
    assert settled(text, TRADES) == [[meant]]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("what does a stagehand do", "stagehand"),
        ("what do beekeepers do?", "beekeepers"),
        ("as a plumber, may I order pipes", "plumber"),
        ("I'm a wig maker, what are my hours", "wig maker"),
        ("what is an usher responsible for", "usher"),
        ("responsibilities of a typesetter", "typesetter"),
    ],
)
def test_a_trade_that_no_document_describes_is_unknown(text: str, unknown: str) -> None:
    """The way a question is put tells that it asks about a role, whatever its noun."""
    mentions = TRADES.mentions(text)
    assert (mentions.named, mentions.unknown) == ((), (unknown,))


@pytest.mark.parametrize(
    "text",
    [
        "who is the decision maker here",
        "as a newcomer, what should I read",
        "as a reminder what are the goals",
        "what does a newsletter do",
        "what does the server do",
        "what does a manager do",
        "can an outsider see the data",
    ],
)
def test_words_that_end_as_trades_do_name_no_role(text: str) -> None:
    """Things, the public, and nouns of people at large."""
    mentions = TRADES.mentions(text)
    assert (mentions.named, mentions.unknown) == ((), ())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("data engineer goals", ("data engineer",)),
        ("goals of data engineers", ("data engineers",)),
        ("what does payroll accountant do", ("payroll accountant",)),
        ("data engineer", ("data engineer",)),
        ("tools for better engineers", ()),
        ("goals for mentoring interns", ()),
        ("decision rights: manager", ()),
        ("how long is the course for future managers", ()),
        ("who okays a bank nurse for one shift", ()),
        ("may i hire a senior data engineer", ()),
        ("hire data engineers", ()),
        ("peer reviewer requirements", ()),
        ("project manager approval needed?", ()),
        ("do research partners need approval", ()),
    ],
)
def test_an_unknown_role_needs_no_article_where_it_is_what_is_asked_about(
    text: str, unknown: tuple[str, ...]
) -> None:
    """At the head of a question, or as the one whose goals are asked for."""
    mentions = RESEARCH.mentions(text)
    assert (mentions.named, mentions.unknown) == ((), unknown)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("may i take on a trainee cook for the summer", ()),
        ("a shift officer asks for a day off, can i say yes", ()),
        ("we need a roof surveyor, do i just call one", ()),
        ("do i have to do the rosters of the associate cooks", ()),
        ("who stands in when i'm ill, is there a deputy harbour officer", ()),
        ("how do i apply for a harbour officer job", ("harbour officer",)),
        ("what do i need to become a harbour officer", ("harbour officer",)),
        ("tell me what a harbour officer does", ("harbour officer",)),
        ("show me the goals of a harbour officer", ("harbour officer",)),
        ("i'm a harbour officer, what are my goals", ("harbour officer",)),
        ("a harbour officer's goals", ("harbour officer's",)),
    ],
)
def test_whom_a_question_about_the_asker_only_speaks_of_is_not_asked_about(
    text: str, unknown: tuple[str, ...]
) -> None:
    """One may be hired, allowed a day off or called without being whose document is meant."""
    mentions = RESEARCH.mentions(text)
    assert (mentions.named, mentions.unknown) == ((), unknown)
