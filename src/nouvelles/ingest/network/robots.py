"""What a robots.txt lets us ask for: RFC 9309, read as Google's own parser reads it.

A file is read once into the rules of our own group; a question is then a walk through
them, the longest first. Patterns are matched from left to right without going back, so
that no pattern can be made expensive.

Sources: RFC 9309 (September 2022); what it leaves open (misspelt names, a missing colon,
`index.html` for its folder) as in github.com/google/robotstxt, robots.cc; Crawl-delay as
Bing and Yandex document it; as known in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

#: RFC 9309, 2.5: at least 500 KiB are parsed, the rest is ignored.
MAX_ROBOTS_BYTES = 500 * 1024

#: More is taken for this: a file that asks for a day means "seldom", not "never".
MAX_CRAWL_DELAY_S = 3600.0

#: Bytes of a line that count (robots.cc: eight times the longest address of browsers).
_MAX_LINE = 2083 * 8

#: The names of lines, with the misspellings that robots.cc forgives.
_NAMES = {
    "user-agent": "agent",
    "useragent": "agent",
    "user agent": "agent",
    "allow": "allow",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "crawl-delay": "delay",
    "crawldelay": "delay",
    "crawl delay": "delay",
}

_LINE_ENDS = re.compile(r"[\r\n]+")

#: The product token of a user-agent line: what follows ("/2.1", " for news") is not
#: compared (RFC 9309, 2.2.1).
_TOKEN = re.compile(r"[A-Za-z_-]*")

#: `*` alone, or followed by a space and whatever.
_EVERYBODY = re.compile(r"\*(?:\s|$)")

#: A percent encoding, or a byte (decoded as Latin-1) that should have been encoded.
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|[\x80-\xff]")

#: An encoding of a character that never needs one (RFC 3986, 2.3).
_NEEDLESS = re.compile(r"%(?:2D|2E|3[0-9]|4[1-9A-F]|5[0-9A]|5F|6[1-9A-F]|7[0-9A]|7E)")

#: An allowed index page, which stands for its folder.
_INDEX = re.compile(r"(.*/)index\.htm[^/]*")


class Rule(NamedTuple):
    """One pattern: what a path begins with, and what must follow in this order.

    `rest` is None for a plain beginning. `whole` says that the pattern ends with `$`.
    """

    allow: bool
    length: int
    start: str
    rest: tuple[str, ...] | None = None
    whole: bool = False

    def follows(self, path: str) -> bool:
        """Whether a path that begins with `start` goes on as the pattern does."""
        if self.rest is None:
            return not self.whole or len(path) == len(self.start)
        at = len(self.start)
        between, last = self.rest[:-1], self.rest[-1]
        for part in between:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.whole:
            return path.endswith(last) and len(path) - len(last) >= at
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one group, longest first, and the seconds between two requests."""

    rules: tuple[tuple[str, Rule], ...] = ()  # each after its own start
    starts: tuple[str, ...] = ()
    delay_s: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path (with its query, as `path_of` gives it) may be asked for."""
        # Most addresses are in no rule at all, which one call finds out.
        if not path.startswith(self.starts):
            return True
        for start, rule in self.rules:
            if path.startswith(start) and rule.follows(path):
                # The file itself is never closed (RFC 9309, 2.2.2).
                return rule.allow or path == "/robots.txt"
        return True


@dataclass(slots=True)
class _Group:
    """What is said to one agent, or to everybody, while the file is read."""

    here: bool = False  # whether the lines being read speak to it
    named: bool = False
    rules: list[Rule] = field(default_factory=list)
    delay_s: float = 0.0


def parse_robots(body: bytes, agent: str) -> Rules:
    """The rules for an agent (a product token), or else those for everybody.

    Nothing is an error: what is no rule is passed over, as the RFC wants it.
    """
    ours, everybody = _Group(), _Group()
    began = False  # a rule was read: the next user-agent line begins a new group
    for name, value in _lines(body[:MAX_ROBOTS_BYTES]):
        if name == "agent":
            if began:
                ours.here = everybody.here = began = False
            if _EVERYBODY.match(value):
                everybody.here = True
            elif _token(value) == agent.lower():
                ours.here = ours.named = True
            continue
        group = ours if ours.here else everybody
        if not group.here:
            continue
        if name == "delay":
            group.delay_s = max(group.delay_s, _seconds(value))
            continue
        began = True
        group.rules += _rules(value, allow=name == "allow")
    chosen = ours if ours.named else everybody
    # Of two rules of one length the allowing one wins (2.2.2).
    order = sorted(chosen.rules, key=lambda rule: (-rule.length, not rule.allow))
    return Rules(
        rules=tuple((rule.start, rule) for rule in order),
        starts=tuple({rule.start: None for rule in order}),
        delay_s=chosen.delay_s,
    )


def path_of(url: str) -> str:
    """Path and query of an absolute address, as rules are compared with."""
    rest = url.partition("#")[0]
    _, slashes, after = rest.partition("//")
    rest = after if slashes else rest
    begin = next((at for at, sign in enumerate(rest) if sign in "/?;"), len(rest))
    path = rest[begin:]
    return path if path.startswith("/") else f"/{path}"


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    text = body.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    for line in _LINE_ENDS.split(text):
        bare = line[:_MAX_LINE].partition("#")[0].strip()
        name, colon, value = bare.partition(":")
        if not colon:
            words = bare.split()
            if len(words) != 2:
                continue
            name, value = words
        known = _NAMES.get(name.strip().lower())
        if known:
            yield known, value.strip()


def _token(value: str) -> str:
    match = _TOKEN.match(value)
    return match[0].lower() if match else ""


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    # Not a number compares as false.
    return min(seconds, MAX_CRAWL_DELAY_S) if seconds > 0 else 0.0


def _rules(value: str, *, allow: bool) -> Iterator[Rule]:
    """The rule that a line states; an empty one states nothing."""
    pattern = _ESCAPE.sub(_escaped, value)
    if not pattern:
        return
    yield _rule(pattern, allow=allow)
    if allow:
        if index := _INDEX.fullmatch(pattern):
            yield _rule(f"{index[1]}$", allow=True)
        return
    if "%" not in pattern:
        return
    # Our addresses hold no needless encodings, and RFC 9309, 2.2.2, compares without
    # them; robots.cc does not. So what is closed is closed in both spellings.
    plain = _NEEDLESS.sub(lambda match: unquote(match[0]), pattern)
    if plain != pattern:
        yield _rule(plain, allow=False)


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return found.upper() if found.startswith("%") else f"%{ord(found):02X}"


def _rule(pattern: str, *, allow: bool) -> Rule:
    whole = pattern.endswith("$")
    start, *rest = pattern.removesuffix("$").split("*")
    return Rule(
        allow=allow,
        length=len(pattern),
        start=start,
        rest=tuple(rest) if rest else None,
        whole=whole,
    )
