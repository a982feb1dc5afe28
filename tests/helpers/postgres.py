"""A PostgreSQL server of its own for the tests, from the machine's packages, under a user that is not root."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """A running server; ``database`` makes a new, empty one in it, ``emptied`` gives one whose tables have no rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._used: str | None = None

    def database(self) -> str:
        import psycopg

        name = f"gestae_{next(self._numbers)}"
        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def emptied(self) -> str:
        """The same database each time: tables are made once, since that takes long."""
        import psycopg

        from gestae.store import Store

        if self._used is None:
            self._used = self.database()
            Store.open(self._used).close()
            return self._used
        with psycopg.connect(self._used) as connection:
            connection.execute("SET session_replication_role = replica")  # no key is looked after
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            connection.execute("; ".join(f"DELETE FROM {name}" for (name,) in tables if name != "migration"))
        return self._used


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def server(bin_: Path) -> Iterator[Server]:
    """Start a server on a socket in a new folder; stop it and remove the folder in the end."""
    folder = Path(tempfile.mkdtemp(prefix="gestae-postgres-"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
        as_user = ["runuser", "-u", USER, "--"]

    def run(*words: str) -> None:
        subprocess.run([*as_user, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    data, options = folder / "data", " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    control = [str(bin_ / "pg_ctl"), "-D", str(data), "-w"]
    try:
        run(str(bin_ / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        run(*control, "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start")
        try:
            yield Server(folder)
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
