"""Where the model's word counts against the lexicon's: a few numbers that belong to a model."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from gestae.tables import read_table

COLUMNS = ("threshold", "value")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the model's word counts against the lexicon's; probabilities from 0 to 1.

    ``keep`` is what an event chosen by the lexicon needs, ``take`` one that its rules left out and ``type`` what the
    frame's type needs there besides; ``new`` is what one without a frame needs. ``add`` is what a party needs beside
    those of its side that a frame gave, ``actor`` and ``recipient`` where it gave none there, ``party`` in an event
    without a frame. A ``new`` event below ``content`` is told for itself and is no content of another. Above 1
    nothing passes: with ``keep`` and ``take`` there, the model chooses alone.
    """

    keep: float = 0.02
    take: float = 0.9
    type: float = 0.5
    new: float = 0.97
    add: float = 0.97
    actor: float = 0.95
    recipient: float = 0.7
    party: float = 0.5
    content: float = 0.5

    def write(self, path: Path) -> None:
        """Write them, one a line."""
        lines = [f"{name}\t{value}" for name, value in asdict(self).items()]
        path.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Thresholds":
        """Those of a file, the usual ones for those that it does not name or where there is no file.

        Raises:
            DataError: a row names no threshold or holds no number.
        """
        if not path.is_file():
            return cls()
        known = [field.name for field in fields(cls)]
        found: dict[str, float] = {}
        for row in read_table(path, COLUMNS):
            try:
                found[row.one_of("threshold", known)] = float(row["value"])
            except ValueError as error:
                raise row.error(f"{row['value']!r} is no number") from error
        return cls(**found)
