"""Which texts are near copies of each other: wire copy with another headline, a line cut or a byline added.

MinHash over runs of five words (Broder 1997), banded so that near copies meet in at least one band.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from gestae.errors import InstallationError

RUN = 5  # words
HASHES = 128
BANDS = 32
SEED = 1
LEAST_SHARED = 0.6  # of the runs of either text
WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of a text; short texts are one run.

    Raises:
        InstallationError: the package that hashes is missing.
    """
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise InstallationError('near copies are found with rensa: pip install "gestae[corpus]"') from error
    words = WORD.findall(text.lower())
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    hashed = RMinHash(num_perm=HASHES, seed=SEED)
    hashed.update(sorted(runs))
    return tuple(hashed.digest())


def near_groups(signatures: Iterable[tuple[int, tuple[int, ...]]], known: Mapping[int, int]) -> dict[int, int]:
    """The group of each text, by the number of its first text; texts come with their numbers, in order.

    ``known`` holds the groups that were found before; they stay. A text joins the group of the text that it shares
    most with.
    """
    seen: dict[int, tuple[int, ...]] = {}
    bands: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    groups: dict[int, int] = {}
    size = HASHES // BANDS
    for number, hashes in signatures:
        keys = [(band, hashes[band * size : (band + 1) * size]) for band in range(BANDS)]
        if number not in known:
            near = {other for key in keys for other in bands.get(key, ())}
            best = max(near, key=lambda other: (shared(seen[other], hashes), -other), default=None)
            joins = best is not None and shared(seen[best], hashes) >= LEAST_SHARED
            groups[number] = groups[best] if joins and best is not None else number
        else:
            groups[number] = known[number]
        seen[number] = hashes
        for key in keys:
            bands[key].append(number)
    return groups


def shared(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of runs that two texts have in common, as their hashes tell it (Jaccard, 0..1)."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
