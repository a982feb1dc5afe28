"""The filters of a store as parameters of the API, described from the one table of them."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import Annotated, Any

from gestae.store.filters import DAY, FILTERS, NUMBER, SHARE, Asked, Filter, Scope, read_filters

EXAMPLES = {"type": "THREATEN", "since": "2024-01-01", "until": "2024-12-31", "actor": "FRA", "recipient": "DEU"}


def filters_of(scopes: Iterable[Scope] = tuple(Scope)) -> Callable[..., Awaitable[Asked]]:
    """A dependency that reads the filters of these scopes from the query.

    Raises:
        QueryError: when it is called with a value that a filter does not take.
    """
    wanted = set(scopes)
    chosen = [each for each in FILTERS if each.scope in wanted]

    async def read(**given: Any) -> Asked:  # not for want of waiting: FastAPI would give it a thread of its own
        return read_filters({name: [str(v) for v in values] for name, values in given.items() if values})

    read.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, **_told(each)) for each in chosen]
    )
    return read


def _told(each: Filter) -> dict[str, Any]:
    from fastapi import Query

    example: dict[str, Any] = (
        {"openapi_examples": {"usual": {"value": [EXAMPLES[each.name]]}}} if each.name in EXAMPLES else {}
    )
    query = Query(description=f"{each.help} Default: {', '.join(each.default) or 'none'}.", max_length=20, **example)
    return {"annotation": Annotated[list[_kind(each)] | None, query], "default": None}  # type: ignore[misc]


def _kind(each: Filter) -> Any:
    from pydantic import Field

    if each.kind is DAY:
        return date
    if each.kind is NUMBER:
        return Annotated[int, Field(ge=0, le=2**31 - 1)]
    if each.kind is SHARE:
        return Annotated[float, Field(ge=0, le=1)]
    if each.choices:
        return Annotated[str, Field(pattern=_either(each.choices), max_length=100)]
    return Annotated[str, Field(pattern=r"[^\s,]", min_length=1, max_length=500)]


def _either(choices: Iterable[str]) -> str:
    one = f"({'|'.join(choices)})"
    return f"^{one}(,{one})*$"
