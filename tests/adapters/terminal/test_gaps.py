"""`remit gaps`: what was asked in vain, for those who keep the documents."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import ingest_library
from bot.memory.model import CitedClause, Receipt, Vote
from bot.memory.opening import open_memory
from bot.model import Status
from knowledge.settings import KnowledgeSettings
from tests.adapters.terminal.builders import KEEPER, PILOT, Run

ASKER = "slack:T1:UANN"
NOW = datetime.now(UTC)
TIDES = "Learn the tide tables."


def receipt(reference: str, question: str, status: Status, days: int, quote: str = "") -> Receipt:
    """An answer to a question, so many days ago, from one passage or none."""
    section = ("Harbour Keeper", "Goals for the first 30 days")
    cited = CitedClause("keeper.md", "earlier", section, 0, len(quote), quote, "Harbour Keeper")
    return Receipt(
        reference=reference,
        platform="slack",
        conversation="slack:T1:C1:1",
        asker=ASKER,
        question=question,
        status=status,
        roles=("Harbour Keeper",) if quote else (),
        at=NOW - timedelta(days=days),
        citations=(cited,) if quote else (),
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index knows one owner, with questions new and old."""
    home = tmp_path_factory.mktemp("asked")
    library, data = home / "roles", home / "data"
    library.mkdir()
    (library / "keeper.md").write_text(f"---\nowner: Lock Office\n---\n\n{KEEPER}", "utf-8")
    (library / "pilot.md").write_text(PILOT, encoding="utf-8")
    ingest_library([library], KnowledgeSettings(data_dir=data))
    memory = open_memory(f"sqlite:///{data}/remit.db")
    salary = "What does a Harbour Keeper earn?"
    memory.receipts.add(receipt("00000001", salary, Status.ABSTAINED, 1))
    memory.receipts.add(receipt("00000002", salary, Status.ABSTAINED, 40))
    memory.receipts.add(receipt("00000003", "Sea pilot holidays?", Status.ABSTAINED, 2))
    memory.receipts.add(receipt("00000004", "First month?", Status.ANSWERED, 3, "Learn the tides."))
    memory.receipts.add(receipt("00000005", "First 30 days?", Status.ANSWERED, 3, TIDES))
    memory.feedback.add(Vote("00000005", ASKER, up=False, reason="too short", at=NOW))
    memory.close()
    return data


def test_gaps_stand_under_their_owners(run: Run, asked: Path) -> None:
    """Of the last thirty days; those whose document names no owner come last."""
    result = run("gaps", "--data-dir", asked)

    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "Lock Office\n"
        "  Goals, 30 days – Harbour Keeper\n"
        "    • “First 30 days?” (did not help once)\n"
        "      “too short”\n"
        "  Pay – Harbour Keeper\n"
        "    • “What does a Harbour Keeper earn?” (no answer once)\n"
        "\n"
        "(no owner named)\n"
        "  Hours – Sea Pilot\n"
        "    • “Sea pilot holidays?” (no answer once)\n"
        "\n"
        "2 questions without an answer, 1 answer voted down.\n"
    )


def test_json_has_the_same_from_a_day_on(run: Run, asked: Path) -> None:
    """The largest gap first, and no asker anywhere."""
    day = (NOW - timedelta(days=50)).date().isoformat()
    result = run("gaps", "--json", "--since", day, "--owner", "lock office", "--data-dir", asked)

    found = json.loads(result.stdout)
    assert [(gap["topic"], gap["unanswered"], gap["voted_down"]) for gap in found] == [
        ("pay", 2, 0),
        ("goals_30", 0, 1),
    ]
    assert found[0]["owner"] == "Lock Office"
    assert ASKER not in result.stdout


def test_a_digest_is_a_message_to_one_owner(run: Run, asked: Path) -> None:
    """Ready to be sent, with what has changed."""
    result = run("gaps", "--owner", "Lock Office", "--digest", "--data-dir", asked)

    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("# Questions about your role documents: Lock Office\n")
    assert "What does a Harbour Keeper earn?" in result.stdout
    assert f"  - Now: “{TIDES}”" in result.stdout
    assert "Sea pilot holidays" not in result.stdout
    assert ASKER not in result.stdout


def test_changed_passages_come_with_those_who_were_answered(run: Run, asked: Path) -> None:
    """So that they can be told; a quote that still stands is none, whatever else has changed."""
    result = run("gaps", "--changed", "--data-dir", asked)
    data = json.loads(run("gaps", "--changed", "--json", "--data-dir", asked).stdout)

    assert "then: “Learn the tides.”" in result.stdout
    assert f"now: “{TIDES}”" in result.stdout
    assert f"{ASKER}, " in result.stdout
    assert result.stdout.endswith("1 passage changed; 1 answer quoted the former words.\n")
    assert [told["reference"] for told in data[0]["told"]] == ["00000004"]
    assert (data[0]["owner"], data[0]["now"]) == ("Lock Office", TIDES)


def test_nothing_open_is_said(run: Run, harbour_data: Path, tmp_path: Path) -> None:
    """Also before anybody has asked anything."""
    address = f"sqlite:///{tmp_path}/empty.db"
    del harbour_data
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REMIT_DATABASE_URL", address)
        assert run("gaps").stdout.startswith("Nothing is open")
        assert run("gaps", "--changed").stdout.startswith("No passage has changed")
        assert run("gaps", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--owner", "Lokc Office"], "the documents name Lock Office"),
        (["--digest"], "give --owner NAME"),
        (["--owner", "Lock Office", "--digest", "--json"], "neither with --json"),
        (["--since", "yesterday"], "does not match the format"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    run: Run, asked: Path, arguments: list[str], says: str
) -> None:
    """A slip in a name must not look as if nothing were open."""
    result = run("gaps", *arguments, "--data-dir", asked)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_database_that_cannot_be_used_is_told_in_one_line(
    run: Run, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do, and without the password."""
    monkeypatch.setenv("REMIT_DATABASE_URL", "mysql://root:hidden@localhost/remit")
    result = run("gaps", "--data-dir", asked)

    assert result.exit_code == 2
    assert "REMIT_DATABASE_URL" in result.stderr
    assert "hidden" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
