"""The lexicon: what words mean as events, loaded from tables that anyone can read and edit."""

from gestae.lexicon.load import COLUMNS, check_lexicon, load_lexicon
from gestae.lexicon.patterns import Pattern, PatternError, Position, Slot, compile_pattern
from gestae.lexicon.rows import Composition, ContextRow, Frame, Lexicon, Light, ModeRow, Operator, TypeRow

__all__ = [
    "COLUMNS",
    "Composition",
    "ContextRow",
    "Frame",
    "Lexicon",
    "Light",
    "ModeRow",
    "Operator",
    "Pattern",
    "PatternError",
    "Position",
    "Slot",
    "TypeRow",
    "check_lexicon",
    "compile_pattern",
    "load_lexicon",
]
