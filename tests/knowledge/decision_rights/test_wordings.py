"""Rights told in other words than MAY: in the passive, as plain deeds, as pairs, beyond a limit."""

from __future__ import annotations

import pytest

from tests.knowledge.decision_rights.builders import RightsIn, of, only, told

OPENING = "# Harbour Keeper\n\n## Duties\n\nThe Harbour Keeper works at the lock.\n\n"


def in_a_document(sentence: str) -> dict[str, str]:
    """A role's document with one sentence under a neutral heading."""
    return {"keeper.md": f"{OPENING}{sentence}\n"}


@pytest.mark.parametrize(
    ("sentence", "words", "level", "approver"),
    [
        ("Berths are allocated by the Harbour Keeper.", "berths", "independent", ""),
        ("An unsafe gate is closed at once by the Harbour Keeper.", "gate", "independent", ""),
        ("Fog signals are at the Harbour Keeper's own discretion.", "fog signals",
         "independent", ""),
        ("A pilot may be proposed by the Harbour Keeper.", "a pilot", "recommend_only", ""),
        ("Prizes may be put forward by the Harbour Keeper.", "prizes", "recommend_only", ""),
        ("No fine is imposed by the Harbour Keeper.", "fine", "not_authorized", ""),
        ("No dredging is begun until an opinion has been given by the Port Director.",
         "dredging", "manager_approval", "Port Director"),
        ("For night entries, approval is granted by the Port Director.", "night entries",
         "manager_approval", "Port Director"),
        ("The order of entry is settled by agreement among all the pilots.", "order of entry",
         "team_approval", "pilots"),
        ("Transfers are prepared by the Harbour Keeper and approved by the Port Director.",
         "transfers", "manager_approval", "Port Director"),
        ("A keeper's own log is approved by another Harbour Keeper.", "own log",
         "team_approval", "another Harbour Keeper"),
        ("Suspected theft is referred to the Port Director.", "theft", "not_authorized",
         "Port Director"),
        ("A second job may be taken up only subject to written approval by the Port Director.",
         "second job", "manager_approval", "Port Director"),
        ("Changes to the tide plan are subject to ratification by the Tide Panel.", "tide plan",
         "team_approval", "Tide Panel"),
        ("The closure of the lock is reserved to the Area Commander.", "closure",
         "not_authorized", "Area Commander"),
        ("You close the gate when fog comes in.", "close the gate", "independent", ""),
        ("The Harbour Keeper takes messages and gives no refunds.", "refunds",
         "not_authorized", ""),
        ("Suspension of a pilot is not in your gift.", "suspension", "not_authorized", ""),
        ("Swaps are fine if both keepers write them down.", "swaps", "independent", ""),
        ("Calling out a diver up to £600 a time needs nobody's leave.", "diver",
         "independent", ""),
    ],
)  # fmt: skip
def test_what_is_done_by_whom_tells_the_level(
    rights_in: RightsIn, sentence: str, words: str, level: str, approver: str
) -> None:
    """Documents in the passive voice say as much as those with MAY and MUST."""
    right = only(rights_in(in_a_document(sentence)), "Harbour Keeper", words)

    assert (right.level.value, right.approver) == (level, approver)


@pytest.mark.parametrize(
    "sentence",
    [
        "Where agreement is not reached, the tide decides.",
        "The keepers are supported by the Harbour Keeper.",
        "You put up with rain.",
        "Ships that are not registered pay a toll.",
        "The offer makes no difference.",
    ],
)
def test_what_is_supposed_or_said_in_passing_gives_no_right(
    rights_in: RightsIn, sentence: str
) -> None:
    """A condition is no refusal, and support no decision."""
    assert not of(rights_in(in_a_document(sentence)), "Harbour Keeper")


def test_under_approvals_a_pair_is_a_matter_and_whom_to_ask(rights_in: RightsIn) -> None:
    """Also where a colleague is to be asked, or a body that no list knows."""
    card = (
        "roles:\n  - title: Harbour Keeper\n    decides:\n      - The rota\n    approvals:\n"
        "      - what: A toll above 90 euros\n        ask: Port Director\n"
        "      - what: A new buoy\n        ask: another Harbour Keeper, who looks at the chart\n"
        "  - title: Deckhand\n    decides:\n      - The order of knots\n"
    )
    rights = rights_in({"roles.yaml": card})

    assert told(only(rights, "Harbour Keeper", "toll")) == (
        "manager_approval",
        "proposes",
        "Port Director",
    )
    assert told(only(rights, "Harbour Keeper", "buoy")) == (
        "team_approval",
        "proposes",
        "another Harbour Keeper",
    )


def test_a_permission_counts_more_than_the_heading_over_it(rights_in: RightsIn) -> None:
    """Under what is not the role's a sentence may say what is."""
    text = f"{OPENING}## Things that are not yours\n\n- You may hold a ship. You may not sell it.\n"
    rights = rights_in({"keeper.md": text})

    assert only(rights, "Harbour Keeper", "hold a ship").level.value == "independent"
    assert only(rights, "Harbour Keeper", "sell").level.value == "not_authorized"


def test_the_last_column_of_a_matrix_tells_who_decides_beyond(rights_in: RightsIn) -> None:
    """Step by step where it names several, and at once where nobody in the columns decides."""
    table = (
        "Decision,Harbour Keeper,Deckhand,Above the lock\n"
        "Call a diver,Up to £600,No,Port Director to £5000; Harbour Board above\n"
        "Close the port,Recommends,No,Port Director decides\n"
        "Ring the bell,Decides,Decides,\n"
    )
    rights = rights_in({"keeper.md": OPENING, "decisions.csv": table})
    keeper = [r for r in of(rights, "Harbour Keeper") if "diver" in r.action]

    assert [(r.level.value, r.approver, r.limit and r.limit.up_to) for r in keeper] == [
        ("independent", "", 600.0),
        ("manager_approval", "Port Director", 5000.0),
    ]
    assert only(rights, "Harbour Keeper", "close the port").approver == "Port Director"
