"""What one answer is worth."""

from __future__ import annotations

from typing import Any

import pytest

from evals.metrics import FAILED, is_right, score
from tests.evals.builders import QUOTE, answer, case, citation, gold, silent_case


def test_a_citation_is_right_by_its_quote_or_by_its_section_but_only_in_a_gold_document() -> None:
    """The right words in another role's document are evidence of a mix-up, not of an answer."""
    passages = case(gold=[gold(section="2. Duties:")]).gold
    assert is_right(citation(section=("Elsewhere",)), passages)
    assert is_right(citation(quote="Cleans the vats"), passages)
    assert is_right(citation(quote="Cleans the vats", section=("7) Duties", "Other")), passages)
    assert not is_right(citation(quote="Cleans the vats", section=("Elsewhere",)), passages)
    assert not is_right(citation(document="maltster.md"), passages)


def test_a_right_answer_has_no_fault() -> None:
    """Evidence, points and quotes all there: nothing is listed as a miss."""
    found = score(
        case(points=[["Friday"], ["plant boss", "plant manager"]]),
        answer(f"{QUOTE} [1]", [citation()]),
        {"brewer.md": QUOTE}.__getitem__,
    )
    assert found.evidence is True
    assert found.precision == 1.0
    assert found.points == (True, True)
    assert found.mixed_up is False
    assert found.verbatim == (True,)
    assert found.misses == ()


def test_precision_is_the_share_of_right_citations_and_unknown_without_any() -> None:
    """Citing everything costs precision; no citation gives none, and misses the evidence."""
    stray = citation(quote="Cleans the vats", section=("Elsewhere",))
    assert score(case(), answer(citations=[citation(), stray])).precision == 0.5
    bare = score(case(), answer())
    assert bare.precision is None
    assert bare.evidence is False


def test_points_count_only_where_a_reader_sees_them() -> None:
    """What stands after the first 1,200 characters is not looked for."""
    asked = case(points=[["Friday"]])
    assert score(asked, answer("x" * 1193 + " Friday")).points == (True,)
    assert score(asked, answer("x" * 1194 + " Friday")).points == (False,)


@pytest.mark.parametrize("status", ["abstained", "refused", "clarify"])
def test_an_answer_that_holds_or_asks_back_brings_neither_evidence_nor_points(status: str) -> None:
    """Silence that mentions the right word in passing has not answered."""
    held = score(case(points=[["Friday"]]), answer("Friday?", [citation()], status))
    assert held.evidence is False
    assert held.points == (False,)
    assert held.misses[0] == f"{status}, expected answered"


def test_forbidden_words_are_found_anywhere_in_the_text() -> None:
    """A sibling's figure does harm wherever it stands."""
    asked = case(forbidden=["Monday", "9 %"])
    assert score(asked, answer("x" * 2000 + " On Monday")).forbidden == ("Monday",)
    assert score(asked, answer("On Friday, 19%")).forbidden == ()
    assert score(case(), answer()).forbidden is None


def test_a_role_is_mixed_up_by_a_citation_of_another_role_in_another_document() -> None:
    """The gold document and citations without a role are never a mix-up."""
    other = citation(role="Maltster", document="maltster.md")
    assert score(case(), answer(citations=[citation(), other])).mixed_up is True
    assert score(case(), answer(citations=[citation(role="Maltster")])).mixed_up is False
    policy = citation(role="", document="policy.md")
    assert score(case(), answer(citations=[policy])).mixed_up is False
    same = citation(role="BREWER", document="policy.md")
    assert score(case(), answer(citations=[same])).mixed_up is False


def test_role_mix_up_is_not_asked_of_a_case_about_several_roles() -> None:
    """None is neither right nor wrong."""
    two = case(gold=[gold(), gold(role="Maltster", document="maltster.md")])
    assert score(two, answer(citations=[citation()])).mixed_up is None
    assert score(silent_case(), answer(citations=[citation()])).mixed_up is None


def test_a_comparison_needs_a_right_citation_of_every_role() -> None:
    """One side alone is half an answer."""
    both = case(kind="comparison", gold=[gold(), gold(role="Maltster", document="maltster.md")])
    one, other = citation(), citation(role="Maltster", document="maltster.md")
    assert score(both, answer(citations=[one])).evidence is False
    assert score(both, answer(citations=[one, other])).evidence is True


def test_one_citation_is_not_evidence_for_both_sides_of_a_shared_document() -> None:
    """Where one document holds both roles under the same heading, each side needs its own."""
    both = case(
        kind="comparison",
        gold=[gold("Two vats a day"), gold("Nine sacks a day", role="Maltster")],
    )
    one = citation("Two vats a day")
    other = citation("Nine sacks a day", role="Maltster")
    assert score(both, answer(citations=[one])).evidence is False
    assert score(both, answer(citations=[one, other])).evidence is True


def test_clarification_is_asking_back_or_showing_two_roles_side_by_side() -> None:
    """One role's answer to a question of no role is a guess."""
    vague = case(kind="ambiguous", expect="clarify")
    one, other = citation(), citation(role="Maltster", document="maltster.md")
    assert score(vague, answer("Which role?", status="clarify")).clarified is True
    assert score(vague, answer(citations=[one, other])).clarified is True
    guessed = score(vague, answer(citations=[one, one]))
    assert guessed.clarified is False
    assert guessed.misses == ("answered, expected clarify",)
    assert score(case(), answer()).clarified is None


