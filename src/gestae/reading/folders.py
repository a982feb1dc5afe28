"""Folders and patterns: the files in them, in an order that does not change."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from gestae.errors import InputError

PATTERN = frozenset("*?[")
PAGES = (".html", ".htm")
PARTS = "_files"


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern that the shell left as it was."""
    return not PATTERN.isdisjoint(name) and not Path(name).exists()


def matching(pattern: str) -> list[Path]:
    """The files and folders that a pattern names (``**``: at any depth), sorted; with ``**`` only files."""
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    found = [Path(name) for name in names]
    return [path for path in found if path.is_file()] if "**" in pattern else found


def walk(folder: Path) -> Iterator[Path | InputError]:
    """The files of a folder and those beneath it; hidden ones and the parts of saved pages are passed over."""
    problems: list[OSError] = []
    root = folder.resolve()
    empty = True
    for place, folders, files in os.walk(folder, onerror=problems.append):
        here = Path(place)
        for name in sorted(name for name in folders if (here / name).is_symlink()):
            yield InputError((here / name).as_posix(), "a link to a folder, which is not followed; name it itself")
        folders[:] = sorted(n for n in folders if not n.startswith(".") and not _part_of_page(n, here))
        for name in sorted(name for name in files if not name.startswith(".")):
            empty = False
            yield _file(here / name, root)
    for problem in problems:
        yield InputError(Path(problem.filename).as_posix(), problem.strerror or str(problem))
    if empty and not problems:
        yield InputError(folder.as_posix(), "a folder without files; name one that holds articles")


def _part_of_page(name: str, folder: Path) -> bool:
    stem = name.removesuffix(PARTS)
    return stem != name and any((folder / f"{stem}{ending}").exists() for ending in PAGES)


def _file(path: Path, root: Path) -> Path | InputError:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return InputError(path.as_posix(), "a link that leads out of the folder; name the file itself")
    if path.exists() and not path.is_file():
        return InputError(path.as_posix(), "a device or a pipe, no file; take it out of the folder")
    return path
