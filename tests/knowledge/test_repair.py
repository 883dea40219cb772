"""Garbled text becomes readable; sound text, whatever its language, stays as it is."""

from __future__ import annotations

import pytest

from knowledge.repair import mend, mend_words


@pytest.mark.parametrize(
    ("garbled", "readable"),
    [
        ("The clerk‚Äôs desk ‚Äî open daily", "The clerk’s desk — open daily"),
        ("The clerkâ€™s desk â€” open daily", "The clerk’s desk — open daily"),
        ("CafÃ© rÃ©sumÃ©", "Café résumé"),
        ("\uf8ffüîë Duties", "🔑 Duties"),
    ],
)
def test_text_read_in_the_wrong_encoding_is_turned_back(garbled: str, readable: str) -> None:
    """Where no byte was lost, the original comes back exactly."""
    assert mend(garbled)[0] == readable


@pytest.mark.parametrize("lead", ["โ", "â", "\ufffd"])
@pytest.mark.parametrize(
    ("garbled", "readable"),
    [
        ("Expect 4X12 visits", "Expect 4–12 visits"),
        ("the portXs crane", "the port’s crane"),
        ("they donXt sail and weXre late", "they don’t sail and we’re late"),
        ("a XreadyX berth", "a “ready” berth"),
        ("three cranes X all tested", "three cranes – all tested"),
        ("skippersX unions", "skippers’ unions"),
        ("from (Mate X Master) in 2X3 years X or from Mate X Master X Pilot", None),
    ],
)
def test_a_lost_dash_quote_or_arrow_is_told_by_its_context(
    lead: str, garbled: str, readable: str | None
) -> None:
    """Where dashes, quotes and arrows all became one letter, only the words around it can tell."""
    anchor = " It takes 2X3 days and 5X6 crews."
    mended, _ = mend((garbled + anchor).replace("X", lead))
    assert lead not in mended
    if readable is None:
        assert "Mate → Master" in mended
    else:
        assert mended == readable + anchor.replace("X", "–")


@pytest.mark.parametrize(
    ("garbled", "sign"),
    [("โฅ90% of berths, 1โ2 days, 3โ4 crews", "≥90%"), ("โค5 faults, 1โ2 days, 3โ4 crews", "≤5")],
)
def test_a_sign_whose_last_byte_survived_is_restored_exactly(garbled: str, sign: str) -> None:
    """What the encoding kept of a comparison sign tells which it was."""
    assert sign in mend(garbled)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Le câble et la pâte sont prêts. L’hôtel est à côté.",
        "โรงแรมเปิดทุกวัน โปรดติดต่อเรา",
        "Βάρδια: οι βάρκες φεύγουν στις 9–10.",
        "“Quoted”, ‘single’, it’s, 4–12, a — b, ≥ 90 %, ➜, 100 °C, ½, naïve façade",
        "- one\n- two\n\n1. three\n2. four",
        "if a | b: x = y  # code",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    """Letters of another language are words, not damage; nothing is noted."""
    mended, notes = mend(text)
    assert mended == text
    assert notes == ()


def test_a_stranded_list_marker_finds_its_item() -> None:
    """A marker alone on a line, or at the end of the line before, belongs to what follows."""
    mended, notes = mend("Needs:\n-\nA licence.\nHas a boat. -\nA crew.\n")
    assert mended == "Needs:\n- A licence.\nHas a boat.\n- A crew.\n"
    assert {note.what for note in notes} == {"list marker stranded apart from its item"}


def test_a_label_glued_to_the_words_before_it_is_parted_if_it_recurs() -> None:
    """Three or more of a label show that it is one; a single colon proves nothing."""
    glued = "PatienceWhy it counts: x\nTactWhy it counts: y\nHumourWhy it counts: z"
    assert mend(glued)[0].split("\n")[:2] == ["Patience", "Why it counts: x"]
    assert mend("PatienceWhy it counts: x")[0] == "PatienceWhy it counts: x"


def test_words_set_in_spaced_letters_close_up() -> None:
    """A heading spaced out for show is read as its words."""
    assert mend("S H I F T   L E A D")[0] == "SHIFT LEAD"


def test_line_ends_and_marks_that_nobody_sees_are_tidied() -> None:
    """Windows line ends, byte-order marks, soft hyphens and hard blanks change no word."""
    assert mend("\ufeffOne\r\nco\u00adop\u00a0two\rthree")[0] == "One\ncoop two\nthree"


def test_every_changed_line_is_noted_with_what_it_was_and_became() -> None:
    """What was repaired can be seen afterwards."""
    _, notes = mend("Sound line.\nThe clerk‚Äôs desk")
    assert [(note.before, note.after) for note in notes] == [
        ("The clerk‚Äôs desk", "The clerk’s desk")
    ]


def test_pieces_of_a_format_are_mended_without_touching_their_structure() -> None:
    """In a piece that a format marks, a lone dash is content."""
    assert mend_words("The clerk‚Äôs\n-\ndesk") == "The clerk’s\n-\ndesk"
