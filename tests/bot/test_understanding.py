"""A question and its conversation become an inquiry; no index and no model is needed for it."""

from __future__ import annotations

import pytest

from bot.evidence import synonyms
from bot.model import Asker, Inquiry, Intent, Question, Reason, Shape
from bot.understanding import content_concepts, content_words, understand
from knowledge.lexical import stems
from knowledge.model import Role
from knowledge.settling import Catalogue

ASSOCIATE = Role("associate-research-scientist", "Associate Research Scientist", ("a.md",))
SCIENTIST = Role("research-scientist", "Research Scientist", ("r.md",))
SENIOR = Role("senior-ai-research-scientist", "Senior AI Research Scientist", ("s.md",))
LEARNING = Role("ml-researcher", "Machine Learning Researcher", ("m.md",))
CATALOGUE = Catalogue((ASSOCIATE, SCIENTIST, SENIOR, LEARNING))


def understood(text: str, *history: str, role: str = "") -> Inquiry:
    """The inquiry of a question after earlier turns, from somebody of a role."""
    return understand(Question(text, history, Asker("u1", role=role)), CATALOGUE)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("goals of a research scientist", SCIENTIST),
        ("goals of an associate research scientist", ASSOCIATE),
        ("what does the senior ai research scientist deliver", SENIOR),
        ("RS kpis?", SCIENTIST),
        ("kpis of an ARS", ASSOCIATE),
        ("what tools does the ml researcher use", LEARNING),
        ("reserch scientist budget", SCIENTIST),
        ("asociate research scientist tools", ASSOCIATE),
        ("as a senior, what do i decide?", SENIOR),
        ("the research scientist's mission", SCIENTIST),
    ],
)
def test_a_role_is_known_by_title_abbreviation_level_and_with_a_slip(text: str, role: Role) -> None:
    """A longer title is never taken for the shorter one inside it."""
    assert understood(text).roles == (role,)


def test_the_asker_role_answers_for_whoever_names_none() -> None:
    """`My` is the asker's; so is a question that is about nobody."""
    assert understood("what are my goals?", role="Research Scientist").roles == (SCIENTIST,)
    assert understood("goals for 90 days", role="research-scientist").roles == (SCIENTIST,)


def test_a_named_role_wins_over_the_askers_own() -> None:
    """Somebody may ask about a neighbour."""
    asked = understood("what are the goals of an ARS?", role="Research Scientist")

    assert asked.roles == (ASSOCIATE,)


def test_an_asker_role_that_nobody_knows_settles_nothing() -> None:
    """It comes from the platform's directory, which has other titles."""
    assert understood("what are my goals?", role="Beekeeper").roles == ()


def test_the_latest_turn_that_names_a_role_settles_a_follow_up() -> None:
    """Turns without a name are passed over."""
    asked = understood(
        "and the tools?", "goals of an ARS", "kpis of the research scientist", "ok, thanks"
    )

    assert asked.roles == (SCIENTIST,)


def test_the_conversation_wins_over_the_askers_role_unless_the_asker_is_meant() -> None:
    """`They` are those who were spoken of, `I` is whoever asks."""
    history = "what does an associate research scientist do"

    assert understood("what do they decide?", history, role="Research Scientist").roles == (
        ASSOCIATE,
    )
    assert understood("what may I decide?", history, role="Research Scientist").roles == (
        SCIENTIST,
    )


def test_an_unclear_name_leaves_its_candidates_and_settles_nothing() -> None:
    """The choice is the asker's."""
    asked = understood("what does the scientist decide?")

    assert asked.roles == ()
    assert set(asked.candidates) == {ASSOCIATE, SCIENTIST, SENIOR}


def test_an_unclear_name_means_the_role_that_was_spoken_of() -> None:
    """If it is one of the candidates."""
    asked = understood("what does the scientist decide?", "tell me about the senior ai RS")

    assert asked.roles == (SENIOR,)


