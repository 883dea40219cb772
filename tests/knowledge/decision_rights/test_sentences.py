"""Sentences give, withhold and share rights; a plain duty gives none."""

from __future__ import annotations

import pytest

from tests.knowledge.decision_rights.builders import RightsIn, of, only, told


def in_a_document(sentence: str) -> dict[str, str]:
    """A role's document with one sentence under a neutral heading."""
    opening = "# Harbour Keeper\n\n## Duties\n\nThe Harbour Keeper works at the lock."
    return {"keeper.md": f"{opening}\n\n{sentence}\n"}


@pytest.mark.parametrize(
    ("sentence", "words", "level", "approver"),
    [
        ("The Harbour Keeper may close the lock for up to two hours.", "close the lock",
         "independent", ""),
        ("The Harbour Keeper MAY refuse entry.", "refuse entry", "independent", ""),
        ("Approves berthing plans.", "berthing plans", "independent", ""),
        ("You decide who moors first.", "who moors first", "independent", ""),
        ("Checks and signs off the tide tables.", "tide tables", "independent", ""),
        ("Gifts below 50 euros may be accepted by the Harbour Keeper alone.", "gifts",
         "independent", ""),
        ("Swaps are allowed; the Port Director agrees.", "swaps", "manager_approval",
         "Port Director"),
        ("Repairs up to £600 need no quote.", "repairs", "independent", ""),
        ("Overtime may be approved up to 4 hours.", "overtime", "independent", ""),
        ("The Harbour Keeper must not change the tariff.", "change the tariff",
         "not_authorized", ""),
        ("The Harbour Keeper has no authority over repairs.", "repairs", "not_authorized", ""),
        ("Refusing a pilot is outside your remit.", "refusing a pilot", "not_authorized", ""),
        ("Night entries need the Port Director's approval.", "night entries",
         "manager_approval", "Port Director"),
        ("A new berth needs the Port Director.", "a new berth", "manager_approval",
         "Port Director"),
        ("Dredging must be approved by the Harbour Board.", "dredging", "manager_approval",
         "Harbour Board"),
        ("MUST NOT open both gates without an approving review from another keeper.",
         "open both gates", "team_approval", "another keeper"),
        ("Swaps are allowed if the Port Director agrees.", "swaps", "manager_approval",
         "Port Director"),
        ("May move a berth after review by one member of the crew.", "move a berth",
         "team_approval", "member of the crew"),
        ("The Harbour Keeper may recommend a pilot.", "a pilot", "recommend_only", ""),
        ("The Harbour Keeper may put themselves forward as a pilot in May.", "as a pilot in may",
         "recommend_only", ""),
        ("Owns the tide log and signs off the night sheet.", "night sheet", "independent", ""),
        ("Is accountable for the tariff register.", "tariff register", "independent", ""),
        ("Sets the lock rota freely.", "lock rota", "independent", ""),
        ("Nobody else changes the signals.", "changes the signals", "independent", ""),
        ("Hires crew together with the Port Director.", "crew", "manager_approval",
         "Port Director"),
        ("Chooses the buoys, in agreement with the Port Director.", "the buoys",
         "manager_approval", "Port Director"),
        ("The Harbour Keeper may enter a berth only with the Port Director's consent.",
         "enter a berth", "manager_approval", "Port Director"),
        ("May scrap old ropes, but never anything with a seal.", "anything with a seal",
         "not_authorized", ""),
    ],
)  # fmt: skip
def test_words_of_permission_tell_the_level(
    rights_in: RightsIn, sentence: str, words: str, level: str, approver: str
) -> None:
    """Who may, who may not, and with whose agreement, as the sentence has it."""
    right = only(rights_in(in_a_document(sentence)), "Harbour Keeper", words)

    assert (right.level.value, right.approver.removeprefix("another ")) == (
        level, approver.removeprefix("another "))  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Writes the log every evening.",
        "The tide may vary by a metre.",
        "You may still be asked to row at night.",
        "Visitors can explain how the lock works.",
        "The Harbour Keeper SHOULD answer within a day.",
        "Strong signs: prepares the gates early.",
        "Knows what the crew of their own ship may need.",
        "The words MUST and MAY carry their usual meaning.",
    ],
)
def test_a_plain_sentence_gives_no_right(rights_in: RightsIn, sentence: str) -> None:
    """Silence is never a yes: a duty, a chance and an ability are no permissions."""
    assert not rights_in(in_a_document(sentence))


