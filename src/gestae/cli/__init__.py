"""The command line: thin commands over the coder."""

import sys

from gestae.errors import DataError, GestaeError, InputError, InstallationError, QueryError, SettingsError
from gestae.threads import one_thread

UNREADABLE, USAGE, INSTALLATION, INTERRUPTED = 1, 2, 3, 130
EXITS: dict[type[GestaeError], int] = {
    InputError: UNREADABLE,
    QueryError: USAGE,
    SettingsError: USAGE,
    DataError: USAGE,
    InstallationError: INSTALLATION,
}


def main() -> None:
    """Run ``gestae``; the process ends with 0, or 1 unreadable input, 2 usage, 3 installation, 130 interrupted."""
    one_thread()
    try:
        from gestae.cli.app import app

        app()
    except GestaeError as error:
        print(f"gestae: {error}", file=sys.stderr)
        sys.exit(EXITS.get(type(error), UNREADABLE))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
