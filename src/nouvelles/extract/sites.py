"""Rules for single sites, for those who must have them: files of their own, none of ours.

A file is named for its host and holds rules, each for the days on which it was true:

    # outlet.example.toml
    [[rule]]
    until = 2026-05-31                   # the last day; `from` is the first
    body = "div.story"                   # CSS selectors, one or a list
    strip = [".quiz", "aside.shop"]
    headline = "h1.title"                # also kicker, standfirst, byline, published

A site that changes its looks gets another rule; what was captured before keeps the old.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from nouvelles.errors import InputError
from nouvelles.extract.page import squeeze, text_of

#: Fields whose value is the text of an element; of `byline` each one found signs.
FIELDS: Final = ("headline", "kicker", "standfirst", "byline", "published")
_KNOWN: Final = ("from", "until", "body", "strip", *FIELDS, "test", "note")
_HOST: Final = regex.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+")
_ENDING: Final = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """What is known of a site's pages, from one day to another, both included.

    `body` and `strip` are CSS selectors of what is, and of what is not, part of an
    article's text; the others find single fields ("": as for any page). `test` has
    addresses of pages on which the rule can be tried.
    """

    since: date | None = None
    until: date | None = None
    body: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    published: str = ""
    test: tuple[str, ...] = ()
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether the rule is for pages captured on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """The rules of one host and those below it, by their days, no two for the same."""

    host: str
    rules: tuple[SiteRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a rule finds in one tree.

    `body` and `strip` have the elements that the selectors name (`mem_id`), not those
    below them. `missing` names the parts of the rule that found nothing.
    """

    body: frozenset[int] = frozenset()
    strip: frozenset[int] = frozenset()
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    published: str = ""
    missing: tuple[str, ...] = ()


def parse_rules(text: str, name: str) -> SiteRules:
    """The rules in a file called `name` (`<host>.toml`).

    Raises:
        InputError: the file is no TOML, its name no host's, a field unknown, of a wrong
            type or no CSS selector, or two rules are for the same day.
    """
    host = name.replace("\\", "/").rpartition("/")[2].removesuffix(_ENDING).lower()
    host = host.removeprefix("www.")
    if _HOST.fullmatch(host) is None:
        advice = "Name it for its host, as outlet.example.toml."
        raise InputError(name, f"`{host}` is no host", advice)
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(name, f"is no TOML: {error}", "Mend that line.") from error
    tables = read.pop("rule", None)
    if read or not isinstance(tables, list) or not tables:
        said = f"`{next(iter(read))}` stands outside a rule" if read else "has no rules"
        raise InputError(name, said, "Begin each rule with a line [[rule]].")
    rules = [_rule(table, f"rule {n}", name) for n, table in enumerate(tables, 1)]
    ordered = sorted(rules, key=lambda rule: rule.since or date.min)
    for one, other in pairwise(ordered):
        if one.until is None or other.since is None or other.since <= one.until:
            day = other.since or "the first day"
            advice = "Let one end with `until` before the next begins with `from`."
            raise InputError(name, f"two rules are for {day}", advice)
    return SiteRules(host=host, rules=tuple(ordered))


def _rule(table: Any, where: str, name: str) -> SiteRule:
    if not isinstance(table, dict):
        raise InputError(name, f"{where} is no table", "Write [[rule]] above it.")
    for key in table:
        if key not in _KNOWN:
            near = difflib.get_close_matches(key, _KNOWN, n=1, cutoff=0.0)[0]
            advice = f"Did you mean `{near}`? Known: {', '.join(_KNOWN)}."
            raise InputError(name, f"{where} has an unknown field `{key}`", advice)
    values: dict[str, Any] = {}
    for key, field in (("from", "since"), ("until", "until")):
        day = table.get(key)
        if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
            advice = "Write a day without quotes: 2026-05-31."
            raise InputError(name, f"{where}, `{key}`: {day!r} is no day", advice)
        values[field] = day
    for key in ("body", "strip", "test"):
        values[key] = _texts(table.get(key, []), f"{where}, `{key}`", name)
    for key in (*FIELDS, "note"):
        values[key] = _text(table.get(key, ""), f"{where}, `{key}`", name)
    for key in ("body", "strip", *FIELDS):
        given = values[key] if isinstance(values[key], tuple) else (values[key],)
        for selector in filter(None, given):
            _check_selector(selector, f"{where}, `{key}`", name)
    rule = SiteRule(**values)
    if rule.since and rule.until and rule.until < rule.since:
        raise InputError(name, f"{where} ends before it begins", "Mend its days.")
    if not any((rule.body, rule.strip, *(values[key] for key in FIELDS))):
        advice = f"Give one of body, strip, {', '.join(FIELDS)}."
        raise InputError(name, f"{where} says nothing of a page", advice)
    return rule


