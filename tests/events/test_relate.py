import pytest

from gestae.model import EventType
from gestae.pipeline import Coder
from gestae.reading.queries import RelationQuery


def related(coder: Coder, text: str, source: str, target: str) -> EventType | None:
    spans = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
    return next(coder.relate([RelationQuery(id="1", text=text, source=spans[0], target=spans[1])])).type


@pytest.mark.parametrize(
    ("text", "source", "target", "wanted"),
    [
        ("Kenya said that Somalia must disarm the militia.", "Kenya", "Somalia", EventType.REQUEST),
        ("Bhutan says it will not accept any more Tibetan refugees.", "Bhutan", "Tibetan refugees", EventType.REJECT),
        ("The navy has issued an ultimatum to the pirates.", "The navy", "the pirates", EventType.THREATEN),
        ("The port was shelled by the navy.", "the navy", "The port", EventType.ASSAULT),
    ],
)
def test_the_relation_of_two_parties(coder: Coder, text: str, source: str, target: str, wanted: EventType) -> None:
    assert related(coder, text, source, target) is wanted
