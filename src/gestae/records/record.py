"""The record as the coder gives it: the contract's shape, and a frame of its events."""

from typing import Any

from gestae import model


class Record(model.Record):
    """All that the coder gives for one document."""

    def to_frame(self) -> Any:
        """The main events as a polars frame (pandas where only that is installed), one row an event.

        Raises:
            InstallationError: neither is installed; the message says how to install one.
        """
        from gestae.records.frames import to_frame

        return to_frame([self])
