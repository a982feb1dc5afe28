"""An export in a folder, or in one .zip with all its files."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gestae.errors import InputError, QueryError

ZIP = ".zip"


@contextmanager
def packed(out: Path) -> Iterator[Path]:
    """A new folder to write to; where ``out`` ends in .zip, what was written is in that file when all went well.

    Raises:
        QueryError: the folder cannot be written, or holds something already; or the file is there.
    """
    try:
        if out.suffix.lower() != ZIP:
            out.mkdir(parents=True, exist_ok=True)
            if any(out.iterdir()):
                raise QueryError(f"{out}: holds something already; name a new folder")
            yield out
            return
        if out.exists():
            raise QueryError(f"{out}: is there already; name a new file")
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".gestae-") as name:
            folder = Path(name) / out.stem
            folder.mkdir()
            yield folder
            made = shutil.make_archive(f"{name}/made", "zip", folder)
            Path(made).rename(out)
    except OSError as error:
        raise QueryError(f"{error.filename or out}: {error.strerror or error}") from error


@contextmanager
def unpacked(place: Path) -> Iterator[Path]:
    """The folder of an export, for as long as it is needed where it is a .zip.

    Raises:
        InputError: there is nothing, or the file is no .zip.
    """
    if place.is_dir():
        yield place
        return
    if not place.is_file():
        raise InputError(str(place), "wanted the folder or the .zip of an export")
    with tempfile.TemporaryDirectory(prefix="gestae-") as name:
        try:
            with zipfile.ZipFile(place) as archive:
                archive.extractall(name)
        except zipfile.BadZipFile as error:
            raise InputError(str(place), "no .zip; wanted the folder or the .zip of an export") from error
        yield Path(name)