def test_what_lies_above_a_limit_is_somebody_else_s(rights_in: RightsIn) -> None:
    """One sentence gives the own right, what the role needs beyond it, and who decides there."""
    rights = rights_in(in_a_document(
        "Decide alone to stop work that took less than twenty days; above that the Port Director"
        " decides."
    ))  # fmt: skip

    alone, needs = of(rights, "Harbour Keeper")
    assert alone.limit
    assert needs.limit
    assert (alone.level, alone.limit.up_to, alone.limit.below) == ("independent", 20, True)
    assert (told(needs)[::2], needs.limit.over) == (("manager_approval", "Port Director"), 20)
    assert only(rights, "Port Director", "stop work").limit == needs.limit


def test_what_somebody_else_decides_beyond_leaves_the_own_right(rights_in: RightsIn) -> None:
    """Without an amount to part them, both stand: the lesser thing alone, the greater not."""
    rights = rights_in(in_a_document(
        "May halt a ship for five days; a longer halt is the Port Director's decision."
    ))  # fmt: skip

    levels = [right.level.value for right in of(rights, "Harbour Keeper", "halt a ship")]
    assert levels == ["independent", "manager_approval"]


def test_the_next_sentence_may_speak_of_the_one_before(rights_in: RightsIn) -> None:
    """`That` and `beyond that` mean what was spoken of last."""
    rights = rights_in(in_a_document(
        "You may refund up to £250. Beyond that, phone the Port Director.\n\n"
        "You must not change the tariff. That is for the Harbour Board."
    ))  # fmt: skip

    beyond = only(rights, "Port Director", "refund")
    assert beyond.limit
    assert (beyond.limit.over, beyond.limit.unit) == (250, "GBP")
    assert told(only(rights, "Harbour Board", "change the tariff"))[0] == "independent"


def test_it_is_the_thing_spoken_of_with_what_that_is_of(rights_in: RightsIn) -> None:
    """The date is that of the draining, and may be moved."""
    rights = rights_in(
        in_a_document("The Harbour Keeper sets the date of the draining and may move it once.")
    )

    assert only(rights, "Harbour Keeper", "move").action == "move the date of the draining once"


def test_what_only_names_whom_it_is_about_is_told_by_its_heading(rights_in: RightsIn) -> None:
    """Promotion is decided, not the post."""
    rights = rights_in(
        {
            "keeper.md": "# Harbour Keeper\n\nThe Harbour Keeper works at the lock.\n\n## Moving up"
            "\n\nTo Senior Keeper and to Chief Keeper the Promotion Panel decides.\n"
        }
    )

    assert only(rights, "Promotion Panel").action.startswith("Moving up, ")


def test_a_second_signature_above_an_amount_parts_the_right(rights_in: RightsIn) -> None:
    """Alone up to there, with the other from there to the role's own limit."""
    rights = rights_in(in_a_document(
        "The Harbour Keeper may approve goods up to €75,000, with a second signature by Finance"
        " above €40,000."
    ))  # fmt: skip

    alone, together = of(rights, "Harbour Keeper")
    assert alone.limit
    assert together.limit
    assert (alone.level, alone.limit.up_to) == ("independent", 40_000)
    assert (together.approver, together.limit.over, together.limit.up_to) == (
        "Finance",
        40_000,
        75_000,
    )


