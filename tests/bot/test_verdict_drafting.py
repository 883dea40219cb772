"""A verdict, or who decides, is said in a sentence first, and then in the documents' words."""

from __future__ import annotations

import pytest

from bot.deciders import Deciders, who_decides
from bot.deciding import Match
from bot.model import Draft, Intent, Status, Verdict
from bot.verdict import Ruling, rule
from bot.verdict_drafting import draft_decision
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from tests.bot.rights import asked, matches, right

OVENS = "buy ovens"


def ruled(level: str, *found: DecisionRight, beyond: bool = False) -> Draft:
    """The draft of a verdict that rests on rights."""
    verdict = Verdict(level, "Baker", OVENS, found[0].approver)
    return draft_decision(asked(OVENS), Ruling(verdict, matches(*found).found, beyond))


def told(**parts: tuple[Match, ...]) -> list[str]:
    """The lines on who takes part, and the quotes."""
    decide, agree, propose, consulted = (
        parts.get(name, ()) for name in ("decide", "agree", "propose", "consulted")
    )
    deciders = Deciders(OVENS, decide, agree, propose, consulted)
    found = draft_decision(asked(OVENS, intent=Intent.WHO), deciders)
    assert found.status is Status.ANSWERED
    assert found.verdict is None
    assert all(statement.passages for statement in found.statements)
    return [statement.text for statement in found.statements]


def of(holder: str, part: Part = Part.DECIDES, *, approver: str = "") -> tuple[Match, ...]:
    """A match of one right."""
    return matches(right(OVENS, part=part, holder=holder, approver=approver, place=holder)).found


@pytest.mark.parametrize("level", [level.value for level in Level])
def test_the_sentence_comes_first_and_rests_on_the_clause_that_is_quoted_below(level: str) -> None:
    """The reader sees yes or no, then why."""
    found = ruled(level, right(OVENS, Level(level), approver="Mill Manager"))
    lead, *quotes = found.statements

    assert found.status is Status.ANSWERED
    assert found.verdict is not None
    assert found.verdict.level == level
    assert lead.text.startswith("Yes" if level == "independent" else "No")
    assert [quote.text for quote in quotes] == [f"Decision rights: {OVENS}"]
    assert lead.passages == quotes[0].passages
    assert len(lead.passages) == 1


def test_a_conflict_rests_on_both_clauses_and_quotes_both() -> None:
    """Neither yes nor no."""
    found = ruled(
        "conflict", right(OVENS), right(OVENS, Level.NOT_AUTHORIZED, document="policy.md")
    )
    lead, *quotes = found.statements

    assert not lead.text.startswith(("Yes", "No"))
    assert [p.clause.document for p in lead.passages] == ["baker.md", "policy.md"]
    assert [quote.passages for quote in quotes] == [(passage,) for passage in lead.passages]


def test_what_goes_beyond_a_limit_is_said_to_be_more_than_the_role_may_decide() -> None:
    """With the clause that has the limit."""
    bounded = right(OVENS, limit=Limit(up_to=300, unit="EUR"), place="Buy ovens up to 300 EUR.")
    found = ruled("manager_approval", bounded, beyond=True)

    assert found.statements[0].text.startswith("No")
    assert "more than" in found.statements[0].text
    assert "300 EUR" in found.statements[1].text


@pytest.mark.parametrize("condition", ["if the oven is broken", "within the yearly budget."])
def test_a_condition_that_reads_on_ends_the_sentence(condition: str) -> None:
    """With one full stop."""
    lead = ruled("independent", right(OVENS, condition=condition)).statements[0].text

    assert lead.endswith(f", {condition.rstrip('.')}.")


def test_a_condition_that_would_break_the_sentence_is_left_to_the_quote() -> None:
    """The clause says it anyway."""
    lead = ruled("independent", right(OVENS, condition="Ovens: 3 (see annex)")).statements[0].text

    assert "annex" not in lead


def test_each_who_decides_has_a_line_and_the_others_share_one() -> None:
    """In the order in which they were found, then the clauses of those who decide."""
    lines = told(
        decide=(*of("Guild"), *of("Mill Manager")),
        agree=of("Miller", Part.AGREES),
        propose=of("Baker", Part.PROPOSES),
        consulted=of("Porter", Part.CONSULTED),
    )

    assert "Guild decides" in lines[0]
    assert "Mill Manager decides" in lines[1]
    assert lines[2] == "Miller has to agree; Baker may propose; Porter is consulted."
    assert lines[3:] == ["Decision rights: Guild", "Decision rights: Mill Manager"]


