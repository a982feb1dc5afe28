"""What the readers of all origins need, and what they give for a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gestae.errors import InputError
from gestae.knowledge import Knowledge, load_knowledge
from gestae.knowledge.importing.codes import Codes, load_codes
from gestae.lexicon import Lexicon, load_lexicon
from gestae.settings import Settings
from gestae.store.importing.lines import Line, Table
from gestae.store.importing.report import Report
from gestae.store.importing.tables import Meanings, load_meanings
from gestae.store.importing.values import Names
from gestae.tables import DATA, with_own

FOLDER = DATA / "importing"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is well-formed and becomes no event; rows with the same reason are counted together."""

    reason: str


@dataclass(frozen=True, slots=True)
class Tools:
    """The codebook's types, the names of the knowledge, and what foreign codes mean."""

    lexicon: Lexicon
    names: Names
    codes: Codes
    meanings: Meanings


Found = Report | InputError | LeftOut
Read = Callable[[Table, Tools], Iterator[Found]]
ReadLine = Callable[[Line, Tools], Report | LeftOut]


def load_tools(settings: Settings) -> Tools:
    """Read all tables, a user's own lexicon and knowledge laid over the shipped ones.

    Raises:
        DataError: a row of a table cannot be used.
        SettingsError: a folder of the user's is none.
    """
    lexicon = load_lexicon(with_own("lexicon", settings.lexicon))
    knowledge: Knowledge = load_knowledge(with_own("knowledge", settings.knowledge))
    meanings = load_meanings(FOLDER, lexicon, knowledge)
    return Tools(lexicon, Names(knowledge), load_codes([FOLDER], knowledge), meanings)


def each(lines: Iterator[Line | InputError], read: ReadLine, tools: Tools) -> Iterator[Found]:
    """What each line comes to; a line that cannot be used gives the error that names it."""
    for line in lines:
        try:
            yield line if isinstance(line, InputError) else read(line, tools)
        except InputError as error:
            yield error