def test_no_name_at_all_leaves_every_role_open() -> None:
    """Whether that matters is seen once something is found."""
    asked = understood("what are the goals for 90 days?")

    assert (asked.roles, asked.candidates, asked.unknown) == ((), (), ())
    assert asked.known == CATALOGUE.roles


def test_the_only_role_of_a_library_is_always_meant() -> None:
    """There is nothing to choose."""
    asked = understand(Question("what are the goals?"), Catalogue((SENIOR,)))

    assert asked.roles == (SENIOR,)


def test_both_sides_of_a_comparison_are_settled() -> None:
    """In the order in which they were named."""
    asked = understood("difference between an ARS and a research scientist in budget")

    assert asked.roles == (ASSOCIATE, SCIENTIST)
    assert asked.shape is Shape.COMPARISON


def test_a_comparison_takes_its_other_side_from_the_turn_before() -> None:
    """`Is it the same for …` names one side only."""
    asked = understood("is it the same for the senior ai RS?", "reproducibility target for ARS")

    assert asked.roles == (ASSOCIATE, SENIOR)


def test_a_role_to_become_is_not_the_one_that_is_asked_about() -> None:
    """`From here to there` is asked of here."""
    asked = understood("when can an ARS be promoted to research scientist?")

    assert asked.roles == (ASSOCIATE,)


@pytest.mark.parametrize(
    "text",
    [
        "what does a principal research scientist do",
        "what is the head nurse responsible for",
        "what does the junior developer decide",
        "goals of a senior accountant",
        "goals of the senior payroll accountant for 30 days",
        "associate product manager goals",
        "how many years does a staff data scientist need",
    ],
)
def test_a_role_that_nobody_describes_is_never_taken_for_another(text: str) -> None:
    """Whatever words or levels they share: better silence than the neighbour's answer."""
    asked = understood(text)

    assert (asked.roles, asked.candidates) == ((), ())
    assert asked.unknown


@pytest.mark.parametrize("text", ["can a spaceman fly?", "what about the budget?"])
def test_words_that_are_no_title_are_no_unknown_role(text: str) -> None:
    """Else every question without a name would end in silence."""
    assert understood(text).unknown == ()


def test_a_follow_up_takes_what_it_leaves_out_from_the_turn_before() -> None:
    """`And by day 60?` is about goals, and says day 60."""
    asked = understood("and by day 60?", "goals of a research scientist for the first 30 days")

    assert {*stems("goals"), "60"} <= set(asked.words)
    assert asked.roles == (SCIENTIST,)


def test_a_second_follow_up_takes_the_subject_from_the_turn_that_has_it() -> None:
    """`And by day 60? And by day 90?` are both about goals."""
    asked = understood(
        "and by day 90?", "goals of a research scientist for the first 30 days", "and by day 60?"
    )

    assert {*stems("goals"), "90"} <= set(asked.words)
    assert "60" not in asked.words


def test_a_new_subject_takes_nothing_from_the_turn_before() -> None:
    """Only the role is kept."""
    asked = understood(
        "which cloud platforms belong to the technical stack", "goals of a research scientist"
    )

    assert not set(stems("goals")) & set(asked.words)
    assert asked.roles == (SCIENTIST,)


def test_a_turn_that_only_names_a_role_answers_the_question_before_it() -> None:
    """As people do when they were asked which role they mean."""
    asked = understood("the associate one", "how much compute may the scientist spend?")

    assert asked.roles == (ASSOCIATE,)
    assert set(stems("compute spend")) <= set(asked.words)


def test_the_role_is_no_part_of_what_is_looked_for() -> None:
    """Its name would be met by every clause of its document."""
    asked = understood("which tools does a research scientist use?")

    assert not set(stems("research scientist")) & set(asked.words)
    assert "scientist" not in asked.subject


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("how many experiments a week for RS", Shape.FIGURE),
        ("what's the target for reproducibility, RS", Shape.FIGURE),
        ("who approves a paper of a research scientist", Shape.PERSON),
        ("may a research scientist publish", Shape.PERMISSION),
        ("what are the deliverables of RS", Shape.LIST),
        ("describe the mission of the research scientist", Shape.STATEMENT),
        ("RS vs ARS budget", Shape.COMPARISON),
    ],
)
def test_the_shape_of_the_answer_follows_the_question(text: str, shape: Shape) -> None:
    """A figure for how many, a person for who, a list for what are."""
    assert understood(text).shape is shape


