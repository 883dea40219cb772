"""Citation recall and precision as ALCE defines them, with a check that looks for words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.support.checking import Support
from evals.attribution import Attribution, attribute, statements
from tests.evals.builders import answer, citation


def words_check(statement: str, passages: Sequence[str]) -> Support:
    """Support a statement if the passages together have all its words."""
    known = set(" ".join(passages).lower().split())
    missing = set(statement.lower().rstrip(".").split()) - known
    return Support(not missing, float(not missing), f"no passage has {sorted(missing)}")


def judged(text: str, *quotes: str, **changes: Any) -> Attribution:
    """Judge a text whose citations 1, 2, … quote `quotes`."""
    cited = [citation(quote) | {"n": n} for n, quote in enumerate(quotes, start=1)]
    found = attribute(answer(text, cited, **changes), lambda one: str(one["quote"]), words_check)
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "quotes", "recall", "precision"),
    [
        ("brews beer [1]", ("brews beer",), 1, 1),
        ("brews beer", ("brews beer",), 0, None),
        ("brews wine [1]", ("brews beer",), 0, 0),
        ("brews beer [1]\nsells it [2]", ("brews beer", "keeps it"), 0.5, 0.5),
        ("brews beer [1] [2]", ("brews", "beer"), 1, 1),
        ("brews beer [1] [2]", ("brews beer", "wears boots"), 1, 0.5),
        ("brews beer [1] [2]", ("brews beer", "beer brews"), 1, 1),
        ("brews beer [7]", ("brews beer",), 0, None),
    ],
)
def test_recall_and_precision_are_those_of_alce(
    text: str, quotes: tuple[str, ...], recall: float, precision: float | None
) -> None:
    """A citation counts if its statement holds and it is needed, or is enough alone."""
    found = judged(text, *quotes)
    assert found.recall == recall
    assert found.precision == precision


def test_a_statement_that_cites_the_wrong_passage_is_faithful_but_not_recalled() -> None:
    """Faithfulness asks whether the answer's passages say so, recall whether the cited one does."""
    found = judged("brews beer [2]\nwears boots [1]", "brews beer", "wears boots")
    assert (found.recall, found.faithfulness) == (0, 1)


def test_announcements_remarks_and_the_opening_of_a_verdict_state_nothing() -> None:
    """They say something of the answer, not of a document, and have nothing to cite."""
    text = (
        "Brewer – Duties:\n• Brews beer [1]\n… and 3 more in that section.\n"
        "Note: “Brewer” is a draft."
    )
    assert list(statements(text)) == [("Brews beer", (1,))]
    assert list(statements("No, not alone: the board agrees first. [2]")) == [
        ("the board agrees first.", (2,))
    ]


def test_a_colon_does_not_turn_a_claim_into_an_announcement() -> None:
    """What ends in a colon must announce something that is cited; a no inside a sentence stays."""
    assert list(statements("The brewer earns a lot:")) == [("The brewer earns a lot:", ())]
    assert list(statements("There is no rule: brew. [1]")) == [("There is no rule: brew.", (1,))]


def test_statements_in_one_line_have_each_their_own_marks() -> None:
    """A writer may put several sentences into a line; what follows the last mark is uncited."""
    assert list(statements("Brews. [1][2] Sells. [1] Sleeps.")) == [
        ("Brews.", (1, 2)),
        ("Sells.", (1,)),
        ("Sleeps.", ()),
    ]


def test_the_sentence_of_a_verdict_is_scored_by_its_level_but_must_be_cited() -> None:
    """The level is known from the case, which beats a check of words; uncited it is a miss."""
    cited = judged("No: nobody may. [1]\n• brews beer [1]", "brews beer", level="not_authorized")
    assert [one.statement for one in cited.statements] == ["brews beer"]
    bare = judged("No: nobody may.\n• brews beer [1]", "brews beer", level="not_authorized")
    assert bare.recall == 0.5


def test_silence_is_neither_supported_nor_unsupported() -> None:
    """“The documents do not say” must not count as faithful."""
    silent = answer("The documents do not say.", status="abstained")
    assert attribute(silent, lambda one: str(one["quote"]), words_check) is None


def test_an_unsupported_statement_gives_the_reason() -> None:
    """Whoever mends it need not run the check again."""
    (one,) = judged("brews wine [1]", "brews beer").statements
    assert one.reason == "no passage has ['wine']"
