"""The ground floor's facts about the political world: who is who, on which date."""

from gestae.knowledge.base import Knowledge
from gestae.knowledge.facts import (
    Agent,
    AgentKind,
    Country,
    CountryName,
    Entity,
    EntityKind,
    NameKind,
    Period,
    Role,
    Title,
)
from gestae.knowledge.load import check_knowledge, load_knowledge
from gestae.knowledge.search import Found, look_up, suggest
from gestae.knowledge.words import NameIndex, Word, words

__all__ = [
    "Agent",
    "AgentKind",
    "Country",
    "CountryName",
    "Entity",
    "EntityKind",
    "Found",
    "Knowledge",
    "NameIndex",
    "NameKind",
    "Period",
    "Role",
    "Title",
    "Word",
    "check_knowledge",
    "load_knowledge",
    "look_up",
    "suggest",
    "words",
]
