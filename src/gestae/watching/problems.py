"""What can go wrong on the way to a page, and whether asking again can help."""

from enum import StrEnum

from gestae.errors import InputError


class Lasts(StrEnum):
    """Whether a problem may be gone when the page is asked for again."""

    PASSING = "passing"
    LASTING = "lasting"


class FetchError(InputError):
    """A page or feed cannot be had.

    ``lasts`` tells whether a later try can help, ``retry_after`` in how many seconds the server wants the next one.
    """

    def __init__(self, name: str, problem: str, lasts: Lasts = Lasts.PASSING, retry_after: float | None = None) -> None:
        super().__init__(name, problem)
        self.lasts, self.retry_after = lasts, retry_after


class PostponedError(FetchError):
    """The page was not asked for, because its host wants to be left alone for longer than one waits."""
