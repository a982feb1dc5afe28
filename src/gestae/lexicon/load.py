"""Reading and checking the lexicon's tables; later folders are laid over earlier ones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import TypeVar

from gestae.errors import DataError
from gestae.lexicon.patterns import Pattern, PatternError, compile_pattern
from gestae.lexicon.rows import Composition, ContextRow, Frame, Lemma, Lexicon, Light, ModeRow, Operator, TypeRow
from gestae.model import Quad, Status, event_type
from gestae.tables import Row, folder_hash, read_table, table_files

COLUMNS = {
    "types": ("type", "quad", "score", "cameo", "description"),
    "modes": ("type", "mode", "score", "imputed", "description"),
    "contexts": ("context", "description", "cues"),
    "frames": ("id", "type", "mode", "pos", "lemmas", "pattern", "cameo", "note"),
    "classes": ("class", "nouns"),
    "operators": ("id", "operator", "pos", "lemmas", "pattern", "type", "mode", "note"),
    "composition": ("operator", "inner_type", "inner_mode", "type", "mode", "status", "recipient", "note"),
    "light": ("verb", "pattern", "note"),
    "cues": ("cue", "kind", "note"),
}
ANCHORS = {"verb": "V", "noun": "N", "adjective": "J"}
RECIPIENTS = ("", "inner-actor", "inner-recipient", "inner-party", "own")
NONE = "-"
ATTEMPTED = "attempted:"
TYPE_NAME = re.compile(r"^[A-Z][A-Z_]*$")
_Row = TypeVar("_Row", Frame, Operator)


class _Collector:
    """Runs row readers and either raises the first error or keeps them all."""

    def __init__(self, errors: list[DataError] | None) -> None:
        self.errors = errors

    def rows(self, folders: Sequence[Path], table: str) -> Iterable[Row]:
        for path in table_files(folders, table):
            try:
                yield from read_table(path, COLUMNS[table])
            except DataError as error:
                self.keep(error)

    def keep(self, error: DataError) -> None:
        if self.errors is None:
            raise error
        self.errors.append(error)


def load_lexicon(folders: Sequence[Path]) -> Lexicon:
    """Load all tables of the folders, the later laid over the earlier (same id or key: the later wins).

    Raises:
        DataError: a row that cannot be used, with file, row number and the allowed values.
    """
    return _load(folders, _Collector(None))


def check_lexicon(folders: Sequence[Path]) -> list[DataError]:
    """All errors of the folders' tables; empty when they are sound."""
    errors: list[DataError] = []
    _load(folders, _Collector(errors))
    return errors


def _load(folders: Sequence[Path], collector: _Collector) -> Lexicon:
    types = _types(folders, collector)
    modes = {}
    for row in collector.rows(folders, "modes"):
        try:
            name = event_type(row.one_of("type", types))
            imputed = row.one_of("imputed", ("yes", "no")) == "yes"
            modes[name, row["mode"]] = ModeRow(name, row["mode"], _number(row, "score"), imputed, row["description"])
        except DataError as error:
            collector.keep(error)
    classes: dict[str, set[Lemma]] = defaultdict(set)
    for row in collector.rows(folders, "classes"):
        classes[row["class"]].update(_lemmas(row, "nouns"))
    frames: dict[str, Frame] = {}
    own = {r["id"] for r in collector.rows(folders[1:], "frames")}
    for row in collector.rows(folders, "frames"):
        try:
            frames[row["id"]] = _frame(row, types.keys(), modes, classes)
        except DataError as error:
            collector.keep(error)
    operators: dict[str, Operator] = {}
    for row in collector.rows(folders, "operators"):
        try:
            operators[row["id"]] = _operator(row, types.keys(), modes, classes)
        except DataError as error:
            collector.keep(error)
    compositions = {}
    names = {o.operator for o in operators.values()}
    for row in collector.rows(folders, "composition"):
        try:
            made = _composition(row, types.keys(), names)
            compositions[made.operator, made.inner_type, made.inner_mode] = made
        except DataError as error:
            collector.keep(error)
    light: dict[str, list[Light]] = defaultdict(list)
    for row in collector.rows(folders, "light"):
        try:
            light[row["verb"]].append(Light(row["verb"], _pattern(row, "verb", classes)))
        except DataError as error:
            collector.keep(error)
    cues: dict[str, dict[str, str]] = defaultdict(dict)
    for folder in folders:
        if (folder / "cues.tsv").is_file():
            for row in read_table(folder / "cues.tsv", COLUMNS["cues"]):
                cues[row["kind"]][row["cue"]] = row["note"]
    return Lexicon(
        types=types,
        modes=modes,
        contexts=tuple(
            ContextRow(r["context"], r["description"], r.items("cues")) for r in collector.rows(folders, "contexts")
        ),
        frames=_by_lemma(frames.values()),
        operators=_by_lemma(operators.values()),
        classes={name: frozenset(nouns) for name, nouns in classes.items()},
        compositions=compositions,
        light={verb: tuple(rows) for verb, rows in light.items()},
        cues={kind: dict(words) for kind, words in cues.items()},
        sha256=folder_hash(folders),
        own=frozenset(own),
    )


