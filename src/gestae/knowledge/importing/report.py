"""What an import used, passed over and left out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gestae.errors import DataError


@dataclass
class Report:
    """Counts as an import goes on; ``tell`` gets each problem when it comes.

    ``rows`` counts the rows written by table, ``linked`` those named who were known before, ``passed`` what is nobody
    of politics, ``left`` what was wanted and could not be used.
    """

    tell: Callable[[str], None]
    rows: Counter[str] = field(default_factory=Counter)
    linked: int = 0
    passed: int = 0
    left: int = 0

    def problem(self, path: Path, row: int, problem: str) -> None:
        """Something that could not be used."""
        self.left += 1
        self.tell(str(DataError(path, row, problem)))
