"""From a document to its parse: one spaCy pass over title and text with sentence ends set beforehand."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gestae.errors import InstallationError
from gestae.language.sentences import mark_sentences
from gestae.language.tokens import make_doc
from gestae.language.view import Parsed, Sentence
from gestae.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GAP = "\n\n"


def load_language(name: str) -> "Language":
    """Load an installed spaCy English pipeline.

    Raises:
        InstallationError: no such pipeline is installed; the message says how to install it.
    """
    import spacy
    from thinc.api import use_ops

    from gestae.language.morphology import remember_words
    from gestae.language.names import find_names_together

    try:
        with use_ops("numpy", use_blis=False):  # NumPy's own product of matrices is several times as fast
            nlp = spacy.load(name)
    except OSError as error:
        package = name.replace("_", "-")
        raise InstallationError(
            f"the language model {name} is not installed; install it with: pip install {package}"
        ) from error
    remember_words(nlp)
    find_names_together(nlp)
    return nlp


def parse_documents(nlp: "Language", documents: Iterable[Document], batch_size: int = 32) -> Iterator[Parsed]:
    """Parse documents in order, ``batch_size`` at a time."""

    def prepared() -> Iterator[tuple["Doc", Document]]:
        for document in documents:
            title = f"{document.title}{GAP}" if document.title else ""
            doc = make_doc(nlp, title + document.text)
            yield mark_sentences(doc, len(title)), document

    for doc, document in nlp.pipe(prepared(), as_tuples=True, batch_size=batch_size):
        yield parsed_from(doc, document)


def parsed_from(doc: "Doc", document: Document) -> Parsed:
    """Wrap a parsed ``Doc`` whose text is title, blank line and text."""
    offset = len(document.title) + len(GAP) if document.title else 0
    sentences: list[Sentence] = []
    sentence_of: list[int] = []
    for index, sent in enumerate(doc.sents):
        sentences.append(Sentence(index, sent.start, sent.end, in_title=sent.start_char < offset))
        sentence_of.extend([index] * (sent.end - sent.start))
    return Parsed(document, doc, offset, tuple(sentences), tuple(sentence_of))
