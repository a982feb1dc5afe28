"""The view that is read by default: one row for each event of each document."""

from sqlalchemy import Column, MetaData, Select, Table, select

from gestae.store.schema import DOCUMENT, EVENT, REPORT

NAME = "event_report"
OF_DOCUMENT = ("external_id", "title", "published", "url", "outlet_country", "restricted")
NOT_SHOWN = frozenset({"id", "pair", "new_actor", "new_recipient", "new_pair"})


def event_report() -> Select[tuple[object, ...]]:
    """What the view selects. Outer joins, so that a count that needs the narrow table alone reads nothing else."""
    narrow = [c for c in REPORT.c if c.name not in NOT_SHOWN]
    taken = {c.name for c in narrow}
    wide = [c for c in EVENT.c if c.name not in taken and c.name != "id"]
    document = [DOCUMENT.c.key.label("document_key"), *(DOCUMENT.c[name] for name in OF_DOCUMENT)]
    joined = REPORT.outerjoin(EVENT, EVENT.c.id == REPORT.c.event_id).outerjoin(
        DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id
    )
    return select(*narrow, *wide, *document).select_from(joined).where(REPORT.c.pair == 0)


VIEWS = MetaData()
EVENT_REPORT = Table(NAME, VIEWS, *(Column(c.name, c.type) for c in event_report().selected_columns))