def test_what_only_somebody_else_may_do_is_not_the_reader_s(rights_in: RightsIn) -> None:
    """A passive that says by whom gives the right to that one, and withholds it here."""
    rights = rights_in({"keeper.md": """# Harbour Keeper

## Powers

- A ban on a ship can be asked for only by the Port Director.
- Under the harbour rules the Harbour Keeper may close a berth.
"""})  # fmt: skip

    assert told(only(rights, "Harbour Keeper", "ban"))[::2] == ("not_authorized", "Port Director")
    assert told(only(rights, "Port Director", "ban"))[0] == "independent"
    assert told(only(rights, "Harbour Keeper", "close a berth"))[0] == "independent"


def test_a_stakeholder_who_approves_decides(rights_in: RightsIn) -> None:
    """A map of stakeholders says what others decide, and so what the own role needs."""
    rights = rights_in({"keeper.md": """# Harbour Keeper

## Stakeholders

- Port Director (line manager): sets priorities, approves berthing plans and fees.
- Harbour Office: decides on opening hours.
- Crew: rows the boats.
"""})  # fmt: skip

    assert [(r.holder, r.action, r.level.value) for r in rights] == [
        ("Harbour Keeper", "berthing plans and fees", "manager_approval"),
        ("Port Director", "berthing plans and fees", "independent"),
        ("Harbour Keeper", "opening hours", "not_authorized"),
        ("Harbour Office", "opening hours", "independent"),
    ]


def test_a_document_without_a_role_gives_the_holders_that_it_names(rights_in: RightsIn) -> None:
    """A body that is no role of the catalogue holds its right by name, without an id."""
    rights = rights_in({"notes.md": "# Notes\n\nThe Harbour Board decides on larger changes.\n"})

    assert [(r.holder, r.role, r.action) for r in rights] == [
        ("Harbour Board", "", "larger changes")
    ]


def test_a_ladder_s_cells_speak_of_their_own_level(rights_in: RightsIn) -> None:
    """The row's name is what is decided where the cell names only how far."""
    rights = rights_in({"ladder.md": """# Ladder

| | Junior Engineer | Senior Engineer |
| --- | --- | --- |
| Spending | none at all, asks the lead | Up to $500 without asking |
| Code | Writes small changes with help | Writes large changes on their own |
"""})  # fmt: skip

    senior = only(rights, "Senior Engineer", "spending")
    assert senior.limit
    assert (senior.level, senior.limit.up_to, senior.limit.unit) == ("independent", 500, "USD")
    assert only(rights, "Junior Engineer", "spending").level == "not_authorized"
    assert not of(rights, "Senior Engineer", "code")


