"""What people asked in vain becomes cases to finish, and nobody can tell from them who asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.memory.model import CitedClause, Receipt, Vote
from bot.model import Status
from evals.case import load_cases
from evals.drafting import Mask, as_lines, draft_cases, in_words
from evals.errors import CaseInvalid
from knowledge.model import Library, Role
from tests.fakes import lines_document

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEEPER = "# Duties\nOpens the lock gates at high water\nReports to the Harbour Board on Mondays\n"
LIBRARY = Library((lines_document("keeper.md", KEEPER),), (Role("k", "Harbour Keeper", ()),), "r")
OPENS = CitedClause("keeper.md", "r", ("Duties",), 9, 43, "Opens the lock gates", "Harbour Keeper")


def receipt(
    number: int, question: str, status: Status = Status.ABSTAINED, *cited: CitedClause
) -> Receipt:
    """Give what was answered to somebody who must not be told from it."""
    return Receipt(
        reference=f"{number:08x}",
        platform="slack",
        conversation="slack:T0PRIVATE1:C0PRIVATE1:1700000000.1",
        asker="slack:T0PRIVATE1:U0PRIVATE1",
        question=question,
        status=status,
        roles=("Harbour Keeper",),
        at=START + timedelta(minutes=number),
        citations=cited,
    )


def vote(number: int, reason: str = "", *, up: bool = False) -> Vote:
    """Give a vote on the answer of that number."""
    return Vote(f"{number:08x}", "slack:T0PRIVATE1:U0PRIVATE1", up=up, reason=reason, at=START)


def lines(text: str) -> list[dict[str, object]]:
    """Give drafts as they are written."""
    return [json.loads(line) for line in text.splitlines()]


def test_silence_and_thumbs_down_are_drafted_and_nothing_else() -> None:
    """The same question in other letters is one draft, the most frequent first, with reasons."""
    asked = [
        receipt(1, "When does the keeper rest?"),
        receipt(2, "when does the Keeper rest"),
        receipt(3, "What are the duties?", Status.ANSWERED, OPENS),
        receipt(4, "Fine?", Status.ANSWERED, OPENS),
        receipt(5, "Liked?", Status.ANSWERED, OPENS),
    ]
    votes = [vote(3, "half of it"), vote(5, up=True)]
    silent, down = draft_cases(asked, votes, LIBRARY, "harbour")
    assert (silent.question, silent.silent, silent.voted_down) == (
        "When does the keeper rest?", 2, 0,
    )  # fmt: skip
    assert (down.question, down.reasons) == ("What are the duties?", ("half of it",))
    told = lines(as_lines([silent, down]))
    assert [one["expect"] for one in told] == ["abstained", "answered"]
    assert told[0]["note"] == "met with silence 2 times"
    assert told[1]["gold"] == [
        {
            "document": "keeper.md",
            "role": "Harbour Keeper",
            "section": "Duties",
            "quote": "Opens the lock gates",
        }
    ]


def test_a_draft_is_no_case_until_its_owner_has_finished_it(tmp_path: Path) -> None:
    """What is still to do keeps the suite from taking it; without that it is a case."""
    path = tmp_path / "drafts.jsonl"
    (draft,) = lines(
        as_lines(draft_cases([receipt(1, "When does it rest?")], [], LIBRARY, "harbour"))
    )
    path.write_text(json.dumps(draft), encoding="utf-8")
    with pytest.raises(CaseInvalid, match="todo"):
        load_cases(path)
    del draft["todo"]
    path.write_text(json.dumps(draft), encoding="utf-8")
    assert load_cases(path)[0].question == "When does it rest?"


def test_nothing_of_who_asked_where_and_when_is_written() -> None:
    """Neither in the keys nor in the name, which is the same whoever asks."""
    first = as_lines(draft_cases([receipt(1, "Rest?")], [vote(1, "bad")], LIBRARY, "harbour"))
    again = as_lines(draft_cases([receipt(9, "Rest?")], [vote(9, "bad")], LIBRARY, "harbour"))
    assert first == again
    for telling in ("PRIVATE", "slack", "2026", "00000001", "1700000000"):
        assert telling not in first


def test_a_restricted_passage_is_not_copied_into_a_file_that_others_read() -> None:
    """Case files are seen by whoever works on the documents."""
    secret = CitedClause("pay.md", "r", ("Pay",), 0, 5, "41,000 crowns", "Clerk", restricted=True)
    drafts = draft_cases(
        [receipt(1, "Pay?", Status.ANSWERED, secret)], [vote(1)], LIBRARY, "harbour"
    )
    assert "41,000" not in as_lines(drafts)
    assert lines(as_lines(drafts))[0]["gold"] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("I'm Anneliese, when do the gates open?", "I'm [name], when do the gates open?"),
        ("my name is anneliese. who opens?", "my name is [name]. who opens?"),
        ("Does Anneliese Kofler report on Mondays?", "Does [name] report on Mondays?"),
        ("ask Mr Kofler-Stein who opens", "ask Mr [name] who opens"),
        ("mail a.kofler@example.org or +44 20 7946 0958", "mail [address] or [address]"),
        ("see https://intra.example/p/ak", "see [address]"),
        ("<@U0ABCDEF12> and @akofler ask", "[id] and [id] ask"),
        ("ticket 4711234 of 0b6f9c1e-1111-2222-3333-444455556666", "ticket [id] of [id]"),
        ("Does the Harbour Keeper open the Lock Gates?", None),
        ("I am new here, what are my duties in the first 30 days?", None),
        ("May the keeper spend £5,000 in 2026?", None),
        ("Who reports to the Harbour Board on Mondays?", None),
    ],
)
def test_what_may_name_a_person_is_masked_and_the_documents_words_are_kept(
    typed: str, kept: str | None
) -> None:
    """A question that lost its role or its figures would be no case any more."""
    assert Mask(LIBRARY)(typed) == (kept or typed)


def test_nothing_asked_in_vain_gives_no_drafts() -> None:
    """And says so, rather than writing an empty file in silence."""
    assert draft_cases([], [], LIBRARY, "harbour") == ()
    assert as_lines([]) == ""
    assert in_words([]).startswith("Nothing to draft")
