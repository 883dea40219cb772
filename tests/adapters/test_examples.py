"""Questions to begin with are about what the documents have."""

from __future__ import annotations

from adapters.examples import examples
from knowledge.model import Library
from tests.adapters.builders import baker, document, heading, item, library


def test_examples_ask_for_what_the_documents_have() -> None:
    """The first question that somebody tries is answered."""
    assert examples(library(baker())) == (
        "What is the Baker responsible for?",
        "How is the Baker measured?",
    )
    assert examples(Library((), (), "r0")) == ()


def test_examples_go_round_the_roles() -> None:
    """So that a newcomer sees that there are several."""
    one, two = (
        document(f"{name}.md", [heading("Duties", 1), item("x"), heading("Skills", 1)], title=name)
        for name in ("cook", "waiter")
    )

    assert examples(library(one, two)) == (
        "What is the Cook responsible for?",
        "What skills does the Waiter need?",
    )
