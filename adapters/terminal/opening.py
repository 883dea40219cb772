"""Which index a command works on, and the guide over it, as whoever asks may see it.

Without `--library` that is the user's own index. A library named on the command line has an index
of its own below the data folder, so that asking about other documents never replaces the user's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.terminal.asker import groups_named
from adapters.terminal.ingesting import bring_up_to_date
from bot.bootstrap import open_guides
from bot.guide import Guide
from bot.guides import Guides
from knowledge.embedding import load_embedder
from knowledge.errors import IndexMissing
from knowledge.settings import KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of documents, and the settings with the data folder of their index.

    `named` says that the folders were given with the command: the index must then be theirs.
    """

    folders: tuple[Path, ...]
    settings: KnowledgeSettings
    named: bool = False


def find_place(libraries: Sequence[Path], data_dir: Path | None) -> Place:
    """Bring together what the command line and the settings say; the command line wins.

    Raises:
        pydantic.ValidationError: a setting has a value that cannot be.
    """
    settings = KnowledgeSettings()
    if libraries and data_dir is None:
        return place_apart(libraries, settings.data_dir)
    update = {"data_dir": data_dir or settings.data_dir}
    folders = tuple(libraries) or (settings.library,)
    return Place(folders, settings.model_copy(update=update), named=bool(libraries))


def own_place(libraries: Sequence[Path], data_dir: Path | None) -> Place:
    """The user's own index beside these libraries (none: the settings'), whether it fits or not.

    Raises:
        pydantic.ValidationError: a setting has a value that cannot be.
    """
    place = find_place((), data_dir)
    return replace(place, folders=tuple(libraries) or place.folders)


def place_apart(libraries: Sequence[Path], data_dir: Path | None) -> Place:
    """The place of libraries with an index of their own below `data_dir` (None: the settings').

    Raises:
        pydantic.ValidationError: a setting has a value that cannot be.
    """
    settings = KnowledgeSettings()
    folder = (data_dir or settings.data_dir) / "libraries" / _name_of(libraries)
    return Place(tuple(libraries), settings.model_copy(update={"data_dir": folder}), named=True)


def open_place(place: Place, asker: str = "", *, quiet: bool = False) -> Guide:
    """The guide over a place's index, as the asker that `--as` means sees it: see `open_guides_of`.

    Raises:
        KnowledgeError: the library or the index cannot be used; the message says what to do.
        GroupsBroken: the settings' groups cannot be read.
        click.BadParameter: the asker starts like JSON but is none.
    """
    return open_guides_of(place, quiet=quiet).of(groups_named(asker))


def open_guides_of(place: Place, *, quiet: bool = False) -> Guides:
    """The guides over a place's index, which is built or brought up to date first where it must be.

    `quiet` shows no progress, for a caller that shows its own.

    Raises:
        KnowledgeError: the library or the index cannot be used; the message says what to do.
    """
    embedder = load_embedder(place.settings.embedding)
    if place.named:
        bring_up_to_date(place.folders, place.settings, embedder, wait=True, quiet=quiet)
    try:
        return open_guides(place.settings, embedder)
    except IndexMissing:
        bring_up_to_date(place.folders, place.settings, embedder, wait=True, quiet=quiet)
        return open_guides(place.settings, embedder)


def _name_of(folders: Sequence[Path]) -> str:
    """Sixteen digits that stand for these folders in this order."""
    paths = "\n".join(str(folder.resolve()) for folder in folders)
    return hashlib.sha256(paths.encode(errors="surrogateescape")).hexdigest()[:16]
