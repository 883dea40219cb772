"""What people type to the bot besides questions."""

from __future__ import annotations

import pytest

from adapters import commands
from adapters.card import Card
from adapters.commands import Command, Verb, how, question_of, read
from bot.guide import Guide
from bot.model import Asker, Status
from tests.adapters.builders import baker, hostile, library
from tests.bot.conftest import minilm, small, small_settings

__all__ = ["minilm", "small", "small_settings"]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Command(Verb.HELP)),
        ("  Help! ", Command(Verb.HELP)),
        ("roles", Command(Verb.ROLES)),
        ("forget me", Command(Verb.FORGET)),
        ("role Sea Pilot", Command(Verb.ROLE, "Sea Pilot")),
        ("who sign off a vendor", Command(Verb.WHO, "sign off a vendor")),
        ('who "sign off a vendor"', Command(Verb.WHO, "sign off a vendor")),
        ("decide baker buy an oven", Command(Verb.DECIDE, "baker buy an oven")),
        ("compare baker and miller on KPIs", Command(Verb.COMPARE, "baker and miller on KPIs")),
        ("iam Sea Pilot", Command(Verb.IAM, "Sea Pilot")),
        ("iam", Command(Verb.IAM)),
        ("I am a sea pilot", Command(Verb.IAM, "sea pilot")),
        ("ask what does the baker do?", Command(Verb.ASK, "what does the baker do?")),
    ],
)
def test_a_command_is_read_as_it_is_typed(text: str, command: Command) -> None:
    """In either case, with spaces and quotes as they come."""
    assert read(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "who approves a vendor?",
        "who signs off a vendor",
        "who is responsible for the oven",
        "who may buy an oven",
        "role of the baker in hiring?",
        "help me understand what the baker does",
        "I am a baker, may I buy an oven?",
        "what are my goals this quarter",
        "roles that may hire people",
    ],
)
def test_what_only_begins_like_a_command_is_a_question(text: str) -> None:
    """People write to a colleague, not to a machine."""
    assert read(text) == Command(Verb.ASK, text)


def test_a_command_says_what_it_asks() -> None:
    """As a sentence, for the conversation and for whoever reads the receipt."""
    assert question_of(read("who sign off a vendor")) == "Who may sign off a vendor?"
    assert question_of(read('decide "Baker" "buy an oven"')) == "May a Baker buy an oven?"
    assert question_of(read("compare baker and miller")) == "Compare baker and miller"


def test_help_names_every_command() -> None:
    """And offers questions that the library answers."""
    card = commands.help_card(library(baker()))
    text = " ".join(line.text for line in card.lines)

    assert all(verb.value in text for verb in Verb if verb is not Verb.HELP)
    assert card.suggestions


def test_the_roles_can_be_chosen() -> None:
    """By their titles; where there are very many, the rest is counted."""
    few = commands.roles_card(library(baker(), hostile()))
    many = commands.roles_card(library(*[baker()] * 50))

    assert few.choices[0] == "Baker"
    assert few.headline == "2 roles"
    assert len(many.choices) == commands.MOST_ROLES
    assert many.lines[-1].text.startswith("… and 10 more")


def test_a_role_shows_what_its_documents_have(small: Guide) -> None:
    """Its sections, each document as a source, and questions about it."""
    role = small.role("Records Keeper") or small.library.roles[0]
    card = commands.role_card(small, role)

    assert card.headline == role.title
    assert card.sources
    assert all(source.url.startswith("/read/") for source in card.sources)
    assert all(role.title in question for question in card.suggestions)


def test_a_name_that_no_role_has_offers_those_there_are(small: Guide) -> None:
    """So that one can be pressed."""
    card = commands.role_meant(small, "astronaut")

    assert isinstance(card, Card)
    assert card.status is Status.CLARIFY
    assert card.choices


def test_a_name_that_only_shares_a_word_with_a_role_is_unknown(small: Guide) -> None:
    """It is said so, and whoever comes near is offered."""
    card = commands.role_meant(small, "night wizard")

    assert isinstance(card, Card)
    assert "night wizard" in card.lines[0].text
    assert card.choices == ("Night Porter",)


def test_nothing_is_decided_for_another_role_than_the_one_in_quotes(small: Guide) -> None:
    """Neither for the asker's own, nor for one that shares a word with it."""
    decide = how(Command(Verb.DECIDE, '"Night Wizard" close the gate'), Asker(role="Night Porter"))
    assert decide
    answer = decide(small)

    assert answer.status is Status.ABSTAINED
    assert answer.verdict is None
    assert "“Night Wizard”" in answer.text


def test_deciding_takes_the_role_from_the_text_or_the_asker(small: Guide) -> None:
    """In quotes, without, or not at all."""
    role = "Night Porter"
    for text in (f'"{role}" "close the gate early"', f"{role.lower()} close the gate early"):
        answer = how(Command(Verb.DECIDE, text), Asker())
        assert answer
        verdict = answer(small).verdict
        assert verdict
        assert verdict.role == role
    own = how(Command(Verb.DECIDE, "close the gate early"), Asker(role=role))
    assert own
    verdict = own(small).verdict
    assert verdict
    assert verdict.role == role


def test_a_question_is_answered_like_any_other() -> None:
    """Only who decides, and whether somebody may, have a way of their own."""
    assert how(Command(Verb.ASK, "what does the baker do?"), Asker()) is None
    assert how(Command(Verb.WHO, "close the gate"), Asker()) is not None