def test_white_space_is_of_no_account() -> None:
    """Line breaks and tabs come from copying."""
    spread = understood("  what are\n\nthe goals\tof a  research scientist ")

    assert spread.subject == understood("what are the goals of a research scientist").subject


def test_what_is_refused_has_no_role() -> None:
    """It is not searched for, whoever asks and whatever was asked before."""
    refused = understood("good morning", "goals of a research scientist", role="Research Scientist")

    assert refused.refusal is Reason.SMALL_TALK
    assert refused.roles == ()


def test_words_that_only_ask_are_left_out_and_none_comes_twice() -> None:
    """In the order of the question."""
    assert content_words("what are the tools, and which tools and budget?") == tuple(
        stems("tools budget")
    )


def test_a_chat_word_stands_for_the_formal_one() -> None:
    """A boss is a manager in role documents."""
    (boss,) = content_concepts("who is my boss?")

    assert boss.said == tuple(stems("boss"))
    assert boss.share(frozenset(stems("reports to the manager"))) == pytest.approx(0.8)
    assert boss.share(frozenset(stems("the boss"))) == 1
    assert boss.share(frozenset(stems("the cafeteria"))) == 0


def test_synonyms_are_single_words_each_once() -> None:
    """They are what the lexical index is asked for besides the words themselves."""
    found = synonyms(understood("who is the boss and the supervisor of a research scientist"))

    assert set(stems("manager")) <= set(found)
    assert not set(stems("line")) & set(found)
    assert len(found) == len(set(found))


def test_a_question_for_leave_is_about_the_role_that_would_act() -> None:
    """Also where the other one is named first, or asks."""
    asked = understood("without a senior ai research scientist, may an ARS publish?")
    mine = understood("since the ARS may publish, can I?", role="Research Scientist")

    assert (asked.intent, asked.roles) == (Intent.MAY, (ASSOCIATE,))
    assert (mine.intent, mine.roles) == (Intent.MAY, (SCIENTIST,))


def test_a_follow_up_asks_the_same_of_another_role() -> None:
    """Who may is asked of the role that it names."""
    asked = understood("and the senior?", "may a research scientist publish a paper?")

    assert (asked.intent, asked.roles) == (Intent.MAY, (SENIOR,))
    assert "paper" in asked.words


def test_both_roles_of_a_question_that_is_to_be_told_are_kept() -> None:
    """Only one acts, but two may be compared."""
    asked = understood("how does an ARS differ from a research scientist?")

    assert asked.intent is Intent.TELL
    assert set(asked.roles) == {ASSOCIATE, SCIENTIST}


def test_a_role_that_only_tables_name_gives_way_to_one_that_a_document_describes() -> None:
    """A bare level means whom something is written about; in full, a named role is still meant."""
    named = Role("senior-buyer", "Senior Buyer", ("matrix.md",), described=False)
    catalogue = Catalogue((SENIOR, SCIENTIST, named))

    level = understand(Question("what does the senior do?"), catalogue)
    full = understand(Question("what does the senior buyer do?"), catalogue)

    assert level.roles == (SENIOR,)
    assert full.roles == (named,)


def test_the_only_role_that_a_document_describes_is_always_meant() -> None:
    """However many more a table names."""
    named = Role("buyer", "Buyer", ("matrix.md",), described=False)

    asked = understand(Question("what are the goals?"), Catalogue((SCIENTIST, named)))

    assert asked.roles == (SCIENTIST,)


def test_a_level_that_is_denied_names_nobody() -> None:
    """A non-senior one is another."""
    assert understood("tools of a (non senior) research scientist").roles == (SCIENTIST,)
    assert understood("tools of a non-associate research scientist").roles == (SCIENTIST,)
