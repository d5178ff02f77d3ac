"""A server on loopback that speaks LibreTranslate's protocol, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "fr", "pt", "pt-BR"]},
    {"code": "zh-Hans", "name": "Chinese", "targets": ["en"]},
]


@dataclass
class Answer:
    """What the server says to one question; `ending` keeps a body from ending."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    ending: str = ""


@dataclass
class Server:
    """`answers` are given in turn, the last for ever; without one it translates, by
    putting words in capitals."""

    answers: list[Answer] = field(default_factory=list)
    languages: Answer = field(default_factory=lambda: Answer(body=LANGUAGES))
    asked: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def serving(self) -> Iterator[Server]:
        handler = type("Handler", (_Handler,), {"told": self})
        with ThreadingHTTPServer(("127.0.0.1", self.port), handler) as http:
            http.daemon_threads = True
            self.port = http.server_port
            thread = threading.Thread(target=http.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield self
            finally:
                self.ended.set()
                http.shutdown()
                thread.join()

    def answer(self, data: dict[str, Any]) -> Answer:
        self.asked.append(data)
        if not self.answers:
            return Answer(body={"translatedText": [one.upper() for one in data["q"]]})
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Handler(BaseHTTPRequestHandler):
    told: Server

    def do_GET(self) -> None:
        self._say(self.told.languages)

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self._say(self.told.answer(json.loads(self.rfile.read(size))))

    def _say(self, answer: Answer) -> None:
        if answer.ending == "silent":
            self.told.ended.wait(30)
            return
        raw = isinstance(answer.body, bytes)
        body = answer.body if raw else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.ending:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        # Whoever asked may have heard enough.
        with suppress(OSError):
            self.wfile.write(body)
            while answer.ending == "endless":
                self.wfile.write(b" " * 65_536)
            if answer.ending == "drops":
                self.told.ended.wait(30)

    def log_message(self, *_: object) -> None:
        """The test's output is not for it."""
