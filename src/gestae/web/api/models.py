"""What the API takes and gives."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from gestae.model import Document
from gestae.store.ask import COLUMNS
from gestae.store.listing import DOCUMENT_COLUMNS, STATEMENT_COLUMNS
from gestae.store.stories.listing import COLUMNS as STORY_COLUMNS
from gestae.store.stories.listing import Stance
from gestae.training.reviews import Verdict

Data = TypeVar("Data")
LONGEST_TEXT = 100_000  # characters
LONGEST_WORD = 2_000


class Strict(BaseModel):
    """What is sent has to be described."""

    model_config = ConfigDict(extra="forbid")


class State(BaseModel):
    """The last run of the store that answered."""

    run_id: str | None = None
    started_at: str | None = None
    finished_at: str | None = None
    gestae: str | None = None


class Envelope(BaseModel, Generic[Data]):
    """Every answer: ``next`` is where the following page begins, ``truncated`` whether rows were left out for good."""

    data: Data
    next: str | None = None
    truncated: bool = False
    store: State


def _rows(name: str, columns: Mapping[str, Any]) -> type[BaseModel]:
    fields: dict[str, Any] = {column: (kind | None, None) for column, kind in columns.items()}
    made: type[BaseModel] = create_model(name, **fields)
    return made


def listed(row: type[BaseModel]) -> Any:
    """The envelope of many rows."""
    return Envelope[list[row]]  # type: ignore[valid-type]


EventRow = _rows("EventRow", COLUMNS)
DocumentRow = _rows("DocumentRow", DOCUMENT_COLUMNS)
StatementRow = _rows("StatementRow", STATEMENT_COLUMNS)
StoryRow = _rows("StoryRow", {**STORY_COLUMNS, "first_day": date, "last_day": date, "first_published": date})
HitRow = _rows(
    "HitRow",
    {
        **dict.fromkeys(("key", "external_id", "title", "source", "url", "snippet"), str),
        "document_id": int,
        "published": date,
    },
)
Cells = dict[str, Any]


class EventWhole(BaseModel):
    """One event with its passage, its parties, who vouches for it, and what else reports it."""

    event: EventRow  # type: ignore[valid-type]
    document_key: str
    passage: Cells | None
    parties: list[Cells]
    attributions: list[Cells]
    quantities: list[Cells]
    about: list[EventRow]  # type: ignore[valid-type]
    others: list[EventRow]  # type: ignore[valid-type]


class Telling(BaseModel):
    """One report of a story."""

    stance: Stance
    document_key: str
    event: EventRow  # type: ignore[valid-type]


class StoryWhole(BaseModel):
    """A story with all its reports."""

    number: int
    summary: StoryRow  # type: ignore[valid-type]
    tellings: list[Telling]


Word = Annotated[str, Field(max_length=LONGEST_WORD)]


class Sent(Strict):
    """A text to be coded."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, examples=["France threatened to leave NATO."])]
    id: Word | None = None
    title: Word | None = None
    published: date | None = Field(None, examples=["2024-03-16"])
    author: Word | None = None
    source: Word | None = Field(None, examples=["Daily Post"])
    url: Word | None = None

    def document(self) -> Document:
        """As the coder takes it."""
        return Document(**self.model_dump())


class Judged(Strict):
    """What a reviewer says of an event."""

    uid: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[0-9A-Za-z_-]+$")]
    reviewer: Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S", examples=["ada"])]
    verdict: Verdict
    type: Annotated[str, Field(max_length=60)] | None = None
    status: Annotated[str, Field(max_length=60)] | None = None
    why: Annotated[str, Field(max_length=LONGEST_WORD)] | None = None


class Health(BaseModel):
    """Whether the store answers."""

    status: str = Field(examples=["ok"])
