"""What a command says where a package of an extra is not installed."""

import sys

import pytest

from gestae.cli import INSTALLATION, extra_with, main


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ("sqlalchemy", "'gestae[corpus]'"),
        ("fastapi", "'gestae[web]'"),
        ("altair", "'gestae[plot]'"),
        ("nowhere", "nowhere"),
    ],
)
def test_the_extra_that_brings_a_package(package: str, told: str) -> None:
    assert extra_with(package) == told


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in [name for name in sys.modules if name.startswith(("sqlalchemy", "gestae.store", "gestae.cli.corpus"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.setattr(sys, "argv", ["gestae", "runs", "--store", "nowhere.db"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == INSTALLATION
    assert "this needs sqlalchemy: pip install 'gestae[corpus]'" in capsys.readouterr().err
