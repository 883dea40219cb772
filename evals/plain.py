"""A report as plain data, for machines and for saved runs.

In: a `Report`. Out: what JSON can hold, without a figure where there is none. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evals.metrics import CaseScore, is_right
from evals.report import SAID, Part, Report, Row
from evals.run import Outcome
from evals.summary import Score, Scored, Unscored


def as_json(report: Report) -> dict[str, Any]:
    """Give the report as plain data: every figure with its interval, every case, every miss."""
    return {
        "suite": report.suite,
        "split": report.split,
        "passed": report.passed,
        "headlines": [
            {
                "group": one.group,
                "split": one.split,
                "cases": one.cases,
                "metrics": {row.metric.name: _row(row) for row in one.rows},
            }
            for one in report.headlines
        ],
        "parts": {by: _by_name(parts) for by, parts in report.parts.items()},
        "decisions": _by_name(report.decisions),
        "verdicts": {one.wanted: dict(one.given) for one in report.verdicts},
        "silence_curve": asdict(report.curve) if report.curve else None,
        "skipped": [
            {"library": one.library, "cases": one.cases, "reason": one.reason}
            for one in report.skipped
        ],
        "cases": [_case(one.score) for one in report.outcomes],
        "misses": [miss(one) for one in report.misses()],
    }


def miss(outcome: Outcome) -> dict[str, Any]:
    """Give what there is to know of a miss: asked, said, cited (right or not), and the gold."""
    case = outcome.score.case
    verdict = outcome.answer.get("verdict") or {}
    return {
        "id": case.id,
        "kind": case.kind,
        "library": case.library,
        "faults": list(outcome.score.misses),
        "error": outcome.error,
        "question": case.question,
        "history": list(case.history),
        "asker": case.asker.role,
        "expected": case.expect.value,
        "status": outcome.score.status,
        "verdict": case.verdict
        and {
            "expected": case.verdict,
            "given": outcome.score.level,
            "expected_approver": list(case.approver),
            "given_approver": verdict.get("approver", ""),
        },
        "deciders": [list(spellings) for spellings in case.deciders],
        "said": str(outcome.answer["text"])[:SAID],
        "cited": [
            {
                "right": is_right(citation, case.gold),
                "document": citation["document"],
                "role": citation["role"],
                "section": list(citation["section"]),
                "quote": citation["quote"],
            }
            for citation in outcome.answer.get("citations") or ()
        ],
        "gold": [entry.model_dump() for entry in case.gold],
        "unsupported": unsupported(outcome.score),
    }


def unsupported(score: CaseScore) -> list[dict[str, str]]:
    """Give the statements that what they cite does not support, each with the reason."""
    judged = score.attribution.statements if score.attribution else ()
    return [
        {"statement": one.statement, "reason": one.reason} for one in judged if not one.supported
    ]


def _by_name(parts: Sequence[Part]) -> dict[str, Any]:
    return {
        part.name: {"cases": part.cases, "missed": part.missed}
        | {name: _score(score) for name, score in part.scores.items()}
        for part in parts
    }


def _row(row: Row) -> dict[str, Any]:
    target = row.gate.model_dump(exclude_none=True) if row.gate else None
    standing = row.standing.value if row.standing else None
    return _score(row.score) | {"target": target, "standing": standing}


def _score(score: Score) -> dict[str, Any]:
    match score:
        case Unscored(reason):
            return {"unscored": reason}
        case Scored(value, n, interval, reason):
            bounds = list(interval) if interval else None
            return {"value": value, "n": n, "interval": bounds, "of": reason}


def _case(score: CaseScore) -> dict[str, Any]:
    judged = score.attribution
    return {
        "id": score.case.id,
        "kind": score.case.kind,
        "library": score.case.library,
        "split": score.case.split,
        "question": score.case.question,
        "expected": score.case.expect.value,
        "status": score.status,
        "evidence": score.evidence,
        "precision": score.precision,
        "points": list(score.points) if score.points else None,
        "mixed_up": score.mixed_up,
        "level": score.level,
        "approver": score.approver,
        "who_decides": score.who_decides,
        "citation_recall": judged.recall if judged else None,
        "citation_precision": judged.precision if judged else None,
        "faithfulness": judged.faithfulness if judged else None,
        "unsupported": unsupported(score),
        "places": list(score.placing.places) if score.placing else None,
        "sureness": score.sureness,
        "in_turn": score.in_turn,
        "verdict": score.verdict,
        "right": not score.misses,
        "faults": list(score.misses),
    }
