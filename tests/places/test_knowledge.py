from pathlib import Path

import pytest

from gestae.errors import DataError
from gestae.knowledge.rows import COLUMNS
from gestae.places import Gazetteer, load_place_knowledge
from gestae.places.context import read_outlet
from gestae.places.knowledge import NAME_COLUMNS, NOWHERE, OUTLET_COLUMNS, REGION_COLUMNS, NameRowKind


def folder(path: Path, table: str, columns: tuple[str, ...], *rows: str) -> Path:
    (path / "places").mkdir(exist_ok=True)
    (path / "places" / f"{table}.tsv").write_text("\n".join(["\t".join(columns), *rows]) + "\n", encoding="utf-8")
    return path


def test_every_target_of_the_own_tables_is_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    rows = [row for rows in gazetteer.knowledge.names.values() for row in rows]
    targets = {row.target for row in rows} | set(gazetteer.knowledge.outlets.values()) - {NOWHERE}
    assert sorted(t for t in targets if len(t) != 3 and gazetteer.target(t) is None) == []


def test_a_folder_of_ones_own_is_laid_over(tmp_path: Path, gazetteer: Gazetteer) -> None:
    own = folder(tmp_path, "names", NAME_COLUMNS, "Gusty Burg\talternative\tUS.IL/Chicago\t")
    other = gazetteer.using(load_place_knowledge([own]))
    assert [c.entry.name for c in other.candidates(["gusty burg"])["gusty burg"]] == ["Chicago"]
    assert "gusty burg" not in gazetteer.candidates(["gusty burg"])


@pytest.mark.parametrize(
    ("row", "problem"),
    [("Xland\tnickname\tFR\t", "kind is 'nickname'; allowed:"), ("Xland\tformer\tatlantis\t", "target is 'atlantis'")],
)
def test_a_bad_name_is_refused_with_its_place(tmp_path: Path, row: str, problem: str) -> None:
    own = folder(tmp_path, "names", NAME_COLUMNS, row)
    with pytest.raises(DataError, match=rf"names\.tsv: row 2: {problem}"):
        load_place_knowledge([own])


@pytest.mark.parametrize("point", ["91\t0", "north\t0"])
def test_a_point_outside_the_globe_is_refused(tmp_path: Path, point: str) -> None:
    own = folder(tmp_path, "regions", REGION_COLUMNS, f"x\tX\t\tregion\tRGN\t\t{point}")
    with pytest.raises(DataError, match=r"regions\.tsv: row 2: latitude"):
        load_place_knowledge([own])


def test_peoples_come_from_the_names_of_countries(gazetteer: Gazetteer) -> None:
    (row,) = gazetteer.knowledge.names["kenyan"]
    assert (row.kind, row.target) == (NameRowKind.ADJECTIVE, "KEN")


def test_a_domain_speaks_for_the_country_of_its_outlet(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "entities.tsv").write_text(
        "\t".join(COLUMNS["entities"]) + "\noutlet:tide\tTide\toutlet\tKEN\tJRN\noutlet:sea\tSea\toutlet\tEUR\tJRN\n",
        encoding="utf-8",
    )
    rows = "\noutlet:tide\ttide.com\noutlet:tide\tTide.net\noutlet:sea\tsea.com\n"
    (tmp_path / "domains.tsv").write_text("\t".join(COLUMNS["domains"]) + rows, encoding="utf-8")
    own = folder(tmp_path, "outlets", OUTLET_COLUMNS, "*\tUS", "tide.net\tUG", "wire.org\t-")
    other = gazetteer.using(load_place_knowledge([own]))
    homes = [
        read_outlet(f"https://news.{name}/a", None, other).country
        for name in ("tide.com", "tide.net", "sea.com", "wire.org")
    ]
    assert homes == ["KE", "UG", None, None]
    assert read_outlet("https://other.com", None, other).country == "US"
