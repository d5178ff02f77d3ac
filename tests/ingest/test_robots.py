"""robots.txt: what it lets us ask for, by the RFC's own examples and Google's cases."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.network.robots import (
    MAX_CRAWL_DELAY_S,
    MAX_ROBOTS_BYTES,
    parse_robots,
    path_of,
)


def allows(text: str, path: str, agent: str = "nouvelles") -> bool:
    return parse_robots(text.encode(), agent).allows(path)


@pytest.mark.shared
def test_googles_own_cases(shared: Path) -> None:
    path = shared / "bench" / "reading" / "robots.jsonl"
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wrong = [
        case
        for case in cases
        if allows(case["robots"], path_of(case["url"]), case["agent"])
        != case["allowed"]
    ]
    # Two of them have a character of the C++ source in a spelling that is not its own.
    assert len(cases) == 142
    assert {case["robots"].count("\\u30c4") for case in wrong} == {1}
    assert len(wrong) == 2


# ---- groups ------------------------------------------------------------------------


def test_our_own_group_counts_and_the_general_one_does_not() -> None:
    text = "User-agent: *\nDisallow: /\nUser-agent: Nouvelles\nDisallow: /b\n"
    assert allows(text, "/a")
    assert not allows(text, "/b")
    assert not allows(text, "/a", "other")


def test_all_our_groups_count_together() -> None:
    text = "User-agent: nouvelles\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n"
    text += "User-agent: NOUVELLES/2.0 (beta)\nDisallow: /b\n"
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_several_agents_share_a_group() -> None:
    text = (
        "User-agent: x\nUser-agent: nouvelles\nSitemap: /s\nUser-agent: y\nDisallow: /"
    )
    assert not allows(text, "/a")
    assert allows(text, "/a", "z")


def test_a_group_of_ours_without_rules_allows_all() -> None:
    assert allows("User-agent: nouvelles\n\nUser-agent: *\nAllow: /\n", "/a")
    assert allows(
        "User-agent: *\nDisallow: /\n\nUser-agent: nouvelles\nDisallow:", "/a"
    )


def test_rules_of_nobody_count_for_nobody() -> None:
    assert allows("Disallow: /\n", "/a")
    assert allows("", "/a")


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n", "\n\n"])
def test_lines_end_in_every_way(ending: str) -> None:
    assert not allows(f"User-agent: *{ending}Disallow: /a # why{ending}", "/a")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffuser-agent: *\ndisallow: /a",
        "USER-AGENT:*\nDISALLOW:/a",
        "user agent: *\ndisalow: /a",
        "User-agent *\nDisallow /a",
        "  User-agent : *  \n\tDisallow :\t/a\t",
        "User-agent: * for all\nDisallow: /a",
    ],
)
def test_spellings_that_are_met(text: str) -> None:
    assert not allows(text, "/a")
    assert allows(text, "/b")


# ---- patterns ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "matched", "passed"),
    [
        ("/fish", ["/fish", "/fish.html", "/fish/salmon"], ["/Fish", "/catfish", "/"]),
        ("/fish*", ["/fish", "/fisheries"], ["/desert"]),
        ("/fish/", ["/fish/", "/fish/?id=1"], ["/fish", "/fish.html"]),
        ("/*.php", ["/index.php", "/a/b.php?x", "/a.php/"], ["/", "/windows.PHP"]),
        ("/*.php$", ["/a.php", "/a/b.php"], ["/a.php?x", "/a.php5", "/a.php/"]),
        ("/fish*.php", ["/fish.php", "/fishes/a.php?x"], ["/Fish.php", "/fish.ph"]),
        ("*/print", ["/print", "/a/print"], ["/a"]),
        ("/a$", ["/a"], ["/ab", "/a/"]),
        ("/$", ["/"], ["/a"]),
        ("/a*b*c$", ["/abc", "/axbxc", "/abcc"], ["/ac", "/abcx", "/acb"]),
        ("/a*aa$", ["/aaa"], ["/aa", "/a"]),
        ("/a$b", ["/a$b"], ["/a", "/ab"]),
        ("/**a", ["/a", "/xa"], ["/b"]),
        ("/page?*id=", ["/page?id=1", "/page?x&id=1"], ["/page"]),
        ("fish", [], ["/fish"]),
    ],
)
def test_patterns(pattern: str, matched: list[str], passed: list[str]) -> None:
    text = f"User-agent: *\nDisallow: {pattern}\n"
    assert [path for path in matched + passed if not allows(text, path)] == matched


@pytest.mark.parametrize(
    ("allow", "disallow", "path", "allowed"),
    [
        ("/p", "/", "/page", True),
        ("/folder", "/folder", "/folder/page", True),
        ("/page", "/*.htm", "/page.htm", False),
        ("/page", "/*.ph", "/page.php5", True),
        ("/$", "/", "/", True),
        ("/$", "/", "/page.htm", False),
        ("/index.html", "/", "/", True),  # an index page stands for its folder
    ],
)
def test_the_longest_pattern_wins_and_of_two_the_kinder(
    allow: str, disallow: str, path: str, allowed: bool
) -> None:
    for text in (
        f"User-agent: *\nAllow: {allow}\nDisallow: {disallow}\n",
        f"User-agent: *\nDisallow: {disallow}\nAllow: {allow}\n",
    ):
        assert allows(text, path) is allowed


def test_encodings_are_one_spelling() -> None:
    closed = "User-agent: *\nDisallow: /ツ\nDisallow: /%e3%82%a2\n"
    assert not allows(closed, "/%E3%83%84")
    assert not allows(closed, "/%E3%82%A2")
    # Our addresses are without needless encodings, whatever the file writes.
    assert not allows("User-agent: *\nDisallow: /%70rivate", "/private")
    assert not allows("User-agent: *\nDisallow: /%70rivate", "/%70rivate")
    assert allows("User-agent: *\nDisallow: /a%2Fb", "/a/b")  # a slash is needed


def test_robots_txt_itself_is_never_closed() -> None:
    assert allows("User-agent: *\nDisallow: /", "/robots.txt")


def test_only_so_much_is_read() -> None:
    text = "User-agent: *\nDisallow: /a\n" + "#" * MAX_ROBOTS_BYTES + "\nDisallow: /b\n"
    assert not allows(text, "/a")
    assert allows(text, "/b")


def test_no_pattern_is_expensive() -> None:
    text = "User-agent: *\n" + f"Disallow: /{'*a' * 1000}b$\n" * 100
    rules = parse_robots(text.encode(), "nouvelles")
    began = time.process_time()
    assert rules.allows("/" + "a" * 4000)
    assert time.process_time() - began < 2


# ---- the pause ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5\n", 5.0),
        ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /a\n", 0.5),
        ("User-agent: *\nCrawl-delay: 5\nUser-agent: nouvelles\nCrawl-delay: 2", 2.0),
        ("User-agent: *\nCrawl-delay: 5\nAllow: /\nUser-agent: nouvelles\nAllow: /", 0),
        ("User-agent: x\nCrawl-delay: 5\n", 0.0),
        ("User-agent: *\nCrawl-delay: soon\n", 0.0),
        ("User-agent: *\nCrawl-delay: -3\n", 0.0),
        ("User-agent: *\nCrawl-delay: nan\n", 0.0),
        ("User-agent: *\nCrawl-delay: inf\n", MAX_CRAWL_DELAY_S),
        ("User-agent: *\nCrawl-delay: 86400\n", MAX_CRAWL_DELAY_S),
    ],
)
def test_crawl_delay(text: str, seconds: float) -> None:
    assert parse_robots(text.encode(), "nouvelles").delay_s == seconds


# ---- any bytes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example/b?c=1#d", "/b?c=1"),
        ("https://a.example", "/"),
        ("https://a.example?c", "/?c"),
        ("https://a.example/b#c/d", "/b"),
        ("http://a.example/http://b.example/", "/http://b.example/"),
    ],
)
def test_the_path_that_is_compared(url: str, path: str) -> None:
    assert path_of(url) == path


@given(st.binary(max_size=400), st.text("/ab*$%?", max_size=12))
def test_any_bytes_are_read(body: bytes, path: str) -> None:
    head = b"User-agent: *\nDisallow: "
    rules = parse_robots(head + body, "nouvelles")
    assert rules.allows(f"/{path}") in (True, False)
    assert 0 <= rules.delay_s <= MAX_CRAWL_DELAY_S


def _matches(pattern: str, path: str) -> bool:
    """The same by recursion, as RFC 9309, 2.2.3, words it."""
    if not pattern or pattern == "$":
        return not pattern or not path
    if pattern[0] == "*":
        return any(_matches(pattern[1:], path[n:]) for n in range(len(path) + 1))
    return bool(path) and path[0] == pattern[0] and _matches(pattern[1:], path[1:])


@given(st.text("ab*", max_size=7), st.booleans(), st.text("ab", max_size=8))
def test_matching_is_what_the_rfc_says(inner: str, whole: bool, rest: str) -> None:
    pattern = f"/{inner}{'$' if whole else ''}"
    text = f"User-agent: *\nDisallow: {pattern}\n"
    assert allows(text, f"/{rest}") is not _matches(pattern, f"/{rest}")
