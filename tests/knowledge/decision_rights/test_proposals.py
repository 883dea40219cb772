"""What the role proposes and somebody else decides is to propose, and nothing besides."""

from __future__ import annotations

import pytest

from tests.knowledge.decision_rights.builders import RightsIn, of, only, told

OPENING = "# Harbour Keeper\n\n## Duties\n\nThe Harbour Keeper works at the lock.\n\n"


def in_a_document(sentence: str, heading: str = "") -> dict[str, str]:
    """A role's document with one sentence, under a heading of its own if one is given."""
    over = f"## {heading}\n\n" if heading else ""
    return {"keeper.md": f"{OPENING}{over}{sentence}\n"}


@pytest.mark.parametrize(
    ("sentence", "words", "approver"),
    [
        (("You propose each week which berth is dredged first; the order is settled by the Port"
         " Director."), "berth is dredged", "Port Director"),
        ("You may put a pilot forward. The Port Board chooses.", "a pilot", "Port Board"),
        ("You may pitch a trip at the Friday meeting; the Port Director picks.", "trip",
         "Port Director"),
        ("Starting tolls are proposed by you and fixed by the Toll Office.", "tolls",
         "Toll Office"),
        ("A refund of dues is proposed in the log and decided by Billing.", "refund", "Billing"),
        ("Night closures are recommended to the Port Director, who decides.", "night closures",
         "Port Director"),
        (("Found a rope we ought to stock? Put it on the wish list; the Stores Office picks from"
         " it."), "rope", "Stores Office"),
        ("For a wreck claim you prepare the file and give an opinion; the Salvage Panel decides.",
         "a wreck claim", "Salvage Panel"),
        ("You can make the case for a new crane; the Port Director decides which lock gets one.",
         "a new crane", "Port Director"),
        (("When a pilot asks for more time, you assess the request and recommend; the Port Director"
         " grants or refuses."), "more time", "Port Director"),
        (("A keeper who doubts a chart fills in a chart form; the Survey Office decides whether it"
         " changes."), "doubts a chart", "Survey Office"),
        ("Ideas for the tide school are sent to the Port Director, who rewrites it in June.",
         "ideas for the tide school", "Port Director"),
        (("A new deckhand is admitted by the Crew Board, the Harbour Keeper having proposed a"
         " name."), "a new deckhand", "Crew Board"),
        ("You recommend keepers for a pay rise, and the Port Director sets the figure.",
         "keepers for a pay rise", "Port Director"),
        (("You may object to a berth plan in draft; the Secretary to the Board decides what is"
         " sent."), "berth plan", "Secretary to the Board"),
        ("Overstays: you suggest each Monday how many, the Port Director sets the number.",
         "overstays", "Port Director"),
        ("Tolls: you can say that one is wrong and suggest another, the Port Director sets it.",
         "tolls", "Port Director"),
        (("Hiring: you interview and fill in a form, but whether an offer goes out is up to the"
         " Port Director."), "hiring", "Port Director"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["", "Ask first", "Not yours to decide", "You decide alone"])
def test_who_proposes_what_another_settles_may_only_propose(
    rights_in: RightsIn, sentence: str, words: str, approver: str, heading: str
) -> None:
    """Whatever the words for proposing and settling, and whatever the heading over them."""
    rights = of(rights_in(in_a_document(sentence, heading)), "Harbour Keeper")

    assert {(right.level.value, right.approver) for right in rights} == {
        ("recommend_only", approver)
    }
    assert any(words in right.action.lower() for right in rights)


def test_the_one_who_settles_a_proposal_decides(rights_in: RightsIn) -> None:
    """The matter is theirs, in words that say what it is."""
    rights = rights_in(in_a_document("You may put a pilot forward. The Port Board chooses."))

    assert told(only(rights, "Port Board", "a pilot")) == ("independent", "decides", "")


def test_what_another_decides_may_be_advised_on(rights_in: RightsIn) -> None:
    """Also where the deciding is told first."""
    rights = rights_in(in_a_document(
        "Storm warnings are made by the Port Director; you may advise that one is due.",
        "Who decides what",
    ))  # fmt: skip

    assert {r.level.value for r in of(rights, "Harbour Keeper")} == {"recommend_only"}


def test_work_that_another_approves_is_no_mere_proposal(rights_in: RightsIn) -> None:
    """`Prepares` and `approved` are a deed and the approval that it needs."""
    rights = rights_in(in_a_document(
        "Berth plans are prepared by the Harbour Keeper and approved by the Port Director."
    ))  # fmt: skip

    assert only(rights, "Harbour Keeper", "berth plans").level.value == "manager_approval"


def test_what_lies_beyond_a_limit_is_not_what_was_proposed(rights_in: RightsIn) -> None:
    """A proposal does not turn the approval of larger sums into one."""
    rights = rights_in(in_a_document(
        "You propose the dredging plan; spending above £5000 is approved by the Port Director."
    ))  # fmt: skip

    assert only(rights, "Harbour Keeper", "spending").level.value == "manager_approval"


@pytest.mark.parametrize(
    "sentence",
    [
        "HR interviews and recommends; the Port Director hires.",
        "The Mate may suggest a berth; the Port Director picks.",
        "Raises the flag at noon.",
        "Writes a report on every ship.",
        "Gives pilots a view of the lock.",
    ],
)
def test_what_others_propose_and_plain_work_is_no_proposal_of_the_role(
    rights_in: RightsIn, sentence: str
) -> None:
    """Only the role's own proposals count, and only where somebody is told who decides."""
    rights = of(rights_in(in_a_document(sentence)), "Harbour Keeper")

    assert not [right for right in rights if right.level.value == "recommend_only"]


def test_under_recommendations_whoever_decides_decides_on_them(rights_in: RightsIn) -> None:
    """The heading says that all there is proposed, however the sentence is put."""
    rights = rights_in(in_a_document(
        "- A boat is thought too old: the Fleet Board chooses another.", "What you recommend"
    ))  # fmt: skip

    assert {r.level.value for r in of(rights, "Harbour Keeper")} == {"recommend_only"}


def test_a_deed_that_shares_its_subject_is_not_the_role_s(rights_in: RightsIn) -> None:
    """`Runs it and decides` is what the one named first does, also if no list knows that name."""
    text = "You may ask questions, but the {} runs the session and decides who is invited."
    for who in ("researcher", "Mate"):
        rights = of(rights_in(in_a_document(text.format(who))), "Harbour Keeper", "invited")
        assert not [right for right in rights if right.level.value == "independent"]
