"""The entities of a Wikidata dump, slimmed to what the knowledge can use."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gestae.knowledge.importing.dictionary import Tell

LANGUAGES = ("en", "mul")
INSTANCE, SUBCLASS, OCCUPATION = "P31", "P279", "P106"
OFFICE, PARTY, CITIZENSHIP = "P39", "P102", "P27"
COUNTRY, JURISDICTION, ISO_CODE = "P17", "P1001", "P298"
INCEPTION, DISSOLVED, START, END = "P571", "P576", "P580", "P582"
_ITEMS = (INSTANCE, SUBCLASS, OCCUPATION, OFFICE, PARTY, CITIZENSHIP, COUNTRY, JURISDICTION)
_WORDS = (ISO_CODE, INCEPTION, DISSOLVED)
_USEFUL = frozenset((INSTANCE, SUBCLASS, ISO_CODE))
_DAY, _MONTH, _YEAR = 11, 10, 9  # precisions of a Wikidata time
_LENGTHS = {_DAY: 10, _MONTH: 7, _YEAR: 4}


class Claim(NamedTuple):
    """A value (an item's id, a word, or a date) with the days it holds."""

    value: str
    start: str = ""
    end: str = ""


class Item(NamedTuple):
    """An entity: its line in the dump, id, English label and aliases, day of its last change, and claims."""

    row: int
    id: str
    label: str
    aliases: tuple[str, ...]
    modified: str
    claims: Mapping[str, tuple[Claim, ...]]

    def values(self, *properties: str) -> list[str]:
        """The values of properties, in order."""
        return [claim.value for name in properties for claim in self.claims.get(name, ())]

    def dump(self) -> str:
        """The item as a line."""
        return json.dumps(self)

    @classmethod
    def load(cls, line: str) -> "Item":
        """The item of a line."""
        row, identifier, label, aliases, modified, claims = json.loads(line)
        held = {name: tuple(Claim(*claim) for claim in found) for name, found in claims.items()}
        return cls(row, identifier, label, tuple(aliases), modified, held)


def items(lines: Iterable[tuple[int, str]], tell: Tell) -> Iterator[Item]:
    """Items with claims that matter; ``tell`` gets the row and problem of each line that is no entity."""
    for row, line in lines:
        text = line.strip().removesuffix(",")
        if text in ("", "[", "]"):
            continue
        try:
            entity = json.loads(text.removeprefix("[") if text.startswith("[{") else text)
        except (ValueError, RecursionError) as error:
            tell(row, f"not JSON ({error if isinstance(error, ValueError) else 'nested too deeply'})")
            continue
        try:
            item = _item(row, entity)
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
            tell(row, f"no Wikidata entity ({type(error).__name__}: {error})")
            continue
        if item.label and _USEFUL & item.claims.keys():
            yield item
        elif OFFICE in item.claims:
            tell(row, f"{item.id} has no English label")


def _item(row: int, entity: dict[str, Any]) -> Item:
    claims: dict[str, tuple[Claim, ...]] = {}
    stated = entity.get("claims") or {}
    for name in (*_ITEMS, *_WORDS):
        found = [claim for claim in map(_claim, _ranked(stated.get(name, ()))) if claim is not None]
        if found:
            claims[name] = tuple(found)
    labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
    label = next((labels[code]["value"] for code in LANGUAGES if code in labels), "")
    others = [name["value"] for code in LANGUAGES for name in aliases.get(code, ())]
    modified = str(entity.get("modified", ""))[:10]
    return Item(row, str(entity["id"]), _flat(label), tuple(dict.fromkeys(map(_flat, others))), modified, claims)


def _ranked(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Statements that are not withdrawn, the preferred first."""
    kept = [s for s in statements if s.get("rank") != "deprecated"]
    return sorted(kept, key=lambda s: s.get("rank") != "preferred")


def _claim(statement: dict[str, Any]) -> Claim | None:
    value = _value(statement["mainsnak"])
    qualifiers = statement.get("qualifiers") or {}
    start, end = (
        next((v for v in map(_value, qualifiers.get(name, ())) if v is not None), "") for name in (START, END)
    )
    return Claim(value, start, end) if value else None


def _value(snak: dict[str, Any]) -> str | None:
    """An item's id, a word, or a date as exact as it is known; None where there is none or it is vaguer than a year."""
    if snak.get("snaktype", "value") != "value":
        return None
    value = snak["datavalue"]["value"]
    if isinstance(value, str):
        return value
    if "time" not in value:
        return str(value["id"])
    length = _LENGTHS.get(value.get("precision", _DAY))
    time = str(value["time"])
    return time[1 : 1 + length] if length and time.startswith("+") and time[1:5].isdigit() and time[5] == "-" else None


def _flat(text: str) -> str:
    return " ".join(text.split())
