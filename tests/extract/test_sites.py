"""Rules for single sites: read strictly, chosen by host and day, laid over any page."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.errors import InputError
from nouvelles.extract.sites import (
    SiteRule,
    SiteRules,
    by_host,
    digest_of,
    mark,
    parse_rules,
    rule_for,
)
from tests.extract.captures import PAGES

TEXT = """
[[rule]]
until = 2026-05-31
body = "article"
strip = [".newsletter", "div.ad"]
test = "https://sound-gazette.example/2026/05/04/ferry-strike"

[[rule]]
from = 2026-06-01
headline = "h1.title"
byline = ".names a"
published = "time"
note = "New looks since June."
"""


def test_a_file_of_rules() -> None:
    rules = parse_rules(TEXT, "paper/sites/www.Sound-Gazette.example.toml")
    assert rules.host == "sound-gazette.example"
    first, second = rules.rules
    assert first == SiteRule(
        until=date(2026, 5, 31),
        body=("article",),
        strip=(".newsletter", "div.ad"),
        test=("https://sound-gazette.example/2026/05/04/ferry-strike",),
    )
    assert (second.since, second.headline) == (date(2026, 6, 1), "h1.title")
    assert pickle.loads(pickle.dumps(rules)) == rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rule]\n", "is no TOML: Expected ']]'"),
        ("", "has no rules. Begin each rule with a line [[rule]]."),
        ("body = 'p'\n", "`body` stands outside a rule"),
        ("[rule]\nbody = 'p'\n", "has no rules"),
        ("rule = []\n", "has no rules"),
        ("rule = [1]\n", "rule 1 is no table"),
        ("[[rule]]\nstirp = '.ad'\n", "unknown field `stirp`. Did you mean `strip`?"),
        ("[[rule]]\nbody = 1\n", "rule 1, `body`: 1 is no text. Put it in quotes."),
        ("[[rule]]\nstrip = ['a', 1]\n", "rule 1, `strip`: 1 is no text"),
        ("[[rule]]\nheadline = ['a', 'b']\n", "`headline`: ['a', 'b'] is no text"),
        ("[[rule]]\nbody='p'\n[[rule]]\nbody = 'p['\n", "rule 2, `body`: `p[` is no"),
        ("[[rule]]\nbody = 'p['\n", "rule 1, `body`: `p[` is no CSS selector. Try it"),
        ("[[rule]]\nheadline = '//h1'\n", "rule 1, `headline`: `//h1` is no CSS"),
        ("[[rule]]\nfrom = '2026-01-01'\nbody = 'p'\n", "`from`: '2026-01-01' is no day"),
        ("[[rule]]\nuntil = 2026-01-01T10:00:00\nbody = 'p'\n", "is no day"),
        ("[[rule]]\nfrom = 2026-02-01\nuntil = 2026-01-01\nbody = 'p'\n",
         "rule 1 ends before it begins"),
        ("[[rule]]\nnote = 'nothing'\n", "rule 1 says nothing of a page. Give one of"),
        ("[[rule]]\nbody = 'p'\n[[rule]]\nfrom = 2026-02-01\nbody = 'p'\n",
         "two rules are for 2026-02-01. Let one end"),
        ("[[rule]]\nuntil = 2026-02-01\nbody = 'p'\n"
         "[[rule]]\nfrom = 2026-02-01\nbody = 'p'\n",
         "two rules are for 2026-02-01"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_rules(text, "sites/outlet.example.toml")
    assert str(raised.value).startswith("sites/outlet.example.toml: ")
    assert said in str(raised.value)
    assert raised.value.advice


@pytest.mark.parametrize("name", ["rules.toml", "a b.example.toml", ".toml", ""])
def test_a_file_is_named_for_its_host(name: str) -> None:
    with pytest.raises(InputError, match="is no host"):
        parse_rules("[[rule]]\nbody = 'p'\n", name)


def test_one_host_has_one_file() -> None:
    rules = parse_rules(TEXT, "sound-gazette.example.toml")
    with pytest.raises(InputError, match="two files"):
        by_host([rules, parse_rules(TEXT, "www.sound-gazette.example.toml")])


SITES = by_host(
    [
        parse_rules(TEXT, "sound-gazette.example.toml"),
        parse_rules("[[rule]]\nbody = '.blog'\n", "blogs.sound-gazette.example.toml"),
        parse_rules("[[rule]]\nfrom = 2026-01-01\nbody = 'p'\n", "other.example.toml"),
    ]
)


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}+00:00")


@pytest.mark.parametrize(
    ("url", "captured", "found"),
    [
        ("https://www.sound-gazette.example/a", on("2026-05-31T23:59"), "article"),
        ("https://sound-gazette.example/a", on("2026-06-01T00:00"), "h1.title"),
        ("https://sound-gazette.example:8443/a", on("2020-01-01T00:00"), "article"),
        # Half past midnight east of Greenwich: the last of May in UTC.
        ("https://sound-gazette.example/a",
         datetime.fromisoformat("2026-06-01T00:30+02:00"), "article"),
        ("https://sound-gazette.example/a", None, "h1.title"),
        ("https://sea.sound-gazette.example/a", on("2026-05-01T00:00"), "article"),
        ("https://blogs.sound-gazette.example/a", on("2026-05-01T00:00"), ".blog"),
        ("https://x.blogs.sound-gazette.example/a", None, ".blog"),
        ("https://thesound-gazette.example/a", None, ""),
        ("https://other.example/a", on("2025-12-31T00:00"), ""),
        ("https://other.example/a", on("2026-01-01T00:00"), "p"),
        ("", None, ""),
        ("http://[a", None, ""),
    ],
)  # fmt: skip
def test_the_rule_of_a_page(url: str, captured: datetime | None, found: str) -> None:
    rule = rule_for(SITES, url, captured)
    said = "".join((*rule.body, rule.headline)) if rule else ""
    assert said == found


def test_what_a_rule_finds() -> None:
    tree = LexborHTMLParser((PAGES / "busy.html").read_text(encoding="utf-8"))
    rule = SiteRule(
        body=("article", "main"),
        strip=(".newsletter", ".not-there"),
        headline="article h1",
        byline=".byline a",
        published="time",
        kicker=".kicker",
        standfirst="meta[property='og:type']",
    )
    found = mark(rule, tree)
    assert found.body == {n.mem_id for n in tree.css("article, main")}
    assert found.strip == {n.mem_id for n in tree.css(".newsletter")}
    assert found.headline == "Ferry strike enters second week"
    assert found.byline == ("Mira Holm",)
    assert found.published == "2026-05-04T07:30:00+02:00"
    assert found.standfirst == "article"
    assert found.missing == ("kicker",)
    assert mark(SiteRule(body=(".gone",)), tree).missing == ("body",)


def test_a_digest_names_what_rules_do() -> None:
    (rule,) = SITES["other.example"].rules

    def digest(**changed: object) -> str:
        rules = (replace(rule, **changed),)  # type: ignore[arg-type]
        return digest_of({"a.example": SiteRules(host="a.example", rules=rules)})

    assert digest() == digest(note="for people", test=("https://a.example/",))
    others = [
        digest(body=("div",)), digest(strip=("p",)), digest(byline="p"),
        digest(since=None), digest(until=date(2027, 1, 1)), digest_of(SITES),
    ]  # fmt: skip
    assert len({digest(), *others}) == 7


def test_days_are_those_of_utc() -> None:
    assert SiteRule().holds(datetime(1, 1, 1, tzinfo=UTC).date())
