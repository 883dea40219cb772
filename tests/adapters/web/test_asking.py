"""`POST /api/ask` gives the contract's answer, or one sentence about what is wrong."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.model import Answer, Status
from tests.adapters.builders import Reply, ScriptedGuide, baker, cited, visit

KEYS = {"status", "text", "verdict", "citations", "generator", "latency_ms", "reference"}


def ask(guide: ScriptedGuide, body: Any, **request: Any) -> Reply:
    """The reply to a body, which is JSON unless it is bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return visit(guide, "/api/ask", "POST", data=data, **request)


def test_an_answer_has_the_form_of_the_contract() -> None:
    """With the card that surfaces show, and the id if one was given."""
    guide = ScriptedGuide(given=Answer(Status.ANSWERED, "Bread. [1]", (cited(baker(), 2),)))
    answer = json.loads(ask(guide, {"id": "q1", "question": "what does the baker do?"}).text)

    assert set(answer) >= KEYS | {"card", "id"}
    assert answer["citations"][0]["url"].startswith("/read/baker#c-")
    assert set(answer["citations"][0]) >= {
        *("n", "document", "role", "section", "quote", "start", "end", "url")
    }
    assert answer["latency_ms"] >= 0
    assert answer["card"]["sources"][0]["title"] == "Baker"


def test_the_conversation_and_the_asker_reach_the_guide() -> None:
    """A follow-up is understood by what was asked before, `my role` by who asks."""
    guide = ScriptedGuide()
    ask(
        guide,
        {
            "question": "and the oven?",
            "history": ["what does the baker do?"],
            "asker": {"id": "u1", "role": "Baker"},
            "unknown": True,
        },
    )
    asked = guide.asked[-1]

    assert (asked.text, asked.history) == ("and the oven?", ("what does the baker do?",))
    assert asked.asker.role == "Baker"
    assert asked.asker.id.startswith("web:")
    assert "u1" not in asked.asker.id


def test_nobody_can_put_themselves_into_a_group() -> None:
    """Groups decide what may be read, so they never come from whoever asks."""
    guide = ScriptedGuide()
    ask(guide, {"question": "salaries?", "asker": {"id": "u1", "groups": ["managers"]}})

    assert guide.asked[-1].asker.groups == ()


def test_only_the_latest_turns_are_looked_at() -> None:
    """A conversation may go on for as long as it likes."""
    guide = ScriptedGuide()
    ask(guide, {"question": "x", "history": [str(i) for i in range(100)]})

    assert guide.asked[-1].history[0] == "80"
    assert guide.asked[-1].history[-1] == "99"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "The request is not JSON."),
        (b"{", "The request is not JSON."),
        (b"\xff\xfe", "The request is not JSON."),
        (b"[]", "`the request` is not as expected"),
        (b"{}", "`question` is not as expected: field required."),
        (b'{"question": 7}', "`question` is not as expected"),
        (b'{"question": "x", "history": "y"}', "`history` is not as expected"),
        (b'{"question": "x", "history": [1]}', "`history.0` is not as expected"),
        (b'{"question": "x", "asker": "me"}', "`asker` is not as expected"),
    ],
)
def test_what_is_no_question_gets_one_sentence(body: bytes, told: str) -> None:
    """400, in JSON, and nothing of it is answered."""
    guide = ScriptedGuide()
    reply = ask(guide, body)

    assert reply.status == 400
    assert set(json.loads(reply.text)) == {"error"}
    assert json.loads(reply.text)["error"].startswith(told)
    assert not [question for question in guide.asked if question.text == "x"]


def test_more_than_64_kb_is_refused() -> None:
    """413, in JSON; just below is taken."""
    big = {"question": "x" * (64 * 1024)}

    assert ask(ScriptedGuide(), big).status == 413
    assert "64 KB" in json.loads(ask(ScriptedGuide(), big).text)["error"]
    assert ask(ScriptedGuide(), {"question": "x" * (63 * 1024)}).status == 200


def test_a_failure_tells_a_reference_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    """500, in JSON; neither the reply nor the log holds what was typed."""
    guide = ScriptedGuide(given=RuntimeError("cannot answer 'am I being fired'"))
    reply = ask(guide, {"question": "am I being fired"})
    error = json.loads(reply.text)["error"]
    reference = error.rpartition(" ")[2].rstrip(".")

    assert reply.status == 500
    assert re.fullmatch("[0-9a-f]{8}", reference)
    assert "failed: RuntimeError at " in caplog.text
    assert "fired" not in caplog.text + error


def test_another_method_is_told_so() -> None:
    """405, in JSON, with the method that is allowed."""
    reply = visit(ScriptedGuide(), "/api/ask")

    assert reply.status == 405
    assert reply.headers["Allow"] == "POST"
    assert "error" in json.loads(reply.text)


def test_answers_are_not_kept_by_browsers() -> None:
    """They are about people's own questions."""
    assert ask(ScriptedGuide(), {"question": "x"}).headers["Cache-Control"] == "no-store"
