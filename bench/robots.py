"""Answering what robots.txt allows: our matcher beside others, on Google's own cases."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.robotparser import RobotFileParser

from bench.press import SHARED
from bench.table import Table, count, number
from nouvelles.ingest.network.robots import parse_robots, path_of

#: Times that all questions are asked; the best round counts.
ROUNDS = 20

#: Rules of a long file, and questions to it once it is read.
LONG_RULES = 230
QUESTIONS = 2000

#: Of the text of a robots.txt and an agent: the function that answers for an address.
Reader = Callable[[str, str], Callable[[str], bool]]


def _ours(text: str, agent: str) -> Callable[[str], bool]:
    rules = parse_robots(text.encode(), agent)
    return lambda url: rules.allows(path_of(url))


def _urllib(text: str, agent: str) -> Callable[[str], bool]:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return lambda url: parser.can_fetch(agent, url)


def _protego(text: str, agent: str) -> Callable[[str], bool]:
    from protego import Protego

    parser = Protego.parse(text)
    return lambda url: bool(parser.can_fetch(url, agent))


def _google(text: str, agent: str) -> Callable[[str], bool]:
    from robotstxt import RobotsMatcher

    matcher = RobotsMatcher()
    return lambda url: bool(matcher.is_allowed(text, agent, url))


def _robotspy(text: str, agent: str) -> Callable[[str], bool]:
    from robots import RobotsParser

    parser = RobotsParser.from_string(text)
    return lambda url: bool(parser.can_fetch(agent, url))


def _readers() -> dict[str, Reader]:
    """Those that are installed, with the name of the module that shows it."""
    known: dict[str, tuple[str, Reader]] = {
        "nouvelles": ("nouvelles", _ours),
        "urllib.robotparser": ("urllib", _urllib),
        "protego": ("protego", _protego),
        "fast-robotstxt (Google's C++)": ("robotstxt", _google),
        "robotspy": ("robots", _robotspy),
    }
    return {name: read for name, (module, read) in known.items() if find_spec(module)}


def measure() -> list[Table]:
    path = SHARED / "bench" / "reading" / "robots.jsonl"
    if not path.exists():
        print("bench robots: left out, the shared bench is not beside this repository")
        return []
    cases = _cases(path)
    rows = [(name, *_row(read, cases)) for name, read in _readers().items()]
    return [
        Table(
            title="robots.txt",
            how=f"The {len(cases)} assertions of google/robotstxt's test; microseconds "
            "to read one of those small files and answer, to read a file of "
            f"{LONG_RULES} rules, and to answer from it once it is read.",
            header=("matcher", "alike", "small, µs", "read long, µs", "answer, µs"),
            rows=tuple(rows),
        )
    ]


def _cases(path: Path) -> list[tuple[str, str, str, bool]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        (case["robots"], case["agent"], case["url"], case["allowed"])
        for case in map(json.loads, lines)
    ]


def _row(
    read: Reader, cases: list[tuple[str, str, str, bool]]
) -> tuple[str, str, str, str]:
    alike = sum(
        read(text, agent)(url) == allowed for text, agent, url, allowed in cases
    )
    small = min(_seconds(lambda: _ask_all(read, cases)) for _ in range(ROUNDS))
    long = "User-agent: *\n" + "".join(
        f"Disallow: /section-{n}/*/print\n" for n in range(LONG_RULES)
    )
    reading = min(_seconds(lambda: read(long, "nouvelles")) for _ in range(ROUNDS))
    answer = read(long, "nouvelles")
    url = "https://outlet.example/section-7/a-headline-of-some-length.html"
    asking = _seconds(lambda: [answer(url) for _ in range(QUESTIONS)])
    return (
        count(alike),
        number(small / len(cases) * 1e6),
        number(reading * 1e6),
        number(asking / QUESTIONS * 1e6),
    )


def _ask_all(read: Reader, cases: list[tuple[str, str, str, bool]]) -> None:
    for text, agent, url, _ in cases:
        read(text, agent)(url)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
