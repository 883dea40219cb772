"""An answer as server-sent events."""

from __future__ import annotations

import json
import re

from bot.model import Answer, Status
from tests.adapters.builders import Reply, ScriptedGuide, baker, cited, visit

EVENTS = {"Accept": "text/event-stream, application/json;q=0.9"}


def stream(guide: ScriptedGuide, body: object) -> Reply:
    """The reply to a question whose answer is wanted as events."""
    return visit(guide, "/api/ask", "POST", data=json.dumps(body).encode(), headers=EVENTS)


def events(reply: Reply) -> list[tuple[str, dict[str, object]]]:
    """The events of a reply, in their order."""
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", reply.text)
    return [(name, json.loads(data)) for name, data in found]


def test_lines_come_before_the_whole() -> None:
    """Each line of the card with its citations, then the contract's answer."""
    text = "Baker – Responsibilities:\n• Knead. [1]\n• Clean. [2]"
    given = Answer(Status.ANSWERED, text, (cited(baker(), 3), cited(baker(), 5, 2)))
    reply = stream(ScriptedGuide(given=given), {"id": "q1", "question": "duties?"})
    names = [name for name, _ in events(reply)]
    whole = events(reply)[-1][1]

    assert reply.headers["Content-Type"] == "text/event-stream"
    assert names == ["begun", "line", "line", "line", "answer"]
    assert events(reply)[1][1]["kind"] == "headline"
    assert events(reply)[2][1] == {"kind": "item", "text": "Knead.", "citations": [1]}
    assert (whole["id"], whole["text"], whole["status"]) == ("q1", text, "answered")


def test_a_stream_is_guarded_as_every_reply_is() -> None:
    """Its headers leave before its end."""
    reply = stream(ScriptedGuide(), {"question": "x"})

    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_failure_is_the_last_event_and_tells_a_reference_alone() -> None:
    """The reply has begun by then, so its status cannot say it."""
    reply = stream(ScriptedGuide(given=RuntimeError("am I being fired")), {"question": "x"})
    names = [name for name, _ in events(reply)]

    assert (reply.status, names) == (200, ["begun", "failed"])
    assert "the reference is" in str(events(reply)[-1][1]["error"])
    assert "fired" not in reply.text


def test_what_is_no_question_is_refused_before_the_stream_begins() -> None:
    """400, in JSON, as without events."""
    reply = stream(ScriptedGuide(), {"question": 7})

    assert reply.status == 400
    assert set(json.loads(reply.text)) == {"error"}


def test_whoever_does_not_ask_for_events_gets_json() -> None:
    """The contract's form is the default."""
    body = json.dumps({"question": "x"}).encode()
    reply = visit(ScriptedGuide(), "/api/ask", "POST", data=body, headers={"Accept": "*/*"})

    assert reply.headers["Content-Type"].startswith("application/json")