@pytest.mark.parametrize("status", ["abstained", "refused"])
def test_either_kind_of_silence_is_right_where_silence_is_expected(status: str) -> None:
    """Whether the bot says `not in the documents` or `not for me` is wording."""
    assert score(silent_case(), answer("No.", status=status)).misses == ()
    spoken = score(silent_case(), answer(citations=[citation()]))
    assert spoken.misses == ("answered, expected abstained",)
    assert spoken.evidence is None


def test_a_quote_is_verbatim_only_at_its_very_place() -> None:
    """A quote one character off, of no document, or empty does not stand in the document."""
    texts = {"brewer.md": f"# Brewer\n{QUOTE}\n"}
    cited = [
        citation(start=9),
        citation(start=8),
        citation(start=9, document="gone.md"),
        citation("", start=9),
    ]
    found = score(case(), answer(citations=cited), texts.__getitem__)
    assert found.verbatim == (True, False, False, False)
    assert "a quote is not verbatim" in found.misses
    assert score(case(), answer(citations=cited)).verbatim is None


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ("manager_approval", answer(level="manager_approval"), True),
        ("manager_approval", answer(level="independent"), False),
        ("manager_approval", answer(status="abstained"), False),
        ("not_specified", answer(status="abstained"), True),
        ("not_specified", answer(level="independent"), False),
    ],
)
def test_a_verdict_is_right_by_its_level(wanted: str, given: dict[str, Any], right: bool) -> None:  # noqa: FBT001
    """Silence counts where the documents do not specify."""
    assert score(case(kind="decision", verdict=wanted), given).verdict is right


def test_silence_of_another_kind_is_no_verdict() -> None:
    """Refusing a question about a role, or asking back, is not `the documents do not specify`."""
    asked = silent_case(kind="decision", verdict="not_specified")
    for status in ("refused", "clarify"):
        assert score(asked, answer(status=status)).verdict is False
    assert score(case(), answer()).verdict is None


@pytest.mark.parametrize(
    ("wanted", "given", "false"),
    [
        ("manager_approval", answer(level="independent"), True),
        ("conflict", answer(level="independent"), True),
        ("manager_approval", answer("Yes, go ahead. [1]", level="manager_approval"), True),
        ("manager_approval", answer("**Yes**"), True),
        ("manager_approval", answer("No: yes-men are not asked.", level="not_authorized"), False),
        ("manager_approval", answer("Yesterday's papers say no."), False),
        ("manager_approval", answer("Yes or no, nobody says.", status="abstained"), False),
        ("independent", answer("Yes. [1]", level="independent"), None),
    ],
)
def test_a_yes_is_false_wherever_the_right_level_is_another(
    wanted: str, given: dict[str, Any], *, false: bool | None
) -> None:
    """Whoever reads `Yes` goes and does it, whatever the verdict beside it says."""
    assert score(case(kind="decision", verdict=wanted), given).false_yes is false


def test_an_approver_is_named_by_the_verdict_or_in_the_text() -> None:
    """A level without a name leaves the reader with half an answer."""
    asked = case(kind="decision", verdict="manager_approval", approver=["plant manager", "boss"])
    by_text = answer("No: the plant manager must agree. [1]", level="manager_approval")
    by_verdict = answer(level="manager_approval", approver="The Plant Manager")
    neither = score(asked, answer(level="manager_approval", approver="the Board"))
    assert score(asked, by_text).approver is True
    assert score(asked, by_verdict).approver is True
    assert neither.approver is False
    assert "approver not named: plant manager" in neither.misses
    assert score(case(kind="decision", verdict="independent"), by_text).approver is None


WHO = {"kind": "who_decides", "deciders": [["Plant Manager", "PM"], ["Board"]]}


def test_who_decides_is_right_when_every_decider_is_named_and_no_wrong_one() -> None:
    """One of two is half the truth, and a wrong third sends people to the wrong door."""
    asked = case(**WHO, forbidden=["Maltster"])
    by_role = answer("The Board decides with [1].", [citation(role="Plant Manager")])
    assert score(asked, answer("The PM and the Board. [1]")).who_decides is True
    assert score(asked, by_role).who_decides is True
    half = score(asked, answer("The Board. [1]"))
    assert half.who_decides is False
    assert "decider not named: Plant Manager" in half.misses
    assert score(asked, answer("The PM, the Board and the Maltster.")).who_decides is False
    assert score(case(), answer()).who_decides is None


def test_who_decides_is_not_told_by_holding_back_unless_nobody_does() -> None:
    """Where the documents name nobody, a name is wrong and silence is right."""
    held = answer("I looked at Plant Manager and Board.", [citation(role="Board")], "abstained")
    nobody = silent_case(kind="who_decides")
    assert score(case(**WHO), held).who_decides is False
    assert score(nobody, held).who_decides is True
    assert score(nobody, answer("The Board. [1]")).who_decides is False


def test_a_failed_answer_misses_everything_that_is_asked_of_it() -> None:
    """A bot that crashes is neither silent nor left out."""
    failed = answer("", status=FAILED)
    assert score(case(points=[["Friday"]]), failed).points == (False,)
    assert score(silent_case(), failed).silent is False
    assert score(case(), failed).misses[0] == "the bot failed"
