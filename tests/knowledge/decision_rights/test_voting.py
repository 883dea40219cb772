"""What several decide as one takes the agreement of peers; what one above decides does not."""

from __future__ import annotations

import pytest

from tests.knowledge.decision_rights.builders import RightsIn, of, only

OPENING = "# Harbour Keeper\n\n## Duties\n\nThe Harbour Keeper works at the lock.\n\n"


def in_a_document(sentence: str, heading: str = "") -> dict[str, str]:
    """A role's document with one sentence, under a heading of its own if one is given."""
    over = f"## {heading}\n\n" if heading else ""
    return {"keeper.md": f"{OPENING}{over}{sentence}\n"}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The berth plan is agreed among the keepers of both locks.", "berth plan"),
        ("The rota is settled by the crew as a whole.", "rota"),
        ("Night hours are fixed by the keepers' forum, where each lock has a vote.",
         "night hours"),
        ("Dredging is cleared by the Tide Committee before a bucket goes in.", "dredging"),
        ("Closing days are fixed by a vote of the pilots' meeting.", "closing days"),
        ("A change to the log is accepted by a majority of the crew members.", "change to the log"),
        ("The signal book is settled with the pilots together, by show of hands.", "signal book"),
        ("Swapping a watch is agreed within your crew.", "swapping a watch"),
        ("A berth swap may be made where the Harbour Keepers of both ports agree.", "berth swap"),
        ("Tools may be lent if the members of the crew agree.", "tools"),
        ("Swapping a watch is fine when both people on the rota agree.", "swapping a watch"),
        ("A change of watch shall take effect only when the staff council has consented.",
         "change of watch"),
        ("Dumping permits shall not be issued until the Tide Committee has voted in favour.",
         "dumping permits"),
        ("Films must not be made unless every member present agrees.", "films"),
        ("The winter plan needs all three keepers to agree on it.", "winter plan"),
        ("Opening both gates needs the pilot to agree beside you, four eyes on the lever.",
         "opening both gates"),
        ("Two keepers on one lock sort out the lunch hour between themselves.", "lunch hour"),
        ("Rebuilding the lock: the crew votes on Monday, two thirds needed.", "rebuilding"),
        ("A new rope: two approvals from the crew in the log.", "a new rope"),
        ("Guests: up to twenty is the crew's joint decision.", "guests"),
        ("A boat for hire goes to the ethics committee, whose vote binds.", "a boat for hire"),
        ("The night plan waits for the agreement of the pilots' meeting.", "night plan"),
        ("A black flag shall be concurred in by a second keeper.", "black flag"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Who decides what", "Ask first"])
def test_what_peers_decide_together_takes_their_agreement(
    rights_in: RightsIn, sentence: str, words: str, heading: str
) -> None:
    """A vote, a committee, a meeting, those of the same post: none of them stands above."""
    rights = of(rights_in(in_a_document(sentence, heading)), "Harbour Keeper")

    assert {right.level.value for right in rights} == {"team_approval"}
    assert any(words in right.action.lower() for right in rights)


@pytest.mark.parametrize(
    "sentence",
    [
        "A crossing above £400 is accepted by the Directors.",
        "The berth plan is agreed between the Port Director and the Mayor.",
        "Rent is approved by the client's own review board.",
        "Pay is approved by the leadership team.",
        "Weld repairs require the consent of the Welding Engineer.",
        "Trips need the go-ahead of a senior leader on duty.",
        "A letter goes out once the Assistant Headteacher has approved it.",
        "New prompts: nothing is sent until the Privacy Lead has cleared the wording.",
        "Charts leave the office only with the approval of the Survey Office.",
        "Opening on a holiday is for the Port Director to approve.",
        "Larger suites are granted by the Port Director only.",
    ],
)
def test_who_stands_above_or_alone_approves_as_a_manager(
    rights_in: RightsIn, sentence: str
) -> None:
    """Superiors together, one specialist, an office, an outsider's board are no peers."""
    rights = of(rights_in(in_a_document(f"- {sentence}", "Ask first")), "Harbour Keeper")

    assert {right.level.value for right in rights} == {"manager_approval"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The lock is shared among the keepers.",
        "The watch is carried by the keepers in turn.",
        "Keepers talk among themselves.",
        "Decisions are taken by simple majority.",
        "Members with a stake MUST NOT vote and do not count.",
        "Prototypes that can be adopted by the crew.",
        "Ships are inspected by the harbour committee.",
        "At least 70% of the ships are accepted within a day.",
        "Pay and grading are settled by the group's People team.",
    ],
)
def test_what_a_group_does_is_no_vote(rights_in: RightsIn, sentence: str) -> None:
    """Work that is shared, and rules about voting, ask for nobody's agreement."""
    rights = of(rights_in(in_a_document(sentence)), "Harbour Keeper")

    assert not [right for right in rights if right.level.value != "not_authorized"]


def test_what_another_may_do_only_with_consent_is_that_one_s(rights_in: RightsIn) -> None:
    """The pilot's need is not the keeper's."""
    rights = rights_in(in_a_document(
        "The Crane Driver may lift by night only with the Port Director's written approval."
    ))  # fmt: skip

    assert not of(rights, "Harbour Keeper")


def test_a_body_that_decides_does_not_leave_the_role_out(rights_in: RightsIn) -> None:
    """`The hiring panel picks` is a decision of peers, `the Port Director picks` is not."""
    rights = rights_in(in_a_document(
        "- The hiring panel picks the mate by vote.\n- The Port Director picks the cook.",
        "Who decides what",
    ))  # fmt: skip

    assert only(rights, "Harbour Keeper", "mate").level.value == "team_approval"
    assert only(rights, "Harbour Keeper", "cook").level.value == "not_authorized"


@pytest.mark.parametrize(
    "sentence",
    [
        "A pilot MAY be removed for cause by a vote of two thirds of the crew members.",
        "Access to the log MAY be withdrawn only by decision of the conduct team.",
        "The order of names is settled by agreement among all the named authors.",
    ],
)
def test_a_vote_under_no_heading_is_one(rights_in: RightsIn, sentence: str) -> None:
    """Words of voting need no heading to tell that they decide, nor a list that knows who votes."""
    rights = of(rights_in(in_a_document(sentence)), "Harbour Keeper")

    assert {right.level.value for right in rights} == {"team_approval"}


def test_what_a_body_decides_is_its_own(rights_in: RightsIn) -> None:
    """In the committee's own document its decision is no agreement of others."""
    text = (
        "# Tide Committee\n\n## Duties\n\nA pilot MAY be removed by a vote of the Tide Committee.\n"
    )
    rights = rights_in({"committee.md": text})

    assert only(rights, "Tide Committee", "pilot").level.value == "independent"
