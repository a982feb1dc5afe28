"""Why a record holds little or nothing."""

from datetime import date

from gestae.model import Notice, Record


def notices_of(record: Record, knowledge_until: date) -> tuple[Notice, ...]:
    """The notices that came with the document and those that its record calls for."""
    found = list(record.document.notices)
    published = record.document.published
    if not record.events:
        if not any(a.country or a.entity for a in record.actors):
            message = (
                "The text names no country, body, group or person of politics that is known; no events were coded."
            )
            found.append(Notice(code="no-political-actor", message=message))
        else:
            message = "The text names political actors, but nothing that one does to another was found."
            found.append(Notice(code="no-events", message=message))
    if published is None:
        message = (
            "No publication date was given: words such as 'Monday' stay undated, and offices take their widest reading."
        )
        found.append(Notice(code="no-publication-date", message=message))
    elif published > knowledge_until:
        message = f"The knowledge of actors ends on {knowledge_until}; the document is of {published}."
        found.append(Notice(code="after-knowledge", message=message))
    return tuple(found)
