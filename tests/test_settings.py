from pathlib import Path

import pytest

from gestae.errors import SettingsError
from gestae.pipeline import Coder
from gestae.settings import TABLE, Settings, load_settings


def test_file_gives_way_to_environment_and_environment_to_argument(tmp_path: Path) -> None:
    path = tmp_path / "gestae.toml"
    path.write_text('batch_size = 4\nmax_characters = 10\nlexicon = "mine"\n', encoding="utf-8")
    environment = {"GESTAE_BATCH_SIZE": "8", "GESTAE_MAX_CHARACTERS": "20", "OTHER": "x", "GESTAE_CACHE": ""}
    found = load_settings({"batch_size": 16, "cache": None}, file=path, environment=environment)
    assert (found.batch_size, found.max_characters, found.lexicon, found.cache) == (16, 20, Path("mine"), None)


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gestae.toml").write_text("min_confidence = 0.5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}).min_confidence == 0.5


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"GESTAE_BATCH_SIZE": "many"}, "GESTAE_BATCH_SIZE: batch_size is 'many'; wanted a whole number"),
        ({"GESTAE_BATCH_SIZE": "0"}, "batch_size is 0; wanted 1 or more"),
        ({"GESTAE_MIN_CONFIDENCE": "2"}, "min_confidence is 2.0; wanted 0 to 1"),
    ],
)
def test_bad_values_are_named(environment: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment=environment)
    assert says in str(caught.value)


def test_unknown_names_and_broken_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gestae.toml"
    path.write_text("batchsize = 4\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown setting 'batchsize'; known: language_model, "):
        load_settings(file=path, environment={})
    path.write_text("batch_size = true\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="wanted a whole number"):
        load_settings(file=path, environment={})
    path.write_text("= 4\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"gestae\.toml"):
        load_settings(file=path, environment={})
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(file=tmp_path / "none.toml", environment={})


def test_the_hash_follows_what_shapes_a_record() -> None:
    assert Settings().sha256 == Settings(batch_size=7, cache=Path("elsewhere")).sha256
    assert Settings().sha256 != Settings(min_confidence=0.3).sha256
    assert Settings().sha256.startswith("sha256:")


def test_every_setting_has_its_help() -> None:
    assert all(setting.metadata["help"] for setting in TABLE)


@pytest.mark.parametrize("kind", ["lexicon", "knowledge"])
def test_a_folder_of_tables_that_is_none_stops_the_coder(kind: str, tmp_path: Path) -> None:
    coder = Coder(Settings(**{kind: tmp_path / "none"}))
    with pytest.raises(SettingsError, match=f"{kind} is .*none'; wanted a folder of tables"):
        getattr(coder, kind)
