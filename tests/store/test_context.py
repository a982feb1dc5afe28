"""Which outlets share codings."""

from datetime import date
from typing import TYPE_CHECKING

from gestae.model import Document
from gestae.store.context import Contexts

if TYPE_CHECKING:
    from gestae.pipeline import Coder


def test_outlets_that_tell_the_coder_the_same_share(coder: "Coder") -> None:
    contexts = Contexts(coder)

    def of(source: str, url: str | None = None, day: int = 1, title: str = "T") -> str:
        document = Document(text="x", source=source, url=url, title=title, published=date(2024, 3, day))
        return contexts.of(document).hash

    assert of("Daily Post") == of("Morning Sun")
    assert of("Daily Post") != of("Daily Post", day=2)
    assert of("Daily Post") != of("Daily Post", title="Other")
    assert of("Daily Post") != of("French Foreign Ministry")
    assert of("Daily Post", "https://post.example.fr/1") != of("Daily Post", "https://post.example.de/1")
    assert of("Daily Post", "https://post.example.fr/1") == of("Daily Post", "https://post.example.fr/2")


def test_the_country_of_an_outlet(coder: "Coder") -> None:
    document = Document(text="x", source="Daily Post", url="https://post.example.fr/1")
    assert Contexts(coder).of(document).outlet_country == "FRA"