def _types(folders: Sequence[Path], collector: _Collector) -> dict[str, TypeRow]:
    types: dict[str, TypeRow] = {}
    for row in collector.rows(folders, "types"):
        try:
            if not TYPE_NAME.match(row["type"]):
                raise row.error(f"type is {row['type']!r}; wanted capitals and underscores")
            name = event_type(row["type"])
            types[name] = TypeRow(
                name, Quad(row.one_of("quad", Quad)), _number(row, "score"), row["cameo"], row["description"]
            )
        except DataError as error:
            collector.keep(error)
    return types


def _by_lemma(rows: Iterable[_Row]) -> dict[tuple[str, str], tuple[_Row, ...]]:
    found: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        for last in dict.fromkeys(lemma[-1] for lemma in row.lemmas):
            found[row.pos, last].append(row)
    return {key: tuple(value) for key, value in found.items()}


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        raise row.error(f"{column} is {row[column]!r}; wanted a number") from error


def _lemmas(row: Row, column: str) -> tuple[Lemma, ...]:
    return tuple(tuple(words.lower().replace("-", " - ").split()) for words in row.items(column))


def _pattern(row: Row, pos: str, classes: Iterable[str]) -> Pattern:
    try:
        pattern = compile_pattern(row["pattern"])
    except PatternError as error:
        raise row.error(f"pattern: {error}") from error
    if pattern.anchor != ANCHORS[pos]:
        raise row.error(f"pattern {row['pattern']!r} needs {ANCHORS[pos]} for a {pos}")
    for slot in pattern.slots:
        if slot.noun_class and slot.noun_class not in classes:
            raise row.error(f"pattern names the class {slot.noun_class!r}; known: {', '.join(sorted(classes))}")
    return pattern


def _mode(row: Row, event: str | None, modes: Iterable[tuple[str, str]], column: str = "mode") -> str:
    if not row[column]:
        return ""
    allowed = [m for t, m in modes if t is event]
    return row.one_of(column, allowed) if allowed else row[column]


def _frame(row: Row, types: Set[str], modes: dict[tuple[str, str], ModeRow], classes: Iterable[str]) -> Frame:
    event = event_type(row.one_of("type", types))
    pos = row.one_of("pos", ANCHORS)
    lemmas = _lemmas(row, "lemmas")
    if not lemmas:
        raise row.error("lemmas is empty")
    attempted = row["note"].startswith(ATTEMPTED)
    pattern = _pattern(row, pos, classes)
    return Frame(row["id"], event, _mode(row, event, modes), pos, lemmas, pattern, row["cameo"], attempted)


def _operator(row: Row, types: Set[str], modes: dict[tuple[str, str], ModeRow], classes: Iterable[str]) -> Operator:
    event = None if row["type"] in {"", NONE} else event_type(row.one_of("type", types))
    pos = row.one_of("pos", ANCHORS)
    return Operator(
        row["id"],
        row["operator"],
        pos,
        _lemmas(row, "lemmas"),
        _pattern(row, pos, classes),
        event,
        _mode(row, event, modes),
    )


def _composition(row: Row, types: Set[str], operators: set[str]) -> Composition:
    inner = event_type(row.one_of("inner_type", types)) if row["inner_type"] else None
    outer = None if row["type"] in {"", NONE} else event_type(row.one_of("type", types))
    status = Status(row.one_of("status", Status)) if row["status"] else None
    operator = row["operator"] if row["operator"].startswith("(") else row.one_of("operator", operators)
    return Composition(
        operator, inner, row["inner_mode"], outer, row["mode"], status, row.one_of("recipient", RECIPIENTS)
    )
