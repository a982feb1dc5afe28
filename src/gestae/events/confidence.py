"""How sure an event is: its signs, weighed by what they were worth where the answers are known."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gestae.actors.context import SCENE
from gestae.actors.view import Mentions
from gestae.events.view import MODEL, Draft, Drafts, Weighed
from gestae.tables import read_table

COLUMNS = ("sign", "weight")
ALWAYS = "always"
FRAME_SIGNS = ("no-actor", "no-recipient", "country-of-the-scene", "composed")
MODEL_SIGNS = ("no-frame", "lexicon-against", "type", "party", "left-out")
SIGNS = (*FRAME_SIGNS, *MODEL_SIGNS)
LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of signs in log odds, ``always`` among them; none where nothing was measured."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def of(self, signs: Mapping[str, float]) -> float:
        """The share of events with these signs that are right, 0 to 1."""
        return 1 / (1 + math.exp(-sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())))

    def rated(self, draft: Draft, mentions: Mentions) -> Draft:
        """The draft with its confidence; as it is where nothing was measured."""
        return replace(draft, confidence=self.of(signs_of(draft, mentions))) if self.weights else draft

    def write(self, path: Path) -> None:
        """Write the weights, one a line."""
        lines = [f"{sign}\t{weight:.4f}" for sign, weight in self.weights.items()]
        path.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, paths: Iterable[Path]) -> "Calibration":
        """The weights of all files, a later one's before an earlier's.

        Raises:
            DataError: a row names no sign or holds no number.
        """
        weights: dict[str, float] = {}
        for path in paths:
            for row in read_table(path, COLUMNS):
                try:
                    weights[row.one_of("sign", (ALWAYS, *SIGNS))] = float(row["weight"])
                except ValueError as error:
                    raise row.error(f"{row['weight']!r} is no number") from error
        return cls(weights)


def rated(drafts: Drafts, mentions: Mentions, frames: Calibration, model: Calibration) -> Drafts:
    """The drafts with their confidence: by the model's weights what it weighed, by the frames' the rest."""
    return Drafts(tuple((frames if d.weighed is None else model).rated(d, mentions) for d in drafts.all))


def signs_of(draft: Draft, mentions: Mentions) -> dict[str, float]:
    """What speaks for and against a draft.

    ``no-actor`` and ``no-recipient`` are 1 where that side is empty, ``country-of-the-scene`` where a party has its
    country from the scene alone, ``composed`` where an operator worked on the frame. Where the model weighed it:
    ``no-frame`` and ``lexicon-against``, and the log odds of its ``type``, of its least likely ``party`` (0 without
    one) and of the likeliest party ``left-out``.
    """
    parties = (*draft.actors, *draft.recipients)
    reasons = [m.why for p in parties if (m := mentions.at(p.head)) is not None]
    signs = {
        ALWAYS: 1.0,
        "no-actor": float(not draft.actors),
        "no-recipient": float(not draft.recipients),
        "country-of-the-scene": float(any(why.endswith(SCENE) for why in reasons)),
        "composed": float(">" in draft.why),
    }
    return signs if draft.weighed is None else signs | _model_signs(draft, draft.weighed)


def _model_signs(draft: Draft, weighed: Weighed) -> dict[str, float]:
    actors, recipients = {p.head for p in draft.actors}, {p.head for p in draft.recipients}
    taken = [actor for head, actor, _ in weighed.roles if head in actors]
    taken += [recipient for head, _, recipient in weighed.roles if head in recipients]
    left = [max(chances) for head, *chances in weighed.roles if head not in actors | recipients]
    return {
        "no-frame": float(draft.why == MODEL),
        "lexicon-against": float(weighed.lexicon is None),
        "type": log_odds(weighed.chance),
        "party": log_odds(min(taken, default=0.5)),
        "left-out": log_odds(max(left, default=0.0)),
    }


def log_odds(chance: float) -> float:
    """The log odds of a chance; those nearer to 0 or 1 than ``LEAST`` count as that near."""
    chance = min(max(chance, LEAST), 1 - LEAST)
    return math.log(chance / (1 - chance))


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error: the mean gap between confidence and share right over bins, by their size."""
    error = 0.0
    for n in range(bins):
        held = [(c, ok) for c, ok in pairs if n / bins <= c < (n + 1) / bins or (n == bins - 1 and c == 1.0)]
        if held:
            error += abs(sum(c for c, _ in held) - sum(ok for _, ok in held)) / len(pairs)
    return error
