from pathlib import Path

from .conftest import Gestae

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\n"
)
GOOD = "1\t2024-03-05\tPolice\tPolice\tKenya\tArrest\t173\t-5\tStudents\tStudents\tKenya\n"
BAD = "2\t2024-03-99\tPolice\tPolice\tKenya\tArrest\t173\t-5\tStudents\tStudents\tKenya\n"
SAYS = "3\t2024-03-05\tPolice\tPolice\tKenya\tSays\t010\t0\tStudents\tStudents\tKenya\n"


def test_import_says_what_it_does(gestae: Gestae, tmp_path: Path) -> None:
    rows, store = tmp_path / "rows.tab", str(tmp_path / "news.db")
    rows.write_text(HEADER + GOOD + BAD + SAYS)
    ran = gestae("import", str(rows), "--store", store)
    assert ran.code == 1
    assert f"{rows}: read as icews, by its layout" in ran.err
    assert f"{rows}: row 3: Event Date is '2024-03-99'" in ran.err
    assert "1 new report, 1 event, 0 stored before, 1 bad row or file" in ran.err
    assert "left out: 1 row: CAMEO 01" in ran.err
    rows.write_text(HEADER + GOOD)
    again = gestae("import", "--from", "icews", str(rows), "--store", store)
    assert (again.code, again.out) == (0, "")
    assert again.err == "0 new reports, 0 events, 1 stored before, no bad rows\n"
