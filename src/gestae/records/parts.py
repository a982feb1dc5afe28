"""All that the stages found in one document, before it becomes a record."""

from dataclasses import dataclass

from gestae.actors.view import Mentions
from gestae.claims.attribution import Voucher
from gestae.claims.conditions import ConditionDraft
from gestae.claims.signs import Sign
from gestae.events.view import Drafts
from gestae.language.tree import Tree
from gestae.language.view import Parsed, Times, View
from gestae.model import Notice, Voice, When, Where
from gestae.places.view import Places
from gestae.scene.quantities import Count
from gestae.speech.view import Speech


@dataclass(frozen=True, slots=True)
class Parts:
    """One document's results by stage; sequences about events run parallel to ``drafts``."""

    parsed: Parsed
    tree: Tree
    view: View
    times: Times
    speech: Speech
    places: Places
    mentions: Mentions
    drafts: Drafts
    signs: tuple[Sign, ...]
    vouchers: tuple[tuple[Voucher, ...], ...]
    conditions: tuple[ConditionDraft, ...]
    voice: Voice | None
    dates: tuple[When | None, ...]
    wheres: tuple[Where | None, ...]
    counts: tuple[tuple[Count, ...], ...]
    notices: tuple[Notice, ...]
