"""Reading and checking the lexicon's tables; later folders are laid over earlier ones."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from gestae.errors import DataError
from gestae.lexicon.patterns import Pattern, PatternError, compile_pattern
from gestae.lexicon.rows import Composition, ContextRow, Frame, Lemma, Lexicon, Light, ModeRow, Operator, TypeRow
from gestae.model import EventType, Quad, Status
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
RECIPIENTS = ("", "inner-actor", "inner-recipient", "own")
NONE = "-"
ATTEMPTED = "attempted:"
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
    types = {}
    for row in collector.rows(folders, "types"):
        try:
            name = EventType(row.one_of("type", EventType))
            types[name] = TypeRow(
                name, Quad(row.one_of("quad", Quad)), _number(row, "score"), row["cameo"], row["description"]
            )
        except DataError as error:
            collector.keep(error)
    modes = {}
    for row in collector.rows(folders, "modes"):
        try:
            name = EventType(row.one_of("type", EventType))
            imputed = row.one_of("imputed", ("yes", "no")) == "yes"
            modes[name, row["mode"]] = ModeRow(name, row["mode"], _number(row, "score"), imputed, row["description"])
        except DataError as error:
            collector.keep(error)
    classes: dict[str, set[Lemma]] = defaultdict(set)
    for row in collector.rows(folders, "classes"):
        classes[row["class"]].update(_lemmas(row, "nouns"))
    frames: dict[str, Frame] = {}
    for row in collector.rows(folders, "frames"):
        try:
            frames[row["id"]] = _frame(row, modes, classes)
        except DataError as error:
            collector.keep(error)
    operators: dict[str, Operator] = {}
    for row in collector.rows(folders, "operators"):
        try:
            operators[row["id"]] = _operator(row, modes, classes)
        except DataError as error:
            collector.keep(error)
    compositions = {}
    names = {o.operator for o in operators.values()}
    for row in collector.rows(folders, "composition"):
        try:
            made = _composition(row, names)
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
    )


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


def _mode(row: Row, event: EventType | None, modes: Iterable[tuple[EventType, str]], column: str = "mode") -> str:
    if not row[column]:
        return ""
    allowed = [m for t, m in modes if t is event]
    return row.one_of(column, allowed) if allowed else row[column]


def _frame(row: Row, modes: dict[tuple[EventType, str], ModeRow], classes: Iterable[str]) -> Frame:
    event = EventType(row.one_of("type", EventType))
    pos = row.one_of("pos", ANCHORS)
    lemmas = _lemmas(row, "lemmas")
    if not lemmas:
        raise row.error("lemmas is empty")
    attempted = row["note"].startswith(ATTEMPTED)
    pattern = _pattern(row, pos, classes)
    return Frame(row["id"], event, _mode(row, event, modes), pos, lemmas, pattern, row["cameo"], attempted)


def _operator(row: Row, modes: dict[tuple[EventType, str], ModeRow], classes: Iterable[str]) -> Operator:
    event = None if row["type"] in {"", NONE} else EventType(row.one_of("type", EventType))
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


def _composition(row: Row, operators: set[str]) -> Composition:
    inner = EventType(row.one_of("inner_type", EventType)) if row["inner_type"] else None
    outer = None if row["type"] in {"", NONE} else EventType(row.one_of("type", EventType))
    status = Status(row.one_of("status", Status)) if row["status"] else None
    operator = row["operator"] if row["operator"].startswith("(") else row.one_of("operator", operators)
    return Composition(
        operator, inner, row["inner_mode"], outer, row["mode"], status, row.one_of("recipient", RECIPIENTS)
    )
