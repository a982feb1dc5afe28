"""Reporting verbs with what they take -> findings."""

from dataclasses import dataclass

from gestae.speech.cues import Takes
from gestae.speech.page import COMMAS, GROUP, OUTSIDE, Page, cut
from gestae.speech.quotes import MARKS
from gestae.speech.tree import Tree
from gestae.speech.view import CueKind, Slice

ADVERBS = frozenset({"RB", "RBR", "RBS"})
CLAUSAL = frozenset({"ccomp", "xcomp"})
SUBORDINATE = frozenset({"as"})
TIMES = frozenset({"DATE", "TIME"})
NAMING = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
LONGEST_SOURCE = 25
STEPS = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A cue with its source and the content that its own sentence shows; content may still be empty."""

    cue_head: int
    cue: Slice
    kind: CueKind
    source: Slice | None
    source_head: int | None
    content: tuple[Slice, ...]
    addressee: int | None = None
    quotable: bool = False

    @property
    def unit(self) -> Slice:
        """The slice from source to cue."""
        start, end = self.cue
        if self.source is not None and self.source_head is not None:
            start, end = min(start, self.source[0]), max(end, self.source[1])
        return start, end


def verb_group(tree: Tree, verb: int) -> Slice:
    """Auxiliaries, negation and adverbs that stand directly before a verb, the verb, and its particle."""
    start = verb
    own = set(tree.children[verb])
    while start and (start - 1) in own and (tree.deps[start - 1] in GROUP or _adverb(tree, start - 1)):
        start -= 1
    while start < verb and _adverb(tree, start) and tree.deps[start] != "neg" and _opens_clause(tree, start):
        start += 1
    end = verb + 1
    if end < len(tree.words) and end in own and tree.deps[end] == "prt":
        end += 1
    return start, end


def _adverb(tree: Tree, token: int) -> bool:
    return tree.deps[token] == "advmod" and tree.tags[token] in ADVERBS and tree.left[token] == token


def _opens_clause(tree: Tree, token: int) -> bool:
    return token == 0 or tree.words[token - 1] in COMMAS or not tree.words[token - 1].strip()


def subject_of(page: Page, verb: int) -> int | None:
    """The token that heads the subject of a verb in the active sense, its own or a shared one."""
    tree = page.tree
    agent = tree.child(verb, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    for _ in range(STEPS):
        own = tree.child(verb, "nsubj", "csubj")
        if own is not None:
            return own
        passive = tree.child(verb, "nsubjpass")
        if passive is not None:
            return passive
        dep, head = tree.deps[verb], tree.heads[verb]
        if head == verb:
            return None
        if dep == "acl" and tree.tags[verb] == "VBG":
            return head
        if dep == "pcomp" or (dep == "advcl" and _speaks_on(page, verb)):
            head = tree.heads[head]
        elif dep not in {"conj", "xcomp", "advcl", "prep", "dep"}:
            return None
        if dep == "xcomp":
            holder = tree.child(head, "dobj", "dative")
            takes = page.cues.verb(tree.words[head], tree.lemmas[head])
            if holder is not None and takes is not None and "to-do:object" in takes:
                return holder
        verb = head
    return None


def _speaks_on(page: Page, verb: int) -> bool:
    """Is this ", adding that ..." after a reported clause: its subject is that of the reporting verb?"""
    tree = page.tree
    first, clause = tree.left[verb], tree.heads[verb]
    if tree.tags[verb] != "VBG" or tree.words[first - 1] != "," or tree.deps[clause] != "ccomp" or clause > verb:
        return False
    upper = tree.heads[clause]
    outer = page.cues.verb(tree.words[upper], tree.lemmas[upper])
    own = page.cues.verb(tree.words[verb], tree.lemmas[verb])
    return outer is not None and own is not None and "that" in outer and "that" in own


def _neighbour(page: Page, verb: int, group: Slice) -> tuple[int | None, Slice | None]:
    """A source that the parse lost: the words between a closing mark and the verb, if they are a noun phrase."""
    tree, outer_of = page.tree, page.outer_of
    start = group[0]
    nouns: list[int] = []
    while start and group[0] - start < LONGEST_SOURCE:
        before = start - 1
        if tree.words[before][0] in MARKS and outer_of[before] == OUTSIDE:
            break
        if outer_of[before] != OUTSIDE or tree.is_verb(before) or not tree.words[before].strip():
            return None, None
        if tree.tags[before] in NAMING:
            nouns.append(before)
        start = before
    source = page.trim(start, group[0]) if nouns and start and outer_of[start - 2] != OUTSIDE else None
    if source is None:
        return None, None
    top = next((n for n in reversed(nouns) if not start <= tree.heads[n] < group[0]), nouns[-1])
    return top, source


def is_passive(tree: Tree, verb: int) -> bool:
    """Does the verb stand in the passive?"""
    return tree.child(verb, "nsubjpass", "auxpass", "csubjpass") is not None or (
        tree.tags[verb] == "VBN" and tree.deps[verb] == "acl"
    )


def source_slice(page: Page, head: int, unit: Slice) -> Slice | None:
    """The noun phrase of a source, cut off before the cue, without a trailing clause after a comma."""
    tree = page.tree
    start, end = tree.left[head], tree.right[head]
    if head < unit[0]:
        end = min(end, unit[0])
    else:
        start = max(start, unit[1])
    for child in tree.children[head]:
        if child > head and tree.deps[child] in {"relcl", "acl", "advcl"} and tree.left[child] - 1 > head:
            before = tree.left[child] - 1
            if tree.words[before] in COMMAS and head < unit[0]:
                end = min(end, before)
    if not start <= head < end:
        return None
    return page.trim(start, end)


def verb_finding(page: Page, verb: int) -> Finding | None:
    """What a token says as a reporting verb; None where it is none or takes nothing here."""
    tree = page.tree
    takes = page.cues.verb(tree.words[verb], tree.lemmas[verb])
    if takes is None:
        return None
    group = verb_group(tree, verb)
    passive = is_passive(tree, verb)
    if passive:
        return _passive(page, verb, takes, group)
    subject = subject_of(page, verb)
    source = source_slice(page, subject, group) if subject is not None else None
    if source is None:
        subject, source = _neighbour(page, verb, group) if _quotable(takes) else (None, None)
    addressee = tree.child(verb, "dobj", "dative") if "whom" in takes else None
    for choose in (_clause, _infinitive, _particle, _predicate, _under_preposition, _object, _gerund):
        found = choose(page, verb, takes, group)
        if found is not None:
            content, kind, end = found
            cue = (_semi(page, verb, group)[0], max(group[1], end))
            if subject is None and (choose is not _clause or tree.tags[verb] == "VB"):
                return None
            if choose is not _clause:
                addressee = None
            return Finding(verb, cue, kind, source, subject, content, addressee, _quotable(takes))
    question = _question_word(tree, verb)
    if question is not None and subject is not None and tree.heads[question] == verb:
        kind = next(iter(takes.values()))
        return Finding(verb, _semi(page, verb, group), kind, source, subject, ((question, question + 1),))
    if _quotable(takes) and subject is not None:
        clause = _as_clause(page, verb)
        kind = takes.get("that") or takes.get("quote") or CueKind.REPORT
        return Finding(verb, _semi(page, verb, group), kind, source, subject, clause, addressee, quotable=True)
    return None


def _as_clause(page: Page, verb: int) -> tuple[Slice, ...]:
    """What stands around "as he said": the clause that it hangs on."""
    tree = page.tree
    head = tree.heads[verb]
    mark = tree.left[verb]
    if (
        tree.deps[verb] != "advcl"
        or tree.words[mark] not in SUBORDINATE
        or page.parsed.sentence_of[head] != page.parsed.sentence_of[verb]
    ):
        return ()
    return tuple(cut(tree.left[head], tree.right[head], (mark, tree.right[verb])))


def _quotable(takes: Takes) -> bool:
    return "that" in takes or "quote" in takes or any(t.endswith(":that") for t in takes)


def _semi(page: Page, verb: int, group: Slice) -> Slice:
    """Stretch a group over a verb that only colours this one: "continued to insist"."""
    tree = page.tree
    start = group[0]
    for _ in range(STEPS):
        head = tree.heads[verb]
        if tree.deps[verb] != "xcomp" or head >= verb or tree.lemmas[head] not in page.cues.semi:
            break
        upper = verb_group(tree, head)
        if start - upper[1] > 1:
            break
        start, verb = upper[0], head
    return start, group[1]


Choice = tuple[tuple[Slice, ...], CueKind, int]


def _clause(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    kind = takes.get("that")
    if kind is None:
        return None
    tree = page.tree
    for child in tree.children[verb]:
        if tree.deps[child] != "ccomp" or _is_to_do(tree, child):
            continue
        start, end = tree.left[child], tree.right[child]
        if child > verb:
            start = max(start, group[1])
            subject = tree.child(verb, "nsubj")
            if subject is not None and verb < subject < child:
                start = max(start, tree.right[subject])
            thing = tree.child(verb, "dobj")
            if thing is not None and verb < thing < child and "N" in takes and "whom" not in takes:
                start = min(start, tree.left[thing])
            start = _past_time(page, start, child)
            end = _before_participle(page, child, _with_modal(tree, verb, end))
            question = _question_word(tree, verb)
            parts = ((start, end),) if question is None else ((question, question + 1), (start, end))
            return parts, kind, group[1]
        end = min(end, group[0])
        return ((start, end),), kind, group[1]
    return None


def _past_time(page: Page, start: int, clause: int) -> int:
    """The first token after a time that stands between verb and clause: "said on Monday he would"."""
    doc, tree = page.parsed.doc, page.tree
    token = start
    while token < clause and (doc[token].ent_type_ in TIMES or tree.tags[token] in {"DT", "IN"}):
        timeless = not doc[token].ent_type_ and tree.tags[token] == "DT"
        if timeless or tree.deps[token] in {"nsubj", "nsubjpass", "mark"}:
            return start
        token += 1
    return token if token > start and doc[token - 1].ent_type_ in TIMES else start


def _with_modal(tree: Tree, verb: int, end: int) -> int:
    """Go on over a coordinated clause that the parse hung on the cue: "said he would go and would not come back"."""
    if _modal(tree, verb):
        return end
    for child in tree.children[verb]:
        if tree.deps[child] == "conj" and child >= end and _modal(tree, child) and tree.child(child, "nsubj") is None:
            end = tree.right[child]
    return end


def _modal(tree: Tree, verb: int) -> bool:
    return any(tree.tags[c] == "MD" for c in tree.children[verb] if c < verb)


def _before_participle(page: Page, clause: int, end: int) -> int:
    """Stop before ", adding that ...": a reporting participle after a comma belongs to the speaker."""
    tree = page.tree
    for child in tree.children[clause]:
        first = tree.left[child]
        if (
            child > clause
            and tree.deps[child] == "advcl"
            and tree.tags[child] == "VBG"
            and tree.words[first - 1] == ","
        ):
            takes = page.cues.verb(tree.words[child], tree.lemmas[child])
            if takes is not None and "that" in takes:
                return min(end, first)
    return end


def _question_word(tree: Tree, verb: int) -> int | None:
    """The relative or question word before a reporting clause that belongs to what is said: "what he said it was"."""
    if tree.deps[verb] not in {"relcl", "pcomp", "csubj", "ccomp", "advcl"}:
        return None
    first = tree.left[verb]
    wh = (
        first < verb
        and tree.tags[first] in {"WP", "WDT"}
        and tree.deps[first] not in {"nsubj", "nsubjpass", "mark", "det"}
    )
    return first if wh else None


def _is_to_do(tree: Tree, verb: int) -> bool:
    return any(tree.deps[c] == "aux" and tree.words[c] == "to" for c in tree.children[verb])


def _infinitive(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in {"xcomp", "ccomp", "advcl"} or not _is_to_do(tree, child):
            continue
        thing = tree.child(verb, "dobj", "dative")
        own = tree.child(child, "nsubj")
        if own is not None or (thing is not None and thing < child):
            kind = takes.get("to-do:object") or takes.get("to-do:whom")
            if kind is None:
                continue
            start = tree.left[child]
            if own is None and thing is not None and "to-do:object" in takes:
                start = tree.left[thing]
            return ((max(start, group[1]), tree.right[child]),), kind, group[1]
        kind = takes.get("to-do")
        if kind is None or tree.deps[child] == "advcl":
            continue
        return ((max(tree.left[child], group[1]), tree.right[child]),), kind, group[1]
    return None


def _particle(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in {"prt", "advmod", "prep", "dobj"}:
            continue
        word = tree.words[child]
        kind = takes.get(f"{word}:that")
        if kind is not None:
            end = max(group[1], child + 1)
            clause = _clause(page, verb, {"that": kind}, (group[0], end))
            if clause is not None:
                return clause[0], kind, end
        kind = takes.get(f"{word}:N")
        thing = tree.child(verb, "dobj")
        if kind is not None and thing is not None and thing > verb:
            return ((max(tree.left[thing], group[1]), tree.right[thing]),), kind, group[1]
        kind = takes.get(f"{word}:to-do")
        if kind is not None and tree.deps[child] == "prep":
            deed = next((c for c in tree.children[verb] if c > child and _is_to_do(tree, c)), None)
            whom = tree.child(child, "pobj")
            if deed is not None and whom is not None:
                return ((tree.left[whom], tree.right[deed]),), kind, child + 1
        for joined, kind in takes.items():
            first, _, second = joined.partition(":")
            if first != word or second not in {"to", "at", "of", "on", "for", "against"}:
                continue
            lower = next((c for c in tree.children[verb] if c > child and tree.words[c] == second), None)
            lower = (
                lower if lower is not None else next((c for c in tree.children[child] if tree.words[c] == second), None)
            )
            if lower is not None and lower + 1 < tree.right[lower]:
                return ((lower + 1, tree.right[lower]),), kind, lower + 1
    return None


def _predicate(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    thing = tree.child(verb, "dobj")
    if "N:pred" in takes:
        for child in tree.children[verb]:
            if child > verb and (
                tree.deps[child] == "oprd" or (tree.deps[child] == "ccomp" and not tree.is_verb(child))
            ):
                start = tree.left[thing] if thing is not None and thing > verb else tree.left[child]
                return ((max(start, group[1]), tree.right[child]),), takes["N:pred"], group[1]
    if thing is None or thing < verb:
        return None
    for child in tree.children[verb]:
        kind = takes.get(f"N:{tree.words[child]}") if child > thing and tree.deps[child] in {"prep", "dative"} else None
        if kind is not None:
            return ((max(tree.left[thing], group[1]), tree.right[child]),), kind, group[1]
    return None


def _under_preposition(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    for child in tree.children[verb]:
        kind = takes.get(tree.words[child]) if child > verb and tree.deps[child] in {"prep", "prt", "agent"} else None
        if kind is None or child + 1 >= tree.right[child] or child - group[1] > 2 or _tells_time(page, child):
            continue
        return ((child + 1, tree.right[child]),), kind, child + 1
    return None


def _tells_time(page: Page, preposition: int) -> bool:
    thing = page.tree.child(preposition, "pobj")
    return thing is not None and page.parsed.doc[thing].ent_type_ in TIMES


def _object(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    kind = takes.get("N")
    thing = tree.child(verb, "dobj")
    if kind is None or thing is None:
        return None
    if thing < verb:
        return ((tree.left[thing], min(tree.right[thing], group[0])),), kind, group[1]
    return ((max(tree.left[thing], group[1]), tree.right[thing]),), kind, group[1]


def _gerund(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    tree = page.tree
    kind = takes.get("doing")
    if kind is None:
        return None
    for child in tree.children[verb]:
        if child > verb and tree.deps[child] in CLAUSAL and tree.tags[child] == "VBG":
            return ((max(tree.left[child], group[1]), tree.right[child]),), kind, group[1]
    return None


def _passive(page: Page, verb: int, takes: Takes, group: Slice) -> Finding | None:
    """Passives: what is said stands before the verb, after it, or on both sides."""
    tree = page.tree
    agent = tree.child(verb, "agent")
    head = tree.child(agent, "pobj") if agent is not None else None
    source = source_slice(page, head, group) if head is not None else None
    subject = tree.child(verb, "nsubjpass", "csubjpass")
    if subject is None and tree.deps[verb] == "acl":
        subject = tree.heads[verb]
    content: list[Slice] = []
    kind: CueKind | None = None
    cue_end = group[1]
    addressee = None
    after = [c for c in tree.children[verb] if c > verb]
    for child in after:
        word, dep = tree.words[child], tree.deps[child]
        if dep == "ccomp" and "that" in takes:
            kind = takes["that"]
            content.append((tree.left[child], tree.right[child]))
            addressee = subject if "whom" in takes else None
            break
        if dep in CLAUSAL and _is_to_do(tree, child):
            kind = takes.get("to-do:whom") or takes.get("to-do:object")
            if kind is not None:
                content.append((tree.left[child], tree.right[child]))
                break
        if dep == "oprd" and "N:pred" in takes:
            kind = takes["N:pred"]
            content.append((tree.left[child], tree.right[child]))
            break
        if dep == "prep" and f"N:{word}" in takes:
            kind = takes[f"N:{word}"]
            content.append((tree.left[child], tree.right[child]))
            break
    else:
        kind = takes.get("N")
        if kind is None or source is None:
            return None
    if kind is None or (source is None and tree.deps[verb] == "acl"):
        return None
    expletive = subject is not None and tree.words[subject] == "it" and "that" in takes and bool(content)
    if subject is not None and not expletive and addressee is None:
        end = min(tree.right[subject], group[0])
        content.insert(0, (tree.left[subject], end))
    content = [(a, b) for a, b in content if a < b]
    if not content:
        return None
    if agent is not None and head is not None:
        content = [part for a, b in content for part in cut(a, b, (agent, tree.right[agent]))]
    return Finding(verb, (group[0], cue_end), kind, source, head if source else None, tuple(content), addressee)
