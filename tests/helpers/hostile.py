"""The small corpus with markup, scripts and turned writing in every field that strangers fill."""

from collections.abc import Iterator, Mapping
from typing import Any

from gestae.model import Document, Record
from helpers.corpus import small_corpus

TURNED = "\u202e\u2067gnp.exe"
PAYLOADS = (
    "<script>window.hurt=1</script>",
    '"><img src=x onerror="window.hurt=1">',
    "' autofocus onfocus='window.hurt=1' x='",
    "javascript:window.hurt=1//",
    "</textarea></title></style><svg onload=window.hurt=1>",
    "{{ 7*7 }}{% raw %}${7*7}",
    TURNED,
    '<iframe srcdoc="<script>parent.hurt=1</script>"></iframe>',
    '<a href="javascript:window.hurt=1" target=_top>here</a>',
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">',
    "../../../etc/passwd?x=1#y&z=\"; DROP TABLE event;--'",
    "--><!--<style>*{display:none}</style>\x1b[31m\b",
)
FILLED = frozenset(
    "id title source url author name office country entity wikidata admin1 admin2 feature_code language message".split()
)
OWN_IDS = frozenset({"events", "statements"})  # numbered by the coder, not by strangers


def hostile_corpus() -> Iterator[tuple[Document, Record]]:
    """The documents with one payload each, in every field and before all words of the text."""
    for (document, record), payload in zip(small_corpus(), PAYLOADS, strict=True):
        told = record.model_dump(mode="json", by_alias=True)
        texts = {"text": payload + document.text, "title": payload + (document.title or "")}
        bad = Record.model_validate(_filled(told, payload, texts, ""))
        head = bad.document.model_copy(update=texts)
        fields = {name: getattr(head, name) for name in ("id", "published", "author", "source", "url", *texts)}
        yield Document(**fields), bad.model_copy(update={"document": head})


def _filled(value: Any, payload: str, texts: Mapping[str, str], parent: str) -> Any:
    if isinstance(value, list):
        if parent == "sentences":
            return [[start and start + len(payload), end + len(payload)] for start, end in value]
        return [_filled(each, payload, texts, parent) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {name: _filled(each, payload, texts, name) for name, each in value.items()}
    if value.get("start") is not None and "end" in value:
        words = texts[value.get("field") or "text"]
        end = value["end"] + len(payload)
        filled |= {"start": 0, "end": end, "text": words[:end]}
    strange = {name for name, each in value.items() if name in FILLED and each is not None}
    if parent in OWN_IDS:
        strange -= {"id"}
    return filled | {name: f"{payload}{value[name]}" for name in strange if parent not in ("engine", "contexts")}
