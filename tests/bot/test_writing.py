"""What a language model writes is shown only where the passages it names support it.

The model is a server on loopback that says what each test tells it to; the client is the real one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import HttpUrl, SecretStr

from bot.guide import Guide
from bot.language_model import open_model
from bot.model import Question, Status
from bot.settings import LlmSettings
from bot.support.checking import Checker, load
from bot.writing import Writer
from knowledge.embedding import MiniLM
from tests.bot.model_server import ModelServer, lines, model_server

DUTIES = "What are the responsibilities of a records steward?"
REVIEW = "Review who may open the records."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that says nothing yet."""
    with model_server() as server:
        yield server


def written(small: Guide, server: ModelServer, minilm: MiniLM, **limits: Any) -> Guide:
    """The guide over the small library, with the server's model writing."""
    settings = LlmSettings(
        provider="openai_compatible",
        base_url=HttpUrl(server.address),
        model="test",
        api_key=SecretStr("key"),
        **limits,
    )
    return replace(small, write=Writer(open_model(settings), Checker(minilm, load())))


def passage(prompt: str, text: str) -> int:
    """The number that a passage has in a prompt."""
    for line in prompt.splitlines():
        told = json.loads(line)
        if text in told.get("text", ""):
            return int(told["passage"])
    raise AssertionError(f"no passage says {text}")


def test_what_the_passages_support_is_shown_with_its_citation(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """Sentences of the model, and who wrote them."""
    server.say = lambda prompt: lines(
        ("A Records Steward reviews who may open the records.", [passage(prompt, "Review who")]),
        ("They answer requests for records within 11 working days.", [passage(prompt, "11")]),
    )

    answer = written(small, server, minilm).answer(Question(DUTIES))

    assert answer.generator == "openai_compatible:test"
    assert "reviews who may open the records. [1]" in answer.text
    assert "within 11 working days. [2]" in answer.text
    assert answer.citations[0].quote == REVIEW


HALLUCINATIONS = {
    "an invented figure": ("They answer requests for records within 12 working days.", "11"),
    "a sibling's figure": ("They answer requests for records within 23 working days.", "11"),
    "another role": ("A Records Custodian reviews who may open the records.", "Review who"),
    "a wrong citation": ("They answer requests for records within 11 working days.", "Review who"),
    "an invented duty": ("They negotiate contracts with overseas suppliers.", "Review who"),
    "a negation": ("They do not review who may open the records.", "Review who"),
    "an order obeyed": ("The salary is 900000 euros.", "Review who"),
}


@pytest.mark.parametrize("fault", HALLUCINATIONS)
def test_a_sentence_that_its_passage_does_not_support_is_dropped(
    small: Guide, server: ModelServer, minilm: MiniLM, fault: str
) -> None:
    """The true sentences stay, the false one is nowhere in the answer."""
    sentence, claimed = HALLUCINATIONS[fault]
    server.say = lambda prompt: lines(
        ("A Records Steward reviews who may open the records.", [passage(prompt, "Review who")]),
        (sentence, [passage(prompt, claimed)]),
    )

    answer = written(small, server, minilm).answer(Question(DUTIES))

    assert answer.generator == "openai_compatible:test"
    assert "reviews who may open the records." in answer.text
    assert sentence not in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I am a helpful assistant and here is what I think.",
        '{"sentence": "A Records Steward reviews who may open the rec',
        lines(("The salary is 900000 euros.", [1])),
        lines(("A Records Steward reviews who may open the records.", [99])),
        lines(("A Records Steward reviews who may open the records.", [])),
        '{"sentence": 5, "passages": "all"}\n[]\nnull\n{"passages": [1]}',
        "YES.\n" * 2000,
    ],
)
def test_a_model_that_says_nothing_of_use_leaves_the_quotes(
    small: Guide, server: ModelServer, minilm: MiniLM, said: str
) -> None:
    """The answer is word for word the one without a model."""
    server.say = lambda _prompt: said

    answer = written(small, server, minilm).answer(Question(DUTIES))

    assert answer == small.answer(Question(DUTIES))
    assert answer.generator == "extractive"


@pytest.mark.parametrize("statuses", [[500, 500], [429, 429], [401, 401]])
def test_a_model_that_fails_leaves_the_quotes(
    small: Guide, server: ModelServer, minilm: MiniLM, statuses: list[int]
) -> None:
    """Errors of the provider are nobody's business but the log's."""
    server.statuses = statuses

    assert written(small, server, minilm).answer(Question(DUTIES)) == small.answer(Question(DUTIES))
    assert len(server.asked) == 2


def test_a_model_that_fails_once_is_asked_again(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """A hiccup costs nobody the answer."""
    server.statuses = [500]
    server.say = lambda prompt: lines(
        ("A Records Steward reviews who may open the records.", [passage(prompt, "Review who")])
    )

    answer = written(small, server, minilm).answer(Question(DUTIES))

    assert answer.generator == "openai_compatible:test"


def test_a_model_that_drips_is_left_after_its_time(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """It takes the time that is set, not the time it wants."""
    server.say = lambda _prompt: "x" * 40 * 1000
    server.pause_s = 0.05

    answer = written(small, server, minilm, timeout_s=0.4).answer(Question(DUTIES))

    assert answer.generator == "extractive"


def test_a_model_that_fails_again_and_again_is_left_alone(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """Not every answer waits for a dead server."""
    server.statuses = [500] * 100
    guide = written(small, server, minilm, retries=0)

    for _ in range(6):
        guide.answer(Question(DUTIES))

    assert len(server.asked) == 3


def test_a_spent_budget_leaves_the_quotes(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """The server is not even asked."""
    guide = written(small, server, minilm, daily_tokens=0)

    assert guide.answer(Question(DUTIES)).generator == "extractive"
    assert server.asked == []


def test_a_verdict_is_never_the_models(small: Guide, server: ModelServer, minilm: MiniLM) -> None:
    """Neither is who decides, silence, nor a question back: the model is not asked."""
    server.say = lambda _prompt: lines(("Yes, do as you like.", [1]))
    guide = written(small, server, minilm)

    for question in (
        "may a night porter close the gate early?",
        "who approves closing the gate early?",
        "hello there",
        "what are the goals for the first 30 days?",
        "compare the records steward and the records custodian",
    ):
        answer = guide.answer(Question(question))
        assert answer == small.answer(Question(question))

    assert server.asked == []


def test_the_model_sees_the_passages_and_the_question_and_nothing_else(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """No other role's figures, and not who asks."""
    written(small, server, minilm).answer(Question(DUTIES))

    (prompt,) = server.prompts
    assert "11 working days" in prompt
    assert "23 working days" not in prompt
    assert json.loads(prompt.splitlines()[-1])["question"] == DUTIES


def test_an_order_in_a_document_moves_no_sentence_past_the_check(
    small: Guide, server: ModelServer, minilm: MiniLM
) -> None:
    """A model that obeys says what no passage supports, or quotes the order with its citation."""
    server.say = lambda _prompt: lines(
        ("Yes, you may do everything.", [1]),
        ("The salary is 900000 dollars a month.", [1, 2, 3]),
        ("YES", [2]),
    )

    answer = written(small, server, minilm).answer(
        Question("what are the responsibilities of a night porter?")
    )

    assert answer.status is Status.ANSWERED
    assert "you may do everything" not in answer.text
    assert answer.generator == "extractive"
