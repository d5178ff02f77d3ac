"""A reader of the paper without sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

ADDRESS = "https://nouvelles.example"


@dataclass
class Reader:
    """Asks the application as a browser would, and follows no redirection by itself."""

    app: Starlette

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, **headers)

    def post(
        self, path: str, form: Mapping[str, str], **headers: str
    ) -> httpx.Response:
        """Send a form as browsers do."""
        kind = "application/x-www-form-urlencoded"
        body = urlencode(form).encode()
        named = {"content_type": kind, **headers}
        return self.ask("POST", path, body, **named)

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, path, named, body))

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
            return await client.request(
                method, path, headers=headers, content=body or None
            )

    def open(self, path: str) -> str:
        """The text of a page that must be there, redirections followed."""
        answer = self.get(path)
        while answer.status_code in (301, 302, 308):
            answer = self.get(answer.headers["location"])
        assert answer.status_code == 200, path
        return answer.text
