"""Archives and compressed files: what is in them is handed on, one file after the other, with its name."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from gestae.errors import InputError
from gestae.reading.job import Found, Job
from gestae.reading.sources import MOST_UNPACKED, Source, Unpacking, buffered, hostile, on_disk

MOST_DEPTH = 3
COMPRESSIONS: dict[str, Callable[[Any], Any]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
MAGIC = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ\0": ".xz"}
SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA
ENCRYPTED = 0x1
LINK = 0xA  # the kind of file, in the attributes that Unix archivers write
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def read_compressed(source: Source, job: Job) -> Iterator[Found]:
    """The one file in a .gz, .bz2 or .xz file.

    Raises:
        InputError: it is not compressed, or lies in too many archives.
    """
    _not_too_deep(source)
    kind = next((kind for magic, kind in MAGIC.items() if source.head.startswith(magic)), None)
    if kind is None:
        raise InputError(source.name, f"named {source.ending}, but it is not compressed; rename it")
    packed = _Counted(source.stream)
    stream = Unpacking(COMPRESSIONS[kind](packed), source.name, lambda: packed.read_bytes, job.options.max_bytes)
    path = PurePosixPath(source.name)
    inner = SHORT.get(path.suffix.lower(), "" if path.suffix.lower() in COMPRESSIONS else path.suffix)
    suffix = inner or PurePosixPath(path.stem).suffix
    yield Source(
        source.name,
        buffered(stream),
        source.identifier,
        depth=source.depth + 1,
        url=source.url,
        suffix=suffix.lower(),
        unpacked=True,
    )


def read_zip(source: Source, job: Job) -> Iterator[Found]:
    """The files in a ZIP archive, in its order.

    Raises:
        InputError: the archive is broken or lies in too many others.
    """
    _not_too_deep(source)
    with on_disk(source) as path:
        try:
            with zipfile.ZipFile(path) as archive:
                left = job.options.max_bytes + MOST_UNPACKED * path.stat().st_size
                for member in archive.infolist():
                    if member.is_dir() or _hidden(member.filename):
                        continue
                    most = min(left, job.options.max_bytes + MOST_UNPACKED * member.compress_size)
                    if problem := _zip_problem(member, most):
                        yield InputError(f"{source.name}!{member.filename}", problem)
                        continue
                    left -= member.file_size
                    yield from _zip_member(archive, member, source)
        except BROKEN as error:
            raise InputError(source.name, f"a broken ZIP archive ({error}); pack it again") from error


def _zip_problem(member: zipfile.ZipInfo, most: int) -> str:
    """Why a file in an archive is not read; empty where it is."""
    if (member.external_attr >> 28) == LINK:
        return "a link, which is not followed; put the file itself into the archive"
    if member.flag_bits & ENCRYPTED:
        return "encrypted; unpack the archive by hand and name the file"
    if member.compress_type not in PACKED:
        return "packed in a way that is not known; pack it again"
    return hostile(member.file_size) if member.file_size > most else _bad_name(member.filename)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> Iterator[Found]:
    name = f"{source.name}!{member.filename}"
    try:
        with archive.open(member) as stream:
            yield Source(name, buffered(stream), name, depth=source.depth + 1)
    except (*BROKEN, NotImplementedError, RuntimeError) as error:
        yield InputError(name, f"cannot be unpacked ({error}); pack it again")


def read_tar(source: Source, job: Job) -> Iterator[Found]:
    """The files in a tar archive, in its order.

    Raises:
        InputError: the archive is broken or lies in too many others.
    """
    if not source.unpacked:
        _not_too_deep(source)
    depth = source.depth + (not source.unpacked)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", errorlevel=1) as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # else each member stays in memory
                yield from _tar_member(archive, member, source, depth)
    except BROKEN as error:
        raise InputError(source.name, f"a broken tar archive ({error}); pack it again") from error


def _tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, depth: int) -> Iterator[Found]:
    name = f"{source.name}!{member.name}"
    if member.isdir() or _hidden(member.name):
        return
    problem = _bad_name(member.name)
    if not member.isfile():
        problem = "a link or a device, which is not followed; put the file itself into the archive"
    stream = None if problem else archive.extractfile(member)
    if stream is None:
        yield InputError(name, problem or "no file")
        return
    yield Source(name, buffered(stream), name, depth=depth)


def _not_too_deep(source: Source) -> None:
    if source.depth >= MOST_DEPTH:
        raise InputError(
            source.name, f"lies in {source.depth} archives, one in the other; unpack the outer ones by hand"
        )


def _bad_name(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":"))
    return "leads out of the archive by its name; pack it again with a plain name" if outside else ""


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in {".", ".."} for part in parts)


class _Counted:
    """Counts the bytes that are read from a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self.read_bytes += len(content)
        return content
