"""``gestae serve`` and ``gestae token`` as commands."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from gestae.cli.app import app
from gestae.cli.serving import _listening
from gestae.store import Store

GESTAE = [sys.executable, "-m", "gestae"]


def test_a_store_is_served_on_a_free_port(plain_place: str) -> None:
    command = [*GESTAE, "serve", "--store", plain_place, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert address is not None
            assert httpx.get(f"{address[0]}/events").status_code == 200
            assert httpx.get(f"{address[0]}/events", headers={"Host": "evil.example"}).status_code == 403
        finally:
            server.terminate()
            server.wait(30)


def test_answers_are_sent_without_delay() -> None:
    with _listening("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # by which asyncio knows a connection that must not be held back


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_hosts_need_a_token(plain_place: str, host: str) -> None:
    done = subprocess.run(
        [*GESTAE, "serve", "--store", plain_place, "--host", host],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "gestae token create NAME" in done.stderr


def test_tokens_are_made_listed_and_revoked(small_store: Store) -> None:
    place = str(Path(str(small_store.engine.url.database)))
    runner = CliRunner()
    secret = runner.invoke(app, ["token", "create", "ada", "--store", place]).stdout.strip()
    assert secret.startswith("gestae_")
    listed = runner.invoke(app, ["token", "list", "--store", place]).stdout
    assert "ada" in listed
    assert "in use" in listed
    assert secret not in listed
    assert runner.invoke(app, ["token", "revoke", "ada", "--store", place]).exit_code == 0
    assert "revoked" in runner.invoke(app, ["token", "list", "--store", place]).stdout
    assert runner.invoke(app, ["token", "revoke", "ada", "--store", place]).exit_code != 0
    assert runner.invoke(app, ["token", "create", "ada", "--store", place]).exit_code != 0
