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
    ("sentence", "words", "level"),
    [
        ("Anybody may stop a crane that looks dangerous, and nobody needs leave to do it.",
         "stop a crane", "independent"),
        ("Anyone on the team may call the police without asking.", "police", "independent"),
        ("Visitors may be shown round the lock by you.", "shown round", "independent"),
        ("Expenses not exceeding £100 are within the authority of the post.", "expenses",
         "independent"),
        ("Lamps are changed when the Harbour Keeper judges it right.", "lamps", "independent"),
        ("Ropes are bought by you up to £200 an order.", "ropes", "independent"),
        ("You decide whether a claim is turned down. The claimant must have had two weeks first.",
         "claim is turned down", "independent"),
        ("You may test the pump when the fitter has signed the checklist.", "pump",
         "independent"),
        ("Guests: up to two for six weeks on your own decision, beyond that the Port Director.",
         "guests", "independent"),
        ("You don't drive the tug, not even in fog.", "drive the tug", "not_authorized"),
        ("Keepers don't alter tolls upwards.", "alter tolls", "not_authorized"),
        ("Charts are never edited by the Harbour Keeper.", "charts", "not_authorized"),
        ("Logs are never written for a pilot.", "logs", "not_authorized"),
        ("Gifts from captains must be refused.", "gifts", "not_authorized"),
        ("Nobody on watch starts the pump.", "starts the pump", "not_authorized"),
        ("Outside filming is within the authority of the Port Director.", "filming",
         "not_authorized"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["", "## Who may do what\n\n"])
def test_other_words_for_leave_and_refusal(
    rights_in: RightsIn, sentence: str, words: str, level: str, heading: str
) -> None:
    """Neither a condition nor a word of refusal in passing turns a permission round."""
    rights = of(rights_in(in_a_document(heading + sentence)), "Harbour Keeper", words)

    assert level in {right.level.value for right in rights}
    assert {right.level.value for right in rights} <= {level, "manager_approval"}


def test_a_higher_post_of_nearly_the_same_name_is_somebody_else(rights_in: RightsIn) -> None:
    """What the Harbour Master decides is not the Deputy Harbour Master's to decide."""
    text = "# Deputy Harbour Master\n\n## Duties\n\nKeeps the lock.\n\n{}\n"
    rights = rights_in({"d.md": text.format("The Harbour Master decides on closures.")})
    assert not [r for r in of(rights, "Deputy Harbour Master") if r.level == "independent"]


def test_who_is_spoken_to_is_not_the_one_spoken_of(rights_in: RightsIn) -> None:
    """A document that says `you` means somebody else by `the Editor`, one that does not may not."""
    text = "# Picture Editor\n\n## Duties\n\n{}\n\nThe Editor decides on the cover.\n"
    spoken = "You crop. You sort. You ask. You print. You file."
    addressed = rights_in({"e.md": text.format(spoken)})
    assert "independent" not in {r.level.value for r in of(addressed, "Picture Editor")}


def test_a_third_person_document_shortens_its_own_title(rights_in: RightsIn) -> None:
    """`The Keeper` of the Harbour Keeper's document is the Harbour Keeper."""
    rights = rights_in(in_a_document("The Keeper decides who moors first."))

    assert only(rights, "Harbour Keeper", "moors").level == "independent"


def test_that_nobody_is_asked_gives_no_right_of_its_own(rights_in: RightsIn) -> None:
    """`No one to ask` says over again what was said, and refuses nothing."""
    text = "## You decide\n\n- Send back a warm load. No one to ask.\n- Stop a boat; no form.\n"
    rights = of(rights_in(in_a_document(text)), "Harbour Keeper")

    assert {(r.action, r.level.value) for r in rights} == {
        ("Send back a warm load", "independent"),
        ("Stop a boat", "independent"),
    }


def test_a_new_matter_does_not_inherit_the_limit_before(rights_in: RightsIn) -> None:
    """What the item before was limited to has nothing to do with the next."""
    text = (
        "## Ask first\n\n- Repairs above £2500 go to the Port Director.\n"
        "- New signals are drawn by you; the Signals Office decides on them.\n"
    )
    rights = of(rights_in(in_a_document(text)), "Signals Office")

    assert [right.limit for right in rights] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Where agreement is not reached, the tide decides.",
        "In this document MUST and SHALL state duties; MAY grants a power.",
        "We don't mind where you trained.",
        "No more than half of the crew MAY be hired from one port.",
        "Most things here are never voted on.",
        "On the bridge nobody else on board may tell you to move.",
        "Everybody may listen.",
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
