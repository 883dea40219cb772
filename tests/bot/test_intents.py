"""What a question is after, and which of several roles would act, by its wording alone."""

from __future__ import annotations

import pytest

from bot.intents import acting, action_in, asks_to_qualify, intent_of, part_asked
from bot.model import Intent
from knowledge.decision_rights.model import Part
from knowledge.model import Role
from knowledge.settling import Catalogue

COOK = Role("pastry-cook", "Pastry Cook", ("c.md",))
PORTER = Role("hotel-porter", "Hotel Porter", ("p.md",))
CATALOGUE = Catalogue((COOK, PORTER))


def actor(text: str, *, asker_known: bool = False) -> list[Role]:
    """The roles of whom a question asks."""
    named = CATALOGUE.mentions(text).named
    return [role for m in acting(text, named, asker_known=asker_known) for role in m.roles]


@pytest.mark.parametrize(
    "text",
    [
        "Can the caretaker lend out the hall?",
        "Am I allowed to paint the fence?",
        "May we leave the gate open on Sundays?",
        "Do I need permission to move the piano?",
        "do we need sign-off for a new kettle?",
        "Is it ok to water the roses at noon?",
        "Could a porter give away the spare key?",
        "So can I just order new chairs?",
        "What if I simply throw the old maps away?",
        "Does the gardener need to ask anyone before she cuts the hedge?",
        "can we plant oaks without asking the council?",
        "Is the librarian authorised to cancel a loan?",
        "Does the cook have the final say on the menu?",
        "I can't close the museum on my own, right?",
        "Is a cleaner entitled to open the safe?",
        "I take it the guide can just skip a room, correct?",
        "two new kettles for 80 euro, mine to sign?",
        "a hedge 3 m high, my call?",
        "the piano is out of tune, just sell it?",
        "after the flood may i close the cellar",
        "does the gardener choose the trees",
        "am i the one who says when the gate is shut",
        "the old maps are mouldy, do i need to ask before i burn them",
        "can the cook swap the menu for a different one",
    ],
)
def test_whether_somebody_may_do_something_is_asked_in_many_ways(text: str) -> None:
    """Politely, with a negation, as a plan, as a premise."""
    assert intent_of(text) is Intent.MAY


@pytest.mark.parametrize(
    "text",
    [
        "Who approves a new exhibit?",
        "Who signs off on the menu?",
        "whose permission do I need to borrow the van?",
        "who can lend out the hall?",
        "Which role decides on the opening hours?",
        "and who has the final say on loans?",
        "Do you know who must agree to a sale?",
        "who is consulted about the garden?",
        "which committee approves the budget?",
        "Who gets to name the boats?",
    ],
)
def test_who_decides_is_asked_by_who_and_by_which_body(text: str) -> None:
    """Also in the middle of a sentence."""
    assert intent_of(text) is Intent.WHO


@pytest.mark.parametrize(
    "text",
    [
        "What does a gardener do all day?",
        "which trees may i choose from",
        "how much can i spend on seeds",
        "when do i have to ask for leave",
        "is the gardener a friend of mine",
        "Who feeds the cats?",
        "Who does the cook report to?",
        "How many keys does the porter carry?",
        "List the duties of the cook.",
        "Can you tell me what the porter does?",
        "Could you list the goals for the first month?",
        "When is the museum closed?",
        "Which tools does the gardener use?",
        "the gardener's skills",
        "What may a porter carry?",
        "",
    ],
)
def test_everything_else_is_to_be_told(text: str) -> None:
    """`Can you tell me` asks for no leave, and `who feeds the cats` for no decision."""
    assert intent_of(text) is Intent.TELL


@pytest.mark.parametrize(
    ("text", "before", "intent"),
    [
        ("and the porter?", ("may a cook open the safe?",), Intent.MAY),
        ("how about the guide?", ("may a cook open the safe?", "and the porter?"), Intent.MAY),
        ("what about on Sundays?", ("who can lend out the hall?",), Intent.WHO),
        ("and on Sundays?", ("what does a cook do?",), Intent.TELL),
        ("and who decides then?", ("may a cook open the safe?",), Intent.WHO),
        ("and what does she do all day?", ("may a cook open the safe?",), Intent.TELL),
        ("may a porter?", ("what does a cook do?",), Intent.MAY),
    ],
)
def test_a_turn_that_goes_on_is_after_what_the_turn_before_it_was(
    text: str, before: tuple[str, ...], intent: Intent
) -> None:
    """Unless it asks anew."""
    assert intent_of(text, before) is intent


@pytest.mark.parametrize(
    "text",
    [
        "Can a pastry cook order flour without the hotel porter?",
        "Does the pastry cook need the hotel porter's approval to order flour?",
        "Is it up to the pastry cook to order flour from the hotel porter?",
        "since the hotel porter may order flour, may the pastry cook?",
        "as a pastry cook, do I have to ask the hotel porter first?",
        "I'm a pastry cook. Can the hotel porter stop me?",
    ],
)
def test_of_two_roles_the_one_that_would_act_is_asked_about(text: str) -> None:
    """Whoever is to be asked, or only owns something, is not."""
    assert actor(text) == [COOK]


