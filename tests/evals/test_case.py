"""Case files, and the libraries that they name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.model import Asker, Status
from evals.case import DECISION_KINDS, OWN, group_of, load_cases, load_suite, locate
from evals.errors import CaseInvalid, LibraryUnknown, SuiteUnknown
from evals.settings import EvalSettings
from knowledge.settings import SHIPPED_LIBRARY
from tests.evals.builders import case, gold, silent_case

PLAIN = {
    "id": "b-1",
    "library": "brewery",
    "kind": "lookup",
    "question": "when?",
    "expect": "answered",
    "gold": [gold()],
    "split": "dev",
}


def write(path: Path, *lines: Any) -> Path:
    """Write `lines` to `path` as JSON Lines; a text stands as it is."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_every_case_that_ships_can_be_loaded() -> None:
    """The schema and the files agree, ids are unique, and both groups have both splits."""
    cases = load_suite(None)
    assert {one.group for one in cases} == {"own", "others"}
    assert {one.split for one in cases} == {"dev", "test"}
    assert load_suite("own") + load_suite("others") != ()
    assert all(one.library in OWN for one in load_suite("own"))


@pytest.mark.parametrize("kind", DECISION_KINDS)
def test_a_third_of_the_decisions_is_left_for_the_test(kind: str) -> None:
    """What was never tuned on is enough to tell whether tuning did any good."""
    splits = [one.split for one in load_suite(None) if one.kind == kind]
    assert len(splits) >= 40
    assert 0.3 <= splits.count("test") / len(splits) <= 0.37


def test_who_decides_may_be_left_open_by_the_documents() -> None:
    """Such a case expects silence and names nobody."""
    assert silent_case(kind="who_decides").deciders == ()


def test_a_case_becomes_the_question_that_the_bot_is_asked() -> None:
    """History and asker are part of it; gold and split are not."""
    asked = case(history=["hi"], asker={"id": "u1", "groups": ["m"], "role": "Brewer"})
    question = asked.as_question()
    assert question.history == ("hi",)
    assert question.asker == Asker("u1", ("m",), "Brewer")
    assert asked.expect is Status.ANSWERED


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Invalid JSON"),
        (PLAIN | {"kind": "riddle"}, "kind"),
        (PLAIN | {"gold": []}, "gold passages"),
        (PLAIN | {"expect": "abstained"}, "gold passages"),
        (PLAIN | {"kind": "follow_up"}, "history"),
        (PLAIN | {"verdict": "independent"}, "verdict"),
        (PLAIN | {"kind": "decision"}, "verdict"),
        (PLAIN | {"approver": ["Board"]}, "approver"),
        (PLAIN | {"deciders": [["Board"]]}, "deciders"),
        (PLAIN | {"kind": "who_decides"}, "deciders"),
        (PLAIN | {"kind": "who_decides", "deciders": [[]]}, "deciders.0"),
        (PLAIN | {"points": [["a"]] * 7}, "points"),
        (PLAIN | {"points": [[]]}, "points.0"),
        (PLAIN | {"goal": 1}, "goal"),
        (PLAIN, "'b-1' is taken"),
    ],
)
def test_a_wrong_line_is_named_with_file_and_number(tmp_path: Path, line: Any, reason: str) -> None:
    """An author finds the mistake from the message alone, which is one line."""
    path = write(tmp_path / "brewery.jsonl", PLAIN, "", line)
    with pytest.raises(CaseInvalid) as caught:
        load_cases(path)
    message = str(caught.value)
    assert message.startswith(f"{path}, line 3: ")
    assert reason in message
    assert "\n" not in message


def test_an_id_is_unique_across_files(tmp_path: Path) -> None:
    """Reports speak of cases by id."""
    write(tmp_path / "a.jsonl", PLAIN)
    write(tmp_path / "b.jsonl", PLAIN)
    with pytest.raises(CaseInvalid, match=r"b\.jsonl, line 1"):
        load_suite(None, tmp_path)


def test_a_suite_is_a_file_or_a_group_of_libraries(tmp_path: Path) -> None:
    """`own` are raw and shipped, `others` everything else, whatever file they stand in."""
    write(tmp_path / "mixed.jsonl", PLAIN, PLAIN | {"id": "r-1", "library": "raw"})
    write(tmp_path / "more.jsonl", PLAIN | {"id": "s-1", "library": "shipped"})

    def ids(name: str | None) -> list[str]:
        return [one.id for one in load_suite(name, tmp_path)]

    assert ids("mixed") == ["b-1", "r-1"]
    assert ids("own") == ["r-1", "s-1"]
    assert ids("others") == ["b-1"]
    assert ids(None) == ["b-1", "r-1", "s-1"]


def test_an_unknown_suite_is_answered_with_those_there_are(tmp_path: Path) -> None:
    """The message offers the names, or says that the folder is empty."""
    with pytest.raises(SuiteUnknown, match="holds no case file"):
        load_suite(None, tmp_path)
    write(tmp_path / "mixed.jsonl", PLAIN)
    with pytest.raises(SuiteUnknown, match="there are mixed, own, others"):
        load_suite("maltings", tmp_path)


def test_a_library_is_found_by_name(tmp_path: Path) -> None:
    """A folder of that name wins; else `shipped` is in the package and `raw` where it is set."""
    (tmp_path / "brewery").mkdir()
    raw = tmp_path / "documents"
    settings = EvalSettings(raw=raw)
    assert locate("brewery", tmp_path) == tmp_path / "brewery"
    assert locate("shipped", tmp_path) == SHIPPED_LIBRARY
    assert locate("raw", tmp_path, settings) is None
    raw.mkdir()
    assert locate("raw", tmp_path, settings) == raw
    (tmp_path / "raw").mkdir()
    assert locate("raw", tmp_path, settings) == tmp_path / "raw"
    with pytest.raises(LibraryUnknown, match="maltings"):
        locate("maltings", tmp_path)


def test_the_raw_library_is_set_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`REMIT_EVAL_RAW` names its folder."""
    monkeypatch.setenv("REMIT_EVAL_RAW", str(tmp_path))
    assert locate("raw", tmp_path / "libraries") == tmp_path


def test_documents_are_own_only_where_all_folders_are(tmp_path: Path) -> None:
    """A library of anyone else's is held to the others' targets, also beside an own one."""
    settings = EvalSettings(raw=tmp_path / "raw")
    assert group_of([SHIPPED_LIBRARY, tmp_path / "raw"], settings) == "own"
    assert group_of([SHIPPED_LIBRARY, tmp_path / "brewery"], settings) == "others"
