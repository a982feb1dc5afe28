import io
from datetime import date

import pytest
from rich.console import Console

from gestae.cli.messages import printable
from gestae.cli.table import print_record
from gestae.cli.wording import date_words, status_words
from gestae.model import Basis, Event, Notice, Precision, Record, When


def shown(record: Record, width: int = 110) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    print_record(console, record)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def words(record: Record) -> dict[str, str]:
    return {e.id: status_words(e, record.events) for e in record.events}


def test_status_is_told_in_plain_words(record: Record) -> None:
    assert words(record) == {
        "e1": "threatened",
        "e2": "threatened",
        "e3": "happened, said by The army",
        "e4": "denied",
    }


def test_events_stand_under_their_sentence_with_evidence_marked(record: Record) -> None:
    lines = shown(record).splitlines()
    assert "Envoys" in lines[0]
    assert "2024-03-16" in lines[0]
    assert lines[1].strip() == "1  Greece [threatened] to [expel] the envoy."
    assert "THREATEN expel" in lines[2]
    assert "Greece (GRC GOV)" in lines[2]
    assert "└ COERCE" in lines[3]
    second = next(i for i, line in enumerate(lines) if line.strip().startswith("2  "))
    assert "rebels [shelled] Larnaca; the group [denied] it." in lines[second]
    row = " ".join(" ".join(lines[second + 1 : second + 3]).split())
    assert "2024-03-13" in row
    assert "Larnaca" in row


def test_a_narrow_terminal_loses_no_words(record: Record) -> None:
    flat = "".join(shown(record, width=60).split())
    for word in ("THREATEN", "Greece", "rebels", "2024-03-13", "Larnaca"):
        assert word in flat


def test_notices_and_sums_are_told(record: Record) -> None:
    notice = Notice(code="too-long", message="The first 10 characters were coded.")
    head = record.document.model_copy(update={"notices": (notice,)})
    page = shown(record.model_copy(update={"document": head}))
    assert "Note: The first 10 characters were coded." in page
    assert "3 events · 1 as content" in page


def test_without_text_the_triggers_stand_for_the_sentence(record: Record) -> None:
    head = record.document.model_copy(update={"text": None})
    assert "threatened … expel" in shown(record.model_copy(update={"document": head}))


def test_control_and_direction_characters_do_not_reach_the_terminal(record: Record) -> None:
    head = record.document.model_copy(update={"title": "\x1b[2J\x07Envoys\u202e"})
    assert "\x1b" not in shown(record.model_copy(update={"document": head}))
    assert printable("a\x1b[31mb\u202ec\td") == "a[31mbc\td"


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), Precision.DAY, "2024-03-01"),
        (date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH, "2024-03"),
        (date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, "2024"),
        (date(2024, 3, 1), None, Precision.DAY, "since 2024-03-01"),
        (None, date(2024, 3, 1), Precision.DAY, "until 2024-03-01"),
        (date(2024, 3, 4), date(2024, 3, 10), Precision.WEEK, "2024-03-04 to 2024-03-10"),
        (None, None, Precision.DAY, ""),
    ],
)
def test_dates_are_as_exact_as_they_are_told(
    start: date | None, end: date | None, precision: Precision, told: str
) -> None:
    assert date_words(When(from_=start, to=end, precision=precision, basis=Basis.STATED)) == told


def test_hedged_attempted_and_earlier_events_say_so(record: Record) -> None:
    def changed(**fields: object) -> str:
        event = Event.model_validate({**record.events[0].model_dump(by_alias=True), **fields})
        return status_words(event, ())

    assert changed(attributed_to=[{"kind": "hedge"}]) == "threatened, reportedly"
    assert changed(outcome="attempted") == "attempted, failed"
    assert changed(historical=True) == "threatened, earlier"
    assert changed(status="future") == "planned"
