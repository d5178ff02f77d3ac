"""Routes that are loaded when the first of them is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match, Router
from starlette.types import Receive, Scope, Send


class Later(BaseRoute):
    """All addresses at and below `roots`. `load` gives their routes, once, in a thread:
    what few ask for takes no memory until somebody does."""

    def __init__(
        self, roots: Sequence[str], load: Callable[[], Sequence[BaseRoute]]
    ) -> None:
        self._roots, self._load = frozenset(roots), load
        self._below = tuple(f"{root}/" for root in roots)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http":
            return Match.NONE, {}
        path = scope["path"]
        is_ours = path in self._roots or path.startswith(self._below)
        return (Match.FULL if is_ours else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        router = await run_in_threadpool(lambda: self._router)
        await router(scope, receive, send)

    @cached_property
    def _router(self) -> Router:
        # Its redirects would be built from the Host header, which anybody may write.
        return Router(routes=self._load(), redirect_slashes=False)
