"""Passages that are no longer as they were cited, and who was answered from them."""

from __future__ import annotations

from pathlib import Path

from bot.changes import Change, Told, changes, outdated
from bot.memory.model import CitedClause, Receipt
from bot.memory.opening import open_memory
from knowledge.model import Library
from tests.bot.harbour import KEEPER, PILOT, document, library
from tests.bot.memory.builders import ANN, BEN, NOON, clause, receipt

SAIL = "Sail the channel twenty times."
OLD = library()


def cited(quote: str = SAIL, heading: str = "Duties", *, restricted: bool = False) -> CitedClause:
    """A passage of the pilot's document as it was."""
    pilot = OLD.documents[0]
    start = pilot.text.index(quote)
    end = start + len(quote)
    path, role = (heading,), "Sea Pilot"
    return CitedClause(pilot.path, pilot.revision, path, start, end, quote, role, restricted)


def answered(number: int = 1, *citations: CitedClause, asker: str = ANN) -> Receipt:
    """An answer from the pilot's document as it was."""
    return receipt(number, asker=asker, citations=citations or (cited(),))


def now(pilot: str, owner: str = "Pilotage") -> Library:
    """The library with the pilot's document as it is now."""
    return library(document("sea-pilot.txt", pilot, owner), document("lock-keeper.txt", KEEPER))


def test_nothing_has_changed_while_the_document_is_as_it_was() -> None:
    """Also if other documents have changed."""
    changed = library(OLD.documents[0], document("lock-keeper.txt", KEEPER + "Close them.\n"))

    assert changes([answered()], OLD) == ()
    assert changes([answered()], changed) == ()


def test_a_reworded_passage_is_shown_then_and_now_with_who_was_told() -> None:
    """In the order in which they were answered."""
    thirty = PILOT.replace("twenty", "thirty")

    assert changes([answered(2, asker=BEN), answered(1)], now(thirty)) == (
        Change(
            document="sea-pilot.txt",
            section=("Duties",),
            role="Sea Pilot",
            owner="Pilotage",
            quote=SAIL,
            now="Sail the channel thirty times.",
            restricted=False,
            told=(
                Told("00000001", ANN, "What does a pilot do?", NOON),
                Told("00000002", BEN, "What does a pilot do?", NOON),
            ),
        ),
    )


def test_other_changes_of_the_document_do_not_matter() -> None:
    """What was quoted may move, be wrapped anew, and stand under a heading of another name."""
    moved = PILOT.replace("# Duties\n", "# 2. Duties\nWear a life jacket.\n")
    renamed = PILOT.replace("# Duties", "# What a pilot does")

    assert changes([answered()], now(moved)) == ()
    assert changes([answered()], now(renamed)) == ()


def test_the_same_words_under_another_heading_are_not_the_passage() -> None:
    """`None a year` may be a target here and a number of holidays there."""
    quote = "Groundings: none a year."
    swapped = "# Duties\nGroundings: none a year.\n# Targets\nGroundings: one a year.\n"

    (change,) = changes([answered(1, cited(quote, "Targets"))], now(swapped))

    assert (change.quote, change.now) == (quote, "Groundings: one a year.")


def test_a_passage_that_is_gone_has_nothing_in_its_place() -> None:
    """Neither has one of a document that is gone; nobody keeps that any more."""
    short = "# Duties\nWear a life jacket.\n"

    (cut,) = changes([answered()], now(short))
    (gone,) = changes([answered()], library(document("lock-keeper.txt", KEEPER, "Lock Office")))

    assert (cut.now, cut.owner) == ("", "Pilotage")
    assert (gone.now, gone.owner) == ("", "")


def test_a_restricted_passage_says_so() -> None:
    """Whoever shows it must know."""
    (change,) = changes([answered(1, cited(restricted=True))], now("# Duties\nSail.\n"))

    assert change.restricted


def test_an_answer_that_cites_a_passage_twice_is_named_once() -> None:
    """Nobody is told the same thing twice."""
    (change,) = changes([answered(1, cited(), cited())], now("# Duties\nSail.\n"))

    assert len(change.told) == 1


def test_only_receipts_of_another_revision_are_read(tmp_path: Path) -> None:
    """Most answers rest on documents that are as they were."""
    memory = open_memory(f"sqlite:///{tmp_path}/remit.db")
    mixed = answered(2, clause("gone.txt"), cited())
    memory.receipts.add(answered(1))
    memory.receipts.add(mixed)

    assert outdated(memory.receipts, OLD) == (mixed,)
    assert [each.reference[-1] for each in outdated(memory.receipts, now("# A\nB.\n"))] == [
        "1",
        "2",
    ]
    memory.close()
