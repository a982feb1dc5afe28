from datetime import date

import pytest

from gestae.reading.dates import EITHER, WANTED, read_date


@pytest.mark.parametrize(
    "value",
    [
        "3 May 2017",
        "03 May 2017 10:00",
        "3rd May, 2017",
        "Wed, 03 May 2017 23:00:00 GMT",
        "Wednesday 3 May 2017",
        "03-May-2017",
        "May 3, 2017",
        "Wed May 3rd 2017",
        "2017/05/03",
        "2017/5/3 10:00",
        "3.5.2017",
        "20170503",
        "20170503T101500Z",
        "20170503101500",
        20170503,
        1493805600,
        1493805600123,
        " 2017-05-03 00:00:00 ",
    ],
)
def test_dates_are_read_as_people_write_them(value: object) -> None:
    assert read_date(value) == (date(2017, 5, 3), "")


def test_a_slash_is_read_only_where_it_can_be_one_day() -> None:
    assert read_date("25/03/2017")[0] == date(2017, 3, 25)
    assert read_date("03/25/2017")[0] == date(2017, 3, 25)
    assert read_date("04/04/2017")[0] == date(2017, 4, 4)
    assert read_date("05/03/2017") == (None, f"'05/03/2017', {EITHER}")
    assert read_date("31/31/2017") == (None, f"'31/31/2017', {WANTED}")
    assert read_date("25-03-2017")[0] == date(2017, 3, 25)


@pytest.mark.parametrize(
    "value", ["32 May 2017", "3 Mail 2017", "May 2017", "2017", 2017, -20170503, True, 3.5, "x" * 999]
)
def test_what_is_no_day_is_given_back(value: object) -> None:
    found, problem = read_date(value)
    assert found is None
    assert problem.startswith(repr(value))
