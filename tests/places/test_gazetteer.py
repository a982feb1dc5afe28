import hashlib
import zlib
from pathlib import Path

import pytest

from gestae.errors import InstallationError
from gestae.model import PlaceLevel
from gestae.places import Gazetteer
from gestae.places.index import Label, read_label, unpacked_index


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


def test_the_index_is_unpacked_once_and_again_when_it_was_cut_short(tmp_path: Path) -> None:
    label = read_label()
    messages: list[str] = []
    path = unpacked_index(tmp_path / "new", label, messages.append)
    assert path.stat().st_size == label.size
    assert unpacked_index(tmp_path / "new", label, messages.append) == path
    assert messages == [f"unpacking the index of places, once: {path}"]
    path.write_bytes(b"SQLite")
    unpacked_index(tmp_path / "new", label, messages.append)
    assert path.stat().st_size == label.size
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    label = Label("data", 5, hashlib.sha256(b"right").hexdigest())
    packed = tmp_path / "index.z"
    packed.write_bytes(zlib.compress(b"wrong"))
    with pytest.raises(InstallationError, match=r"damaged .*index\.z.*install gestae again"):
        unpacked_index(tmp_path, label, lambda message: None, packed)
    packed.write_bytes(b"no archive")
    with pytest.raises(InstallationError, match="cannot be read"):
        unpacked_index(tmp_path, label, lambda message: None, packed)
    packed.write_bytes(zlib.compress(b"right"))
    assert unpacked_index(tmp_path, label, lambda message: None, packed).read_bytes() == b"right"


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InstallationError, match="set GESTAE_CACHE"):
        unpacked_index(tmp_path / "file", read_label(), lambda message: None)


def test_names_in_other_letters_are_not_in_the_index(gazetteer: Gazetteer) -> None:
    assert gazetteer.known(["alep", "халеб"]) == {"alep"}


def test_an_entry_with_several_spellings_of_one_key_is_given_once(gazetteer: Gazetteer) -> None:
    ids = [c.entry.id for c in gazetteer.candidates(["u s"])["u s"]]
    assert len(ids) == len(set(ids))
