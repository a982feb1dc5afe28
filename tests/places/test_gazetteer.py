from pathlib import Path

import pytest

from gestae.errors import InstallationError
from gestae.model import PlaceLevel
from gestae.places import Gazetteer, open_gazetteer
from gestae.places.index import build_index, index_path


def test_a_name_gives_all_it_may_mean_with_the_areas_around(gazetteer: Gazetteer) -> None:
    found = [c.entry for c in gazetteer.candidates(["paris"])["paris"] if c.entry.level is PlaceLevel.CITY]
    texan = next(entry for entry in found if entry.admin1 == "US.TX")
    assert (texan.country3, texan.admin1_name, texan.admin2_name) == ("USA", "Texas", "Lamar County")
    assert found[0].country3 == "FRA"
    assert found[0].feature_code == "PPLC"


def test_unknown_keys_are_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.known(["nairobi", "zzyzzyx"]) == {"nairobi"}
    assert gazetteer.candidates(["zzyzzyx"]) == {}


def test_more_keys_than_one_query_holds(gazetteer: Gazetteer) -> None:
    assert gazetteer.known([f"zz{n}" for n in range(2000)] + ["lima"]) == {"lima"}


@pytest.mark.parametrize(
    ("code", "name"),
    [("SYR", "Syria"), ("SY", "Syria"), ("US.TX", "Texas"), ("US.KY/Paris", "Paris"), ("continent/Asia", "Asia")],
)
def test_targets_by_code(gazetteer: Gazetteer, code: str, name: str) -> None:
    entry = gazetteer.target(code)
    assert entry is not None
    assert entry.name == name


def test_areas_have_the_middle_of_their_cities(gazetteer: Gazetteer) -> None:
    nairobi, county = gazetteer.target("KE/Nairobi"), gazetteer.target("KE.05")
    assert nairobi is not None
    assert county is not None
    assert county.latitude == pytest.approx(nairobi.latitude, abs=0.5)


def test_an_index_is_not_built_twice(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = index_path(tmp_path)
    path.write_bytes(b"")
    messages: list[str] = []
    with pytest.raises(Exception, match="no such table"):
        open_gazetteer(tmp_path, on_build=messages.append)
    assert messages == []


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InstallationError, match="set GESTAE_CACHE"):
        build_index(tmp_path / "file" / "index.sqlite", lambda message: None)


def test_an_entry_with_several_spellings_of_one_key_is_given_once(gazetteer: Gazetteer) -> None:
    ids = [c.entry.id for c in gazetteer.candidates(["u s"])["u s"]]
    assert len(ids) == len(set(ids))
