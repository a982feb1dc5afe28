"""The command line: thin commands over the coder."""

import sys
from collections import Counter

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


def extra_with(package: str) -> str:
    """What to give to pip for a package: the smallest extra of gestae that asks for it, or the package itself."""
    from importlib.metadata import PackageNotFoundError, requires

    name = package.replace("_", "-").lower()
    try:
        asked = requires("gestae") or []
    except PackageNotFoundError:
        asked = []
    extras: Counter[str] = Counter()
    bringing = []
    for line in asked:
        needed, _, marker = line.partition(";")
        extra = marker.partition("extra ==")[2].strip(" '\"")
        extras[extra] += 1
        if extra and needed.strip().lower().replace("_", "-").startswith(name):
            bringing.append(extra)
    if bringing:
        return f"'gestae[{min(bringing, key=lambda extra: (extras[extra], extra))}]'"
    return package


def main() -> None:
    """Run ``gestae``; the process ends with 0, or 1 unreadable input, 2 usage, 3 installation, 130 interrupted."""
    one_thread()
    try:
        from gestae.cli.app import app

        app()
    except GestaeError as error:
        print(f"gestae: {error}", file=sys.stderr)
        sys.exit(EXITS.get(type(error), UNREADABLE))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "gestae" or not package:
            raise
        print(f"gestae: this needs {package}: pip install {extra_with(package)}", file=sys.stderr)
        sys.exit(INSTALLATION)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
