"""What a command says where a package of an extra is not installed."""

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
    def command() -> None:
        raise ModuleNotFoundError("No module named 'sqlalchemy'", name="sqlalchemy.engine")

    monkeypatch.setattr("gestae.cli.app.app", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == INSTALLATION
    assert "this needs sqlalchemy: pip install 'gestae[corpus]'" in capsys.readouterr().err