def test_an_approver_is_named_instead_of_whoever_needs_the_approval() -> None:
    """The one decides, the other asks."""
    lines = told(decide=of("Baker", Part.PROPOSES, approver="Mill Manager"))

    assert "Mill Manager decides" in lines[0]
    assert not any("Baker" in line for line in lines[:1])


def test_without_others_nothing_is_said_of_them() -> None:
    """One line, one quote."""
    assert len(told(decide=of("Guild"))) == 2


def test_a_clause_that_gives_several_their_part_is_quoted_once() -> None:
    """A row of a matrix speaks of all of them."""
    row = matches(
        right(OVENS, holder="Guild", place="row"),
        right(OVENS, holder="Mill Manager", place="row"),
    ).found

    assert told(decide=row)[2:] == ["Decision rights: row"]


def test_who_decides_with_somebody_s_agreement_is_named_and_not_the_other() -> None:
    """To agree is not to decide."""
    own = right(OVENS, Level.TEAM_APPROVAL, Part.DECIDES, approver="the guild")
    deciders = who_decides(asked("who buys ovens?"), matches(own))

    assert deciders
    assert draft_decision(asked("who buys ovens?"), deciders).statements[0].text == (
        "The Baker decides."
    )


def test_an_approver_whom_several_roles_need_is_named_once() -> None:
    """One line for each who decides, however many must ask."""
    rights = [
        right(OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, holder=holder, approver="Guild Master")
        for holder in ("Baker", "Miller")
    ]
    deciders = who_decides(asked("who buys ovens?"), matches(*rights))

    assert deciders
    said = [s.text for s in draft_decision(asked("who buys ovens?"), deciders).statements]
    assert said.count("The Guild Master decides.") == 1


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("may I stop an experiment?", True),
        ("may I rent a tent?", True),
        ("so I can't buy ovens?", False),
        ("so i cant buy ovens", False),
        ("do I need approval to buy ovens?", False),
    ],
)
def test_yes_opens_the_sentence_only_where_it_answers(text: str, opens: bool) -> None:  # noqa: FBT001
    """Asked of the need or in the negative, yes would be misread; `experiment` negates nothing."""
    found = rule(asked(text), matches(right(OVENS)))

    assert found
    assert draft_decision(asked(text), found).statements[0].text.startswith("Yes") is opens


def test_the_verdict_says_up_to_where_it_holds() -> None:
    """In the words of the clause, above all where it is a yes."""
    oven = right(OVENS, limit=Limit(up_to=300, unit="EUR"), place="Buys ovens up to 300 EUR")

    assert "up to 300 EUR" in ruled("independent", oven).statements[0].text


def test_what_is_left_open_is_said_with_what_comes_nearest() -> None:
    """It is no yes, and has no citation where nothing is near."""
    near = matches(right("sell ovens")).found[0].passage
    verdict = Verdict("not_specified", "Baker", OVENS)

    shown = draft_decision(asked(OVENS), Ruling(verdict, (), near=(near,), looked=(near,)))
    silent = draft_decision(asked(OVENS), Ruling(verdict, (), looked=(near,)))

    assert (shown.status, silent.status) == (Status.ANSWERED, Status.ABSTAINED)
    assert shown.verdict == silent.verdict == verdict
    assert [statement.passages for statement in shown.statements] == [(), (near,)]
    assert not any(statement.passages for statement in silent.statements)
    assert all("do not say" in draft.statements[0].text for draft in (shown, silent))


def test_who_is_consulted_is_told_first_where_that_is_asked() -> None:
    """And who decides all the same."""
    guild = right(OVENS, Level.RECOMMEND_ONLY, Part.CONSULTED, holder="Guild")
    head = right(OVENS, holder="Head Baker")
    consulted, decides = matches(guild, head).found
    deciders = Deciders(OVENS, (decides,), (), (), (consulted,), Part.CONSULTED, (consulted,))

    lines = [s.text for s in draft_decision(asked(OVENS, intent=Intent.WHO), deciders).statements]

    assert lines[:2] == ["The Guild is consulted.", "The Head Baker decides."]
