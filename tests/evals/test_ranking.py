"""Where the evidence stands among what finding ranks."""

from __future__ import annotations

from evals.ranking import Placing, Ranked, place
from tests.evals.builders import QUOTE, case, gold, silent_case


def test_the_figures_are_those_of_the_textbook() -> None:
    """Gold at places 2 and 6, one not found: recall 1/3 and 2/3, reciprocal rank 1/2."""
    placing = Placing((6, 2, None))
    assert (placing.recall(5), placing.recall(10)) == (1 / 3, 2 / 3)
    assert (placing.hit(1), placing.hit(5)) == (False, True)
    assert placing.reciprocal == 1 / 2


def test_nothing_found_is_zero() -> None:
    """A question whose evidence is not ranked at all counts, with nothing."""
    placing = Placing((None,))
    assert (placing.recall(5), placing.hit(5), placing.reciprocal) == (0, False, 0)


def test_a_passage_counts_by_its_words_and_document_not_by_its_section() -> None:
    """The same words elsewhere, or other words of the section, are not the evidence."""
    asked = case(gold=[gold(), gold("Wears boots in the cellar")])
    ranked = [Ranked("maltster.md", QUOTE), Ranked("brewer.md", f"{QUOTE}.")]
    placing = place(asked, ranked)
    assert placing
    assert placing.places == (2, None)


def test_what_has_no_evidence_or_is_looked_up_has_no_place() -> None:
    """Silence and decisions are scored otherwise."""
    assert place(silent_case(), []) is None
    assert place(case(kind="decision", verdict="independent"), []) is None
