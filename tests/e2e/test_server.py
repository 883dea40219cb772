"""`remit ingest`, `remit ask` and `remit serve` as processes, over the library that ships."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.e2e.programs import PATIENCE_S, REMIT

pytestmark = pytest.mark.e2e

QUESTION = "What are the responsibilities of a research scientist?"


def ask(address: str, question: str) -> dict[str, Any]:
    """The server's answer to `question`."""
    request = urllib.request.Request(
        f"{address}/api/ask",
        data=json.dumps({"id": "e2e", "question": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        answer: dict[str, Any] = json.load(reply)
    return answer


def page(address: str, path: str) -> str:
    """A page's HTML."""
    with urllib.request.urlopen(address + path, timeout=30) as reply:
        text: str = reply.read().decode()
    return text


def test_a_question_in_the_terminal_gets_a_cited_answer(environment: dict[str, str]) -> None:
    """The first thing that a newcomer tries works."""
    result = subprocess.run(
        [REMIT, "ask", QUESTION, "--json"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    answer = json.loads(result.stdout)

    assert answer["status"] == "answered"
    assert answer["citations"]


def test_the_server_answers_with_citations(server: str) -> None:
    """Every `[n]` of the text has its citation, and the role asked about is the one cited."""
    answer = ask(server, QUESTION)

    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        assert f"[{citation['n']}]" in answer["text"]
        assert citation["quote"]
    assert {citation["role"] for citation in answer["citations"]} == {"Research Scientist"}


def test_a_citation_leads_to_its_passage(server: str) -> None:
    """The link of a citation opens the reader, with the section that was cited."""
    citation = ask(server, QUESTION)["citations"][0]
    path = citation["url"].partition("#")[0]
    path = path[path.index("/read/") :]

    assert "<mark" in page(server, path) or citation["section"][-1] in page(server, path)


def test_the_server_keeps_count(server: str) -> None:
    """Of the questions, the answers and each stage, for whoever operates it."""
    ask(server, QUESTION)
    figures = page(server, "/metrics")

    for stage in ("understand", "decide", "find", "draft", "ground", "show"):
        assert f'remit_stage_seconds_count{{stage="{stage}"}}' in figures
    assert 'remit_answers_total{platform="web",status="answered"}' in figures


def test_teams_can_be_tried_on_this_machine_without_an_app_id(server: str) -> None:
    """The address is there; what is no activity is refused."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        page(server, "/api/messages")

    with refused.value as reply:
        assert reply.code == 405


def test_a_server_without_credentials_is_not_open_to_others(environment: dict[str, str]) -> None:
    """It says in one line what to set first, and does not start."""
    result = subprocess.run(
        [REMIT, "serve"],
        env={**environment, "REMIT_HOST": "0.0.0.0"},  # noqa: S104
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "without REMIT_PUBLIC_URL" in result.stderr


def test_the_web_chat_is_served_at_the_root(server: str) -> None:
    """With no credentials at all there is a chat to type into."""
    html = page(server, "/")

    assert "<html" in html.lower()
    assert "<form" in html.lower() or "<textarea" in html.lower()