def _texts(value: Any, where: str, name: str) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(filter(None, (_text(one, where, name) for one in listed)))


def _text(value: Any, where: str, name: str) -> str:
    if not isinstance(value, str):
        raise InputError(name, f"{where}: {value!r} is no text", "Put it in quotes.")
    return value.strip()


def _check_selector(selector: str, where: str, name: str) -> None:
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError as error:
        reason = f"{where}: `{selector}` is no CSS selector"
        advice = "Try it in a browser: document.querySelectorAll('…')."
        raise InputError(name, reason, advice) from error


def by_host(files: Sequence[SiteRules]) -> dict[str, SiteRules]:
    """Rules as `rule_for` looks them up.

    Raises:
        InputError: two files are for one host (`www.outlet.example.toml` is for
            `outlet.example`).
    """
    found: dict[str, SiteRules] = {}
    for rules in files:
        if rules.host in found:
            raise InputError(rules.host, "has two files of rules", "Put them into one.")
        found[rules.host] = rules
    return found


def rule_for(
    sites: Mapping[str, SiteRules], url: str, captured: datetime | None
) -> SiteRule | None:
    """The rule for a page: of its host, or of the nearest host above it that has any.

    Days are those of UTC. A page of unknown time gets the newest rule.
    """
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    while host and host not in sites:
        host = host.partition(".")[2]
    if not host:
        return None
    rules = sites[host].rules
    if captured is None:
        return rules[-1]
    day = captured.astimezone(UTC).date()
    return next((rule for rule in rules if rule.holds(day)), None)


def mark(rule: SiteRule, tree: LexborHTMLParser) -> Marked:
    """What a rule finds in a page's tree."""
    found: dict[str, list[LexborNode]] = {
        "body": [node for selector in rule.body for node in tree.css(selector)],
        "strip": [node for selector in rule.strip for node in tree.css(selector)],
    }
    for field in FIELDS:
        if selector := getattr(rule, field):
            found[field] = tree.css(selector)
    said = {
        field: [*filter(None, map(_value, found.get(field, ())))] for field in FIELDS
    }
    # What is stripped is not on every page.
    missing = ["body"] if rule.body and not found["body"] else []
    missing += [field for field in FIELDS if getattr(rule, field) and not said[field]]
    return Marked(
        body=frozenset(node.mem_id for node in found["body"]),
        strip=frozenset(node.mem_id for node in found["strip"]),
        byline=tuple(dict.fromkeys(said.pop("byline"))),
        missing=tuple(missing),
        **{field: texts[0] if texts else "" for field, texts in said.items()},
    )


def _value(node: LexborNode) -> str:
    """What an element says: a `meta` its content, a `time` its machine's time, if any."""
    attribute = {"meta": "content", "time": "datetime"}.get(node.tag or "", "")
    return squeeze(node.attributes.get(attribute) or "") or text_of(node)


def digest_of(sites: Mapping[str, SiteRules]) -> str:
    """A short name for all that rules do: what only people read does not change it."""
    told = [
        (host, [(r.since, r.until, r.body, r.strip, *(getattr(r, f) for f in FIELDS))
                for r in sites[host].rules])
        for host in sorted(sites)
    ]  # fmt: skip
    return blake2b(repr(told).encode(), digest_size=4).hexdigest()
