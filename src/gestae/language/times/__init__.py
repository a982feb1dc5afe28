"""Time expressions: find them and set them on the calendar."""

from gestae.language.times.find import find_times
from gestae.language.times.words import TimeWords, load_time_words

__all__ = ["TimeWords", "find_times", "load_time_words"]
