"""Page numbers in addresses."""

from __future__ import annotations

import re

from starlette.requests import Request

_NUMBER = re.compile(r"[1-9][0-9]{0,4}\Z", re.ASCII)


def page_number(request: Request) -> int | None:
    """The page asked for, 1 without one; None for what is no page number."""
    given = request.query_params.get("page", "1")
    return int(given) if _NUMBER.match(given) else None
