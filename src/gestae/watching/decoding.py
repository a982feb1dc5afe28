"""Compressed bodies, unpacked piece by piece so that a small body never becomes a huge one in memory."""

import zlib
from enum import StrEnum

from gestae.watching.problems import FetchError, Lasts

ASKED_FOR = "gzip, deflate"
GZIP_OR_ZLIB, RAW = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


class Excess(StrEnum):
    """What becomes of a body beyond the limit: it is refused, or its beginning is kept."""

    REFUSE = "refuse"
    CUT = "cut"


class Body:
    """Collects a body's bytes, unpacked, up to ``size`` of them.

    Args:
        url: What it is the body of, for errors.
        coding: The Content-Encoding that the server names.
        size: Most bytes after unpacking.
        excess: What becomes of a longer body.

    Raises:
        FetchError: the coding is not one that was asked for.
    """

    def __init__(self, url: str, coding: str, size: int, excess: Excess) -> None:
        self._url, self._size, self._excess = url, size, excess
        self._parts: list[bytes] = []
        self._length = 0
        codings = [part.strip().lower() for part in coding.split(",") if part.strip().lower() not in {"", "identity"}]
        if codings and (len(codings) > 1 or codings[0] not in {"gzip", "x-gzip", "deflate"}):
            raise FetchError(url, f"its body is packed as {coding!r}, which was not asked for", Lasts.LASTING)
        self._unpack = zlib.decompressobj(GZIP_OR_ZLIB) if codings else None
        self._raw_allowed = codings == ["deflate"]

    @property
    def full(self) -> bool:
        """Whether the limit is reached and nothing more is wanted."""
        return self._length > self._size

    def add(self, chunk: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            FetchError: the body is longer than allowed, or cannot be unpacked.
        """
        if self._unpack is None:
            self._keep(chunk)
        while self._unpack is not None and chunk and not self.full:
            self._keep(self._unpacked(chunk))
            chunk = self._unpack.unconsumed_tail
            if self._unpack.eof and self._unpack.unused_data:
                chunk, self._unpack = self._unpack.unused_data, zlib.decompressobj(GZIP_OR_ZLIB)
        if self.full and self._excess is Excess.REFUSE:
            raise FetchError(self._url, f"larger than {self._size:,} bytes", Lasts.LASTING)

    def end(self) -> bytes:
        """The whole body.

        Raises:
            FetchError: the packed body broke off.
        """
        if self._unpack is not None and self._length and not self._unpack.eof and not self.full:
            raise FetchError(self._url, "its packed body broke off")
        return b"".join(self._parts)[: self._size]

    def _keep(self, part: bytes) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _unpacked(self, chunk: bytes) -> bytes:
        assert self._unpack is not None
        room = self._size - self._length + 1
        try:
            return self._unpack.decompress(chunk, room)
        except zlib.error as error:
            if self._length == 0 and self._raw_allowed:
                self._raw_allowed, self._unpack = False, zlib.decompressobj(RAW)
                return self._unpacked(chunk)
            raise FetchError(self._url, "its packed body cannot be unpacked") from error
