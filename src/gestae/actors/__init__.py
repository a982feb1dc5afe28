"""Who is who: noun phrases and pronouns resolved to actors in the knowledge."""

from gestae.actors.mentions import find_mentions
from gestae.actors.phrase import Candidate, Query, Resolved, resolve_phrase, resolve_phrases
from gestae.actors.view import Mention, MentionKind, Mentions

__all__ = [
    "Candidate",
    "Mention",
    "MentionKind",
    "Mentions",
    "Query",
    "Resolved",
    "find_mentions",
    "resolve_phrase",
    "resolve_phrases",
]
