"""``gestae lexicon`` and ``gestae knowledge``: the shipped tables and a user's own are checked and searched."""

from collections.abc import Callable, Sequence, Set
from dataclasses import asdict, replace
from pathlib import Path

from gestae.cli import UNREADABLE, USAGE
from gestae.cli.messages import count, printable, say
from gestae.errors import DataError
from gestae.settings import ChooserKind, Settings
from gestae.tables import DATA, read_table, table_files

EXAMPLE_COLUMNS = ("frame", "sentence")


def check_lexicon_tables(folder: Path | None) -> int:
    """Print every row that cannot be used; 0 where there is none."""
    from gestae.lexicon import check_lexicon, load_lexicon

    folders = _folders("lexicon", folder)
    if folders is None:
        return USAGE
    errors = check_lexicon(folders)
    errors += _check_words(folders)
    known = frozenset() if errors else frozenset(load_lexicon(folders).types)
    examples, broken = _check_examples(folders, known)
    errors += broken
    if _tell(errors):
        return UNREADABLE
    lexicon = load_lexicon(folders)
    frames = len({frame.id for rows in lexicon.frames.values() for frame in rows})
    operators = len({row.id for rows in lexicon.operators.values() for row in rows})
    print(f"{count(frames, 'frame')}, {count(operators, 'operator')}, {count(examples, 'example')}: no errors")
    print(lexicon.sha256)
    return 0


def _check_words(folders: Sequence[Path]) -> list[DataError]:
    """The first error of each of the rooms' own word tables: speech, conditions, times, counts."""
    from gestae.claims.condition_cues import load_condition_cues
    from gestae.language.times import load_time_words
    from gestae.scene.quantities import load_quantity_words
    from gestae.speech.cues import load_speech_cues

    errors = []
    loaders: tuple[Callable[[Sequence[Path]], object], ...] = (
        load_speech_cues,
        load_condition_cues,
        load_time_words,
        load_quantity_words,
    )
    for load in loaders:
        try:
            load(folders)
        except DataError as error:
            errors.append(error)
    return errors


def check_knowledge_tables(folder: Path | None) -> int:
    """Print every row that cannot be used; 0 where there is none."""
    from gestae.knowledge import check_knowledge, load_knowledge

    folders = _folders("knowledge", folder)
    if folders is None:
        return USAGE
    if _tell(check_knowledge(folders)):
        return UNREADABLE
    knowledge = load_knowledge(folders)
    sizes = (
        f"{len(knowledge.entities):,} entities",
        f"{len(knowledge.countries):,} country codes",
        f"{len(knowledge.agents):,} agent nouns",
    )
    print(f"{', '.join(sizes)}: no errors; known until {knowledge.until}")
    print(knowledge.sha256)
    return 0


def _folders(kind: str, folder: Path | None) -> list[Path] | None:
    if folder is None:
        return [DATA / kind]
    if not folder.is_dir():
        say(f"gestae: {folder} is no folder")
        return None
    if not any(folder.rglob("*.tsv")):
        say(f"gestae: {folder} holds no .tsv tables; their names and columns are told in data/{kind}/README.md")
        return None
    return [DATA / kind, folder]


def _check_examples(folders: list[Path], types: Set[str]) -> tuple[int, list[DataError]]:
    from gestae.notation import NotationError, parse_example

    number, errors = 0, []
    for path in table_files(folders, "examples"):
        try:
            for row in read_table(path, EXAMPLE_COLUMNS):
                number += 1
                try:
                    used = {event.type for event in parse_example(row["sentence"]).events}
                    errors += [
                        row.error(f"{name!r} is no event type; known: {', '.join(sorted(types))}")
                        for name in sorted(used - types if types else ())
                    ]
                except NotationError as error:
                    errors.append(row.error(str(error)))
        except DataError as error:
            errors.append(error)
    return number, errors


def _tell(errors: list[DataError]) -> bool:
    for error in errors:
        say(str(error))
    if errors:
        say(f"{count(len(errors), 'row')} cannot be used")
    return bool(errors)


def run_lexicon_examples(folder: Path | None, settings: Settings, *, show_failures: bool) -> int:
    """Code the examples (a user's own folder: only its own) and print their scores."""
    from gestae.pipeline import Coder
    from gestae.training.compare import run_examples, score

    folders = _folders("lexicon", folder)
    if folders is None:
        return USAGE
    own = settings if folder is None else replace(settings, lexicon=folder)
    coder = Coder(replace(own, chooser=ChooserKind.LEXICON), say)
    outcomes = run_examples(coder, folders[-1:])
    if show_failures:
        for outcome in outcomes:
            if not outcome.sound:
                found = ", ".join(pair.told() for pair in outcome.pairs)
                print(
                    printable(f"{outcome.row.path.name}:{outcome.row.number}  {outcome.row['sentence']}\n    {found}")
                )
    for name, value in asdict(score(outcomes)).items():
        print(f"{name:10}{value:,.3f}" if isinstance(value, float) else f"{name:10}{value:,}")
    return 0
