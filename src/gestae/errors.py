"""One tree of exceptions; each message names the input and the remedy."""

from pathlib import Path


class GestaeError(Exception):
    """Base of all errors that a user can cause or cure."""


class DataError(GestaeError):
    """A row of the lexicon or the knowledge cannot be used."""

    def __init__(self, path: Path, row: int, problem: str) -> None:
        self.path, self.row, self.problem = path, row, problem
        super().__init__(path, row, problem)

    def __str__(self) -> str:
        return f"{self.path}: row {self.row}: {self.problem}"


class InputError(GestaeError):
    """A document cannot be read."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        super().__init__(name, problem)

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


class InstallationError(GestaeError):
    """Something that the coder needs is not installed."""


class SettingsError(GestaeError):
    """A setting has a value that is not allowed."""


class StoreError(GestaeError):
    """A store cannot be opened, or does not hold what is asked for."""


class QueryError(GestaeError):
    """A question to the store that cannot be answered; the message tells what can be asked."""


class TooLongError(QueryError):
    """A question to the store that takes longer than its time."""
