"""The server answers while another process puts documents into its store."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx

from helpers.browsing import served

REPORTS = Path(__file__).parents[2] / "examples" / "newsroom" / "reports.jsonl"
MOST = 16
PAGES = ("/", "/events", "/network?period=all", "/stories", "/search?q=Russia", "/api/v1/dyads")


def test_pages_open_while_documents_are_ingested(plain_place: str, tmp_path: Path) -> None:
    place = tmp_path / "growing.db"
    shutil.copy(plain_place, place)
    reports = tmp_path / "reports.jsonl"
    lines = REPORTS.read_text(encoding="utf-8").splitlines()[:MOST]
    reports.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "gestae", "ingest", str(reports), "--store", str(place)]
    environment = {**os.environ, "GESTAE_CHOOSER": "lexicon", "GESTAE_BATCH_SIZE": "4"}
    with served(str(place)) as address, httpx.Client(base_url=address, timeout=60) as client:
        found: list[int] = []
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as ingest:
            while ingest.poll() is None:
                answers = {path: client.get(path).status_code for path in PAGES}
                assert set(answers.values()) == {200}, answers
                found.append(len(client.get("/api/v1/documents?limit=1000").json()["data"]))
            assert ingest.returncode == 0, ingest.stderr and ingest.stderr.read()
        found.append(len(client.get("/api/v1/documents?limit=1000").json()["data"]))
        assert found == sorted(found)
        assert len(set(found)) > 2  # it was seen in the midst of its work
        assert found[-1] == found[0] + len(lines)
        assert "Spree Courier" in client.get("/events?source=Spree+Courier&status=any").text
