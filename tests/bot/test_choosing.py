"""How much of the best passage's section is said. Length and wording are tested with drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.choosing import chosen
from bot.finding import Finding
from bot.model import Inquiry, Passage, Question, Shape
from knowledge.model import BlockKind, Clause, Role

ROLE = Role("archive-clerk", "Archive Clerk", ("a.md",))
LENGTH = 1000


def clauses(*texts: str, kind: BlockKind = BlockKind.ITEM) -> list[Clause]:
    """Clauses of one list or paragraph; two spaces before a text nest it."""
    made, at = [], 0
    for number, text in enumerate(texts):
        bare = text.strip()
        depth = (len(text) - len(bare)) // 2
        end = at + len(bare)
        made.append(
            Clause(f"c{number}", "a.md", (), ("Shelves",), kind, bare, at, end, depth, group=1)
        )
        at = end + 1
    return made


def said(
    section: Sequence[Clause],
    *best: int,
    whole: float = 0.0,
    shape: Shape = Shape.FIGURE,
    text: str = "how many shelves?",
) -> tuple[list[str], int]:
    """What is said where some clauses, by number, were found, the first one far ahead."""
    found = [section[i] for i in best]
    shares = [0.9, *[0.001] * (len(found) - 1)]
    passages = tuple(Passage(clause, ROLE, -float(i)) for i, clause in enumerate(found))
    finding = Finding(ROLE, passages, tuple(shares), tuple(section), 1.0, whole)
    inquiry = Inquiry(Question(text), "shelves", ("shelf",), roles=(ROLE,), shape=shape)
    main, left_out = chosen(inquiry, finding, LENGTH)
    return [passage.clause.text for passage in main], left_out


def test_a_figure_is_said_alone() -> None:
    """Its neighbours were not asked for."""
    assert said(clauses("12 shelves", "3 rooms", "40 boxes", "9 keys"), 0) == (["12 shelves"], 0)


@pytest.mark.parametrize(
    "text", ["which shelves are there and how long is each?", "list all shelves, how many boxes"]
)
def test_several_things_are_said_though_a_figure_of_each_is_asked_for(text: str) -> None:
    """A table of things and their figures is wanted whole."""
    section = clauses("North: 12 m", "South: 8 m", "West: 3 m", "East: 1 m")

    assert said(section, 0, text=text)[0] == [clause.text for clause in section]


def test_items_that_are_one_sentence_are_said_together() -> None:
    """`…, or` is no answer."""
    section = clauses("a degree, or", "three years of practice")

    assert said(section, 0)[0] == ["a degree, or", "three years of practice"]


def test_a_sentence_takes_the_next_one_of_its_paragraph_along() -> None:
    """It often holds the other half of the answer."""
    section = clauses("The alarm rings.", "The clerk leaves.", kind=BlockKind.PARAGRAPH)

    assert said(section, 0)[0] == ["The alarm rings.", "The clerk leaves."]


def test_of_a_long_nested_list_the_outer_items_are_said_first() -> None:
    """What stands under them only where there is room."""
    nested = [text for n in range(12) for text in (f"Skill {n}", f"  why {'and why ' * 30}")]
    texts, left_out = said(clauses(*nested), 0, whole=1.0, shape=Shape.LIST)

    assert [text for text in texts if text.startswith("Skill")] == [f"Skill {n}" for n in range(12)]
    assert len(texts) < len(nested)
    assert left_out == 0


def test_of_what_does_not_fit_the_believed_is_said_and_the_rest_counted() -> None:
    """In the document's order all the same."""
    section = clauses(*[f"Shelf {n}: {'sort it ' * 30}".strip() for n in range(30)])
    texts, left_out = said(section, 29, 3, whole=1.0, shape=Shape.LIST)

    assert {section[29].text, section[3].text} <= set(texts)
    assert texts == [clause.text for clause in section if clause.text in texts]
    assert left_out == len(section) - len(texts)


STAGES = clauses(
    "By week 2: knows the shelves", "By week 4: knows the clerks", "By week 8: runs a desk"
)


def test_of_items_that_differ_by_a_figure_the_one_asked_for_is_said() -> None:
    """The other weeks were not asked for."""
    texts, left_out = said(STAGES, 1, 0, 2, text="and by week 4?", shape=Shape.STATEMENT)

    assert texts == ["By week 4: knows the clerks"]
    assert left_out == 0


def test_a_figure_that_no_label_has_leaves_them_all() -> None:
    """It may be about anything else."""
    texts, _ = said(STAGES, 0, 1, 2, text="in week 6?", shape=Shape.STATEMENT)

    assert texts == [clause.text for clause in STAGES]


def test_a_question_takes_its_answer_along() -> None:
    """Up to the next question."""
    section = clauses("Where are the maps?", "In the cellar.", "Where are the keys?", "Nowhere.")

    assert said(section, 0)[0] == ["Where are the maps?", "In the cellar."]


def test_what_a_sentence_said_beside_the_best_one_introduces_is_said_too() -> None:
    """A colon promises it."""
    section = clauses("The cellar is damp.", "We fight it by:", kind=BlockKind.PARAGRAPH)
    after = [replace(each, start=99, end=120) for each in clauses("airing", "salt")]
    section += [replace(each, id=f"after {each.id}") for each in after]

    assert said(section, 0)[0][-2:] == ["airing", "salt"]


def test_a_caption_takes_its_table_along() -> None:
    """Alone it says nothing."""
    caption = clauses("Shelves by room", kind=BlockKind.PARAGRAPH)
    rows = [
        replace(each, id=f"row {each.id}", kind=BlockKind.ROW, group=2)
        for each in clauses("North: 12 m", "South: 8 m")
    ]

    assert said([*caption, *rows], 0)[0] == ["Shelves by room", "North: 12 m", "South: 8 m"]


def test_which_of_several_is_a_question_for_all_of_them() -> None:
    """`Which shelves is …` asks for a list, whatever the verb."""
    section = clauses("North: 12 m", "South: 8 m", "West: 3 m", "East: 1 m")

    assert len(said(section, 0, text="which shelves is the clerk measured by?")[0]) == len(section)
