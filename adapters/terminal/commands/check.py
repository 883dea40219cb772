"""`remit check`: the grounding check alone, over a file of sentences with their passages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from adapters.terminal import options, wording
from adapters.terminal.json_lines import Line, work_through
from bot.support.checking import Checker, load
from knowledge.embedding import MiniLM


class Claim(Line):
    """A sentence, and the passages that it is said to rest on."""

    passages: list[str]
    sentence: str


@click.command(
    "check", epilog=wording.examples("remit check --batch claims.jsonl --out checked.jsonl")
)
@click.option(
    "--batch",
    "claims",
    metavar="IN.jsonl",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sentences to check, one JSON object a line: id, passages, sentence.",
)
@click.option(
    "--out",
    metavar="OUT.jsonl",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found to this file, one a line: id, supported, score, reason.",
)
@options.debug
def command(*, claims: Path, out: Path) -> int:
    """Say of each sentence whether its passages support it, how well, and why not.

    The score goes from 0 to 1, higher is better supported. No index is needed, and no language
    model is asked.
    """
    if out.exists() and out.samefile(claims):
        raise click.UsageError(wording.SAME_FILE)
    check = Checker(MiniLM(), load())

    def judge(claim: Claim) -> dict[str, Any]:
        return asdict(check(claim.sentence, claim.passages))

    return work_through(claims, out, Claim, judge, "Checking")
