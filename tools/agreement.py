"""How far two annotations of the same lines agree: `python tools/agreement.py ONE.txt OTHER.txt`.

Both files hold the same texts in the same order, marked independently. An event agrees when both mark one of the same
type whose triggers touch or which stand in the same sentence; of those, parties agree when the words overlap.
"""

import sys
from collections import Counter
from pathlib import Path

from gestae.notation import Example, ExampleEvent, PartyRole, parse_example

SIDES = (PartyRole.ACTOR, PartyRole.RECIPIENT)


def read(path: str) -> list[Example]:
    return [parse_example(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def matched(one: Example, other: Example) -> list[tuple[ExampleEvent, ExampleEvent]]:
    left, found = list(other.events), []
    for touching in (True, False):
        for event in one.events:
            if any(event is a for a, _ in found):
                continue
            same = [
                e
                for e in left
                if e.type is event.type and (not touching or (e.start < event.end and event.start < e.end))
            ]
            if same:
                left.remove(same[0])
                found.append((event, same[0]))
    return found


def parties_agree(one: Example, a: ExampleEvent, other: Example, b: ExampleEvent) -> bool:
    for role in SIDES:
        left, right = one.parties_of(a.number, role), other.parties_of(b.number, role)
        if len(left) != len(right):
            return False
        if any(not any(x.start < y.end and y.start < x.end for y in right) for x in left):
            return False
    return True


def main(words: list[str]) -> int:
    cells: dict[str, Counter[str]] = {}
    n: Counter[str] = Counter()
    for one, other in zip(read(words[0]), read(words[1]), strict=True):
        if one.text != other.text:
            print(f"not the same text: {one.text!r}", file=sys.stderr)
            return 1
        pairs = matched(one, other)
        n["empty"] += not one.events and not other.events
        n["either empty"] += not one.events or not other.events
        for a, b in pairs:
            cells.setdefault(a.type, Counter())["both"] += 1
            n["events"] += 1
            n["mode"] += a.mode == b.mode
            n["status"] += a.status is b.status
            n["role"] += a.role is b.role
            n["parties"] += parties_agree(one, a, other, b)
        for example, side in ((one, 0), (other, 1)):
            for event in example.events:
                if not any(event is pair[side] for pair in pairs):
                    cells.setdefault(event.type, Counter())["one"] += 1
    both, alone = sum(c["both"] for c in cells.values()), sum(c["one"] for c in cells.values())
    print(f"events: F1 {2 * both / (2 * both + alone):.3f} ({both} agreed, {alone} by one only)")
    print(f"lines without event: {n['empty']} of {n['either empty']} agreed")
    print(*(f"{name} {n[name] / n['events']:.3f}" for name in ("mode", "status", "role", "parties")))
    for name, cell in sorted(cells.items()):
        print(f"{name:10} F1 {2 * cell['both'] / (2 * cell['both'] + cell['one']):.2f} ({cell['both']})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
