from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "actors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase_denotes(case: dict[str, Any], read: Any) -> None:
    mention = read(case["text"], case.get("date")).mention(case["phrase"])
    got = [f"{a.country or '-'}.{a.sector or '-'}" for a in mention.actors]
    assert got == case["is"], mention.why
    assert mention.kind == case.get("kind", "actor")
