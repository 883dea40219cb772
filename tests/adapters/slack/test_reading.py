"""Messages read well: what is strong, what stands together, and no bars of text tables."""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.card import Card, Line, LineKind, Source
from adapters.card_table import Said, Table, TableRow
from adapters.slack import views
from adapters.slack.layout import Message, message
from bot.model import Status, Verdict

SILENT = Verdict("not_specified", "Baker", "buy an oven", "")
SOURCE = Source(1, "Baker – the bakery's roles", "baker.md", "Baker", ("Baker", "Rights"), "q", "")


def shown(card: Card) -> Message:
    """The message of a card whose sources can be read nowhere."""
    return message(card, lambda _source: "")


def strong(sent: Message) -> list[str]:
    """What is printed strong in the answer itself."""
    [part] = sent.blocks[0]["elements"]
    return [each["text"] for each in part["elements"] if each.get("style", {}).get("bold")]


def test_of_a_verdict_the_first_sentence_is_strong() -> None:
    """A paragraph in bold is read by nobody; the rest of it is there, streamed too."""
    text = "The documents do not say. I looked at “Rights”. Ask the owner."
    sent = shown(Card(Status.ABSTAINED, "", (Line(LineKind.PARAGRAPH, text),), verdict=SILENT))

    assert strong(sent) == ["The documents do not say."]
    assert " I looked at “Rights”. Ask the owner." in json.dumps(sent.blocks, ensure_ascii=False)
    assert sent.streamed[0].startswith("**The documents do not say.** I looked at")


def test_what_is_no_verdict_and_no_heading_is_not_strong() -> None:
    """In a message as in a stream."""
    sent = shown(Card(Status.ABSTAINED, "", (Line(LineKind.PARAGRAPH, "Not a word. Sorry."),)))

    assert strong(sent) == []
    assert sent.streamed == ("Not a word. Sorry.\n",)


def test_the_row_of_a_table_is_quoted_without_bars() -> None:
    """In the message, in the window of passages and in the section."""
    source = replace(SOURCE, quote="Ovens | Proposes | Decides")
    card = Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, "x", (1,)),), (source,))
    section = "Area | Baker\nOvens | Proposes | Decides\nFlour | Decides"
    start = section.index("Ovens")
    told = [
        shown(card).blocks,
        views.passages([views.Shown(source)], "0a", lambda _source: ""),
        views.section(source, section, start, start + len(source.quote), lambda _source: ""),
    ]

    for each in told:
        assert "Ovens · Proposes · Decides" in json.dumps(each, ensure_ascii=False)
        assert " | " not in json.dumps(each)


def test_the_passages_of_one_section_stand_together() -> None:
    """Two roles are compared row by row; each section is named once."""
    sources = tuple(
        replace(SOURCE, n=n, quote=f"said {n}", title="Baker" if n % 2 else "Miller")
        for n in range(1, 7)
    )
    card = Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, "x", (1,)),), sources)
    told = json.dumps(shown(card).blocks[1], ensure_ascii=False)

    assert told.count("Miller › Baker › Rights") == 1
    assert told.index("said 5") < told.index("said 2")


def test_a_heading_that_begins_the_title_is_not_repeated() -> None:
    """`Baker – the bakery's roles › Rights` says it."""
    card = Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, "x", (1,)),), (SOURCE,))

    assert "Baker – the bakery's roles › Rights" in json.dumps(
        shown(card).blocks[1], ensure_ascii=False
    )


def test_the_notification_of_a_comparison_names_the_roles() -> None:
    """Its first row alone would say nothing."""
    table = Table(("Baker", "Miller"), (TableRow("Goals", ((Said("Bread."),), ())),), ())
    card = Card(Status.ANSWERED, "", (Line(LineKind.ITEM, "Goals: Bread."),), table=table)

    assert shown(card).text == "Baker and Miller: Goals: Bread."


def test_streamed_text_is_not_full_of_backslashes() -> None:
    """Only signs that would be read as more than themselves are kept from it."""
    line = Line(LineKind.PARAGRAPH, "Which one: A (early) – 10-20 %, B!")
    hostile = Line(LineKind.PARAGRAPH, "# *a* <@U1> :smile: [x](y) `z` ~no~ _u_")
    sent = shown(Card(Status.ANSWERED, "", (line,)))
    kept = shown(Card(Status.ANSWERED, "", (hostile,))).streamed[0]

    assert sent.streamed == ("Which one: A (early) – 10-20 %, B!\n",)
    assert kept == "\\# \\*a\\* &lt;\\@U1> \\:smile: \\[x\\](y) \\`z\\` \\~no\\~ \\_u\\_\n"
