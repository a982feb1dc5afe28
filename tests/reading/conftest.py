"""Files of every format, made by hand, and what reading them gives."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading import Helpers, Reading, ReadingOptions, read_files

FIRST = "The harbour master of Lindby closed the port on Monday after a dispute over fishing rights with Norland."
SECOND = "Ministers of both islands met in the old customs house and promised to talk again before the winter."
THIRD = "A spokesman for the fishermen said that nobody had asked them, and that the nets would stay in the water."


@dataclass
class Shelf:
    """A folder of files to write and to read."""

    folder: Path
    said: list[str] = field(default_factory=list)

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, *names: object, **options: Any) -> list[Document | str]:
        """Documents, and errors as they are told, names shortened by the folder."""
        chosen = ReadingOptions(say=self.said.append, **options)
        return [self._shown(found) for found in read_files([str(name) for name in names], None, chosen)]

    def _shown(self, found: Reading | InputError) -> Document | str:
        prefix = f"{self.folder.as_posix()}/"
        if isinstance(found, InputError):
            return str(found).replace(prefix, "")
        identifier = found.document.id
        return found.document.model_copy(update={"id": identifier and identifier.replace(prefix, "")})

    @staticmethod
    def zipped(files: dict[str, bytes | str]) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return packed.getvalue()

    @staticmethod
    def page(charset: str = "utf-8", title: str = "Port closed", more: str = "") -> str:
        return (
            f'<!doctype html><html><head><meta charset="{charset}"><title>{title} | The Lindby Post</title>'
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Lindby Post">'
            '<meta property="article:published_time" content="2019-10-07T08:00:00Z">'
            '<meta name="author" content="Ada Quill"><link rel="canonical" href="https://post.example/port"></head>'
            '<body><nav><a href="/">Front page</a> <a href="/sport">Sport</a></nav>'
            f"<article><h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{more}</article>"
            "<footer>All rights reserved.</footer></body></html>"
        )

    @staticmethod
    def pdf(*pages: str, trailer: str = "") -> bytes:
        """A PDF of these pages, a line of text a line."""
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
        kids = []
        for page in pages:
            lines = " ".join(f"({line}) Tj T*" for line in page.split("\n"))
            stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET"
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
            font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
            content = len(objects)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources {font} >>"
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        made, places = "%PDF-1.4\n", []
        for number, each in enumerate(objects, 1):
            places.append(len(made))
            made += f"{number} 0 obj\n{each}\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(objects) + 1
        end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
        return f"{made}{end}startxref\n{len(made)}\n%%EOF\n".encode("latin-1")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture(scope="module")
def helpers() -> Iterator[Helpers]:
    with Helpers() as made:
        yield made


@pytest.fixture(scope="session")
def sentences() -> tuple[str, str, str]:
    return FIRST, SECOND, THIRD
