"""`remit ask`: one question, or a file of them, to one index."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from adapters.terminal import batch, options, screen, wording
from adapters.terminal.asker import read_asker
from adapters.terminal.opening import find_place, open_guides_of, open_place
from bot.model import Question


@click.command(
    "ask",
    epilog=wording.examples(
        'remit ask "How much compute may a research scientist use?"',
        'remit ask "What are my goals for month three?" --as "Research Scientist"',
        'remit ask "Who approves a vendor?" --library path/to/documents --json',
        "remit ask --batch questions.jsonl --out answers.jsonl",
    ),
)
@click.argument("words", metavar="QUESTION", nargs=-1)
@options.asker
@options.as_json
@click.option(
    "--batch",
    "questions",
    metavar="IN.jsonl",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer the questions of this file, one JSON object a line.",
)
@click.option(
    "--out",
    metavar="OUT.jsonl",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answers of --batch to this file, one a line.",
)
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    words: tuple[str, ...],
    asker: str,
    as_json: bool,
    questions: Path | None,
    out: Path | None,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> int:
    """Answer a question from the role documents, with the passages cited.

    If there is no index yet, it is built first. In a batch each line has an id and a question, and
    may have the asker's earlier turns (history) and the asker; answers come in the same order.
    """
    _check_usage(words, asker, questions, out)
    place = find_place(libraries, data_dir)
    if questions and out:
        return batch.answer_file(open_guides_of(place), questions, out)
    guide = open_place(place, asker)
    text = " ".join(words).encode(errors="replace").decode()
    question = Question(text, asker=read_asker(asker, guide.catalogue))
    if as_json:
        data = batch.timed(guide, question)
        click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(screen.answer_lines(guide.answer(question), screen.width())))
    return 0


def _check_usage(
    words: tuple[str, ...], asker: str, questions: Path | None, out: Path | None
) -> None:
    """Refuse what does not go together, before anything is opened.

    Raises:
        click.UsageError: with what to do instead.
    """
    if questions is None:
        if not words:
            raise click.UsageError(wording.NO_QUESTION)
        if out:
            raise click.UsageError(wording.OUT_WITHOUT_BATCH)
        return
    if words:
        raise click.UsageError(wording.QUESTION_AND_BATCH)
    if asker:
        raise click.UsageError(wording.ASKER_OF_BATCH)
    if out is None:
        raise click.UsageError(wording.BATCH_WITHOUT_OUT)
    if out.exists() and out.samefile(questions):
        raise click.UsageError(wording.SAME_FILE)
