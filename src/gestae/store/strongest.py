"""The events that speak most clearly: those with the highest or the lowest scores."""

from sqlalchemy import Connection

from gestae.store.ask import Cells, details, matching
from gestae.store.filters import Asked
from gestae.store.schema import REPORT

SPARE = 6  # reports looked at for each event that is wanted; the same sentence may stand in several


def strongest(connection: Connection, asked: Asked, cooperative: bool, limit: int) -> list[Cells]:
    """The most cooperative or the most conflictual events, the earliest first among equals, each sentence once."""
    score = REPORT.c.score
    way = score.desc().nulls_last() if cooperative else score.asc().nulls_last()
    query = matching(asked, connection.dialect.name).add_columns(score).where(score.is_not(None))
    rows = connection.execute(query.order_by(way, REPORT.c.day, REPORT.c.event_id).limit(limit * SPARE)).all()
    found = details(connection, list(dict.fromkeys((row.document_id, row.event_id) for row in rows)))
    once = {(row["story"] or row["evidence"], row["type"]): row for row in reversed(found)}
    kept = [row for row in found if once[row["story"] or row["evidence"], row["type"]] is row]
    return kept[:limit]
