"""Parts of labelled pages: a site is never split, and parts do not change."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from tools.learning.parts import PARTS, group_of, part_of


@pytest.mark.parametrize(
    ("domain", "group"),
    [
        ("gazette.example", "gazette.example"),
        ("hard", "hard::page-7"),
        (None, "unknown"),
        ("", "unknown"),
    ],
)
def test_groups(domain: str | None, group: str) -> None:
    assert group_of({"id": "hard::page-7", "domain": domain}) == group


def test_a_site_is_in_one_part() -> None:
    sites = [f"site-{number}.example" for number in range(300)]
    for parts in (2, 3, PARTS):
        found = [part_of(site, parts) for site in sites]
        assert found == [part_of(site, parts) for site in sites]
        assert set(found) == set(range(parts))
        fair = len(sites) / parts
        assert all(0.7 * fair < n < 1.3 * fair for n in Counter(found).values())


def test_parts_do_not_change_between_runs() -> None:
    digest = hashlib.md5(b"innergazette.example").hexdigest()
    assert part_of("gazette.example", 3, "inner") == int(digest, 16) % 3
    inner = [part_of(f"{n}.example", 3, "inner") for n in range(50)]
    assert inner != [part_of(f"{n}.example", 3) for n in range(50)]
