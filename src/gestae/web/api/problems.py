"""What went wrong, as RFC 9457 writes it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong."""

    type: str = "about:blank"
    title: str = Field(examples=["status: 'perhaps'; wanted one of actual, future, hypothetical, negated, any"])
    status: int = Field(examples=[400])


def problem(status: int, words: str, headers: Mapping[str, str] | None = None) -> "Response":
    """The answer that tells it."""
    from starlette.responses import JSONResponse

    told = Problem(title=words, status=status).model_dump()
    return JSONResponse(told, status, headers, media_type=MEDIA_TYPE)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the description of the API says of these answers."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def tell_problems(app: "FastAPI") -> None:
    """Let the API answer requests that do not hold to its description."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    def refused(_: "Request", error: Exception) -> "Response":
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = error.headers if isinstance(error, HTTPException) else None
        return problem(status, HTTPStatus(status).phrase, headers)

    def invalid(_: "Request", error: Exception) -> "Response":
        return problem(422, _listed(error.errors() if isinstance(error, RequestValidationError) else []))

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)


def _listed(errors: Sequence[Any]) -> str:
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in errors[:5])