def test_a_role_that_is_named_alone_would_act() -> None:
    """Also where it stands as somebody else's."""
    assert actor("may the pastry cook order flour?") == [COOK]
    assert actor("is flour ordered by the hotel porter without asking?") == [PORTER]


def test_where_nobody_is_named_nobody_is_picked() -> None:
    """The asker or the conversation settles it then."""
    assert actor("may I order flour?", asker_known=True) == []
    assert actor("may flour be ordered?") == []


def test_whoever_asks_for_themselves_is_meant_though_another_is_named() -> None:
    """If it is known what they are; else the named role is all that there is."""
    text = "since the pastry cook may order flour, can I?"

    assert actor(text, asker_known=True) == []
    assert actor(text) == [COOK]


@pytest.mark.parametrize(
    ("subject", "action"),
    [
        ("may a use the company car?", "use the company car"),
        ("so can i just paint the gate", "paint the gate"),
        ("does the need approval to sell tickets?", "sell tickets"),
        ("paint the gate", "paint the gate"),
        ("may ", "may "),
        ("a cook isn't allowed to sell bread", "sell bread"),
        ("since a cook may sell bread alone, can they start tomorrow", "sell bread"),
        ("given that only a porter may ring the bell, may a cook do it", "ring the bell"),
    ],
)
def test_what_leave_is_asked_for_stands_without_the_asking(subject: str, action: str) -> None:
    """The verdict names the action, also where the documents are silent."""
    assert action_in(subject) == action


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("who is responsible for the ovens?", Part.PERFORMS),
        ("who has to be consulted about a new oven?", Part.CONSULTED),
        ("who is informed of a closure?", Part.INFORMED),
        ("who approves consultants?", Part.DECIDES),
        ("who is responsible for approving recipes?", Part.DECIDES),
        ("who decides on recipes?", Part.DECIDES),
    ],
)
def test_a_question_of_who_asks_for_a_part(text: str, part: Part) -> None:
    """Whoever is consulted is not who decides."""
    assert intent_of(text) is Intent.WHO
    assert part_asked(text) is part


@pytest.mark.parametrize(
    ("text", "qualifies"),
    [
        ("can I become a baker without a degree?", True),
        ("may I apply for the bakery?", True),
        ("may I hire a baker without a degree?", False),
        ("may I buy an oven?", False),
    ],
)
def test_what_a_post_takes_is_no_decision(text: str, *, qualifies: bool) -> None:
    """But whom somebody may hire is one."""
    assert asks_to_qualify(text) is qualifies


@pytest.mark.parametrize(
    "text",
    [
        "is the porter's ok enough for me to leave early",
        "is it fine for me to skip the porter",
    ],
)
def test_a_known_asker_acts_where_it_is_for_them(text: str) -> None:
    """Whose leave it would take is somebody else."""
    assert actor(text, asker_known=True) == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("so the cook cant order fish without the porter", Intent.MAY),
        ("a new hedge, is that the gardener's call", Intent.MAY),
        ("is it in my hands to close the gate", Intent.MAY),
        ("mine to repair", Intent.MAY),
        ("a shed for 300. need a signature?", Intent.MAY),
        ("the oven is cold, who do i call if i cant light it", Intent.TELL),
        ("two cooks can't agree. how long does the porter wait", Intent.TELL),
    ],
)
def test_leave_is_asked_for_in_chat_words_too(text: str, intent: Intent) -> None:
    """Without apostrophes, by whose call it is; what cannot be done asks for no leave."""
    assert intent_of(text) is intent


def test_a_reason_after_what_is_asked_is_no_part_of_it() -> None:
    """What somebody may do already is not what leave is asked for."""
    said = "can the cook change the menu since they decide on the soup"
    assert action_in(said) == "cook change the menu"


@pytest.mark.parametrize(
    "text",
    [
        "things that can get a baker sent home",
        "baker - what needs sign off from the guild first",
        "do bakers ever get to the market or is that someone else's job?",
        "who is a baker accountable to?",
    ],
)
def test_a_list_a_habit_and_a_superior_are_asked_to_be_told(text: str) -> None:
    """No leave is asked for, and nothing is decided."""
    assert intent_of(text) is Intent.TELL


def test_a_habit_of_asking_is_a_question_of_leave() -> None:
    """`Usually` does not make it idle."""
    assert intent_of("do bakers usually need approval to buy grain?") is Intent.MAY


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("three more chairs for the hall, shall i just order them", Intent.MAY),
        ("is swapping my day off with a colleague up to me", Intent.MAY),
        ("a new kettle for 60, do i just go ahead", Intent.MAY),
        ("how many chairs stand in the hall", Intent.TELL),
        ("do i work on saturdays", Intent.TELL),
        ("when do i get my keys", Intent.TELL),
    ],
)
def test_leave_is_recognised_by_what_was_learned_too(text: str, intent: Intent) -> None:
    """No list of patterns holds every way to ask; a question about a fact stays one."""
    assert intent_of(text) is intent