@pytest.mark.parametrize(
    ("sentence", "words", "level", "approver"),
    [
        ("May issue a permit after a check by a colleague.", "issue a permit",
         "team_approval", "colleague"),
        ("Any two members together may close the lock.", "close the lock", "team_approval",
         "two together"),
        ("The winch may be operated by two trained people together.", "winch", "team_approval",
         "two trained people together"),
        ("Void a ticket only together with Finance.", "void a ticket", "manager_approval",
         "Finance"),
        ("Runs repairs once a second engineer has read the plan.", "repairs", "team_approval",
         "second engineer"),
        ("Writes one article a year, cleared by Communications.", "article", "manager_approval",
         "Communications"),
        ("Removing a guest needs two staff present.", "removing a guest", "team_approval",
         "two staff present"),
        ("A late entry needs a note and the consent of the Port Director.", "late entry",
         "manager_approval", "Port Director"),
        ("Publish abroad where the Port Director agrees.", "publish abroad", "manager_approval",
         "Port Director"),
        ("The Harbour Keeper does not issue permits.", "issue permits", "not_authorized", ""),
        ("Do not tell callers who is aboard.", "tell callers", "not_authorized", ""),
        ("Nobody steers for more than two hours.", "steers", "not_authorized", ""),
        ("No ship may enter by night.", "ship enter", "not_authorized", ""),
        ("Gifts above 50 euros are declined.", "gifts", "not_authorized", ""),
        ("A gate is not opened before it is dry.", "gate", "not_authorized", ""),
        ("Only the Harbour Board raises the alarm level.", "alarm level", "not_authorized",
         "Harbour Board"),
        ("Enquiries from the press go to the Communications team.", "enquiries",
         "not_authorized", "Communications team"),
        ("Talking to the press is for the Port Director alone.", "talking", "not_authorized",
         "Port Director"),
        ("Discipline lies with the Port Director.", "discipline", "not_authorized",
         "Port Director"),
        ("Files are passed to Legal Services, which alone decides on charges.", "charges",
         "not_authorized", "Legal Services"),
        ("The Port Director decides on dismissals.", "dismissals", "not_authorized",
         "Port Director"),
        ("The Port Director decides on dismissals, on the proposal of the Harbour Keeper.",
         "dismissals", "recommend_only", "Port Director"),
        ("Anything milder the crew decides together.", "", "team_approval", "crew"),
        ("You may give £30 on your own judgement: a drink or a meal.", "£30", "independent", ""),
        ("In a storm you may close the lock.", "close the lock", "independent", ""),
        ("Boats from the list are booked without a quotation.", "boats", "independent", ""),
        ("Swaps are yours.", "swaps", "independent", ""),
    ],
)  # fmt: skip
def test_plain_sentences_say_who_may_as_well(
    rights_in: RightsIn, sentence: str, words: str, level: str, approver: str
) -> None:
    """No word of permission is needed where the sentence leaves no doubt whose the matter is."""
    found = of(rights_in(in_a_document(sentence)), "Harbour Keeper", words)

    assert (level, approver) in {(right.level.value, right.approver) for right in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "The report is not included in the file.",
        "The lock does not need oil.",
        "Reports go to the Port Director every month.",
        "Knows quality control and the data quality controls.",
        "Looks into uses of the quay without permission.",
        "The post belongs to the Harbour Office.",
    ],
)
def test_a_state_that_is_denied_is_no_refusal(rights_in: RightsIn, sentence: str) -> None:
    """Only what is done, or settled, can be withheld."""
    assert not rights_in(in_a_document(sentence))


def test_a_refusal_to_several_is_one_for_each(rights_in: RightsIn) -> None:
    """Everybody named may not, whosever document says so."""
    rights = rights_in({
        "keeper.md": "# Harbour Keeper\n\nKeeps the lock.\n",
        "pilot.md": "# Harbour Pilot\n\nSteers.\n",
        "notes.md": (
            "# Port Director\n\nHarbour Keepers, Harbour Pilots and everybody else MUST NOT speak"
            " of an accident in public.\n"
        ),
    })  # fmt: skip

    refused = {r.role for r in rights if r.level == "not_authorized"}
    assert {"harbour-keeper", "harbour-pilot"} <= refused


def test_what_is_above_a_limit_may_be_told_without_a_verb(rights_in: RightsIn) -> None:
    """A band with one approver, and beyond it another, in one paragraph."""
    rights = rights_in(in_a_document(
        "You may book a tug for up to £650. Between £650 and £1,200 you need the Port Manager;"
        " above that the Port Director."
    ))  # fmt: skip

    found = [(r.level.value, r.approver, r.limit) for r in of(rights, "Harbour Keeper", "tug")]
    assert [(level, who) for level, who, _ in found] == [
        ("independent", ""),
        ("manager_approval", "Port Manager"),
        ("manager_approval", "Port Director"),
    ]
    assert [limit.over for _, _, limit in found if limit][-1] == 1200


def test_a_superior_s_agreement_is_a_manager_s(rights_in: RightsIn) -> None:
    """Whom the role answers to stands above it, whatever the title says."""
    rights = rights_in({"keeper.md": """# Harbour Keeper

Answers to the shift engineer on duty.

## Duties

- Silencing a horn needs the shift engineer's consent.
- Moving a buoy needs the deck engineer's consent.
"""})  # fmt: skip

    assert only(rights, "Harbour Keeper", "horn").level == "manager_approval"
    assert only(rights, "Harbour Keeper", "buoy").level == "team_approval"
