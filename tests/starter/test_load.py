"""Reading a list: sentences are put together, and mistakes are named."""

from __future__ import annotations

import pytest

from nouvelles.errors import InputError
from nouvelles.starter.load import parse_list

LIST = """
[evidence.imprint]
what = "the imprint"
where = "outlet.example/imprint, 2026-11-01"

[caveats]
feed = "The feed was not visited."

[[source]]
name = "Outlet"
host = "outlet.example"
home = "https://outlet.example/"
language = "en"
country = "IE"
zone = "Europe/Dublin"
owner = "Outlet Limited"
kind = "newspaper"
feeds = ["https://outlet.example/feed", "https://outlet.example/sport"]
licence = "CC-BY-ND-4.0"
licence_url = "https://outlet.example/imprint"
conditions = ["tracking-pixel"]
checked.imprint = "states CC BY-ND 4.0"
unchecked = ["feed", "Its owner was not asked."]
"""


def test_a_record_becomes_a_source_with_what_was_and_was_not_checked() -> None:
    (one,) = parse_list(LIST.encode(), "list.toml", "pages")
    assert one.source.host == "outlet.example"
    assert one.source.zone == "Europe/Dublin"
    assert one.source.mode == "pages"
    assert one.source.conditions == ("tracking-pixel",)
    assert one.feeds == ("https://outlet.example/feed", "https://outlet.example/sport")
    assert one.source.feed == one.feeds[0]
    assert one.checked == (
        "The imprint (outlet.example/imprint, 2026-11-01): states CC BY-ND 4.0."
    )
    assert one.unchecked == "The feed was not visited. Its owner was not asked."


def test_a_source_may_have_no_known_feed_and_nothing_checked() -> None:
    bare = LIST.replace("checked.imprint", "# ").replace(
        'feeds = ["https://outlet.example/feed", "https://outlet.example/sport"]',
        "feeds = []",
    )
    (one,) = parse_list(bare.encode(), "list.toml", "headlines")
    assert one.feeds == ()
    assert one.source.feed == ""
    assert one.checked == ""
    assert one.source.mode == "headlines"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "newspaper"', "", "missing required field `kind`"),
        ('kind = "newspaper"', 'kind = "newspaper"\nsort = "x"', "`sort`"),
        ('kind = "newspaper"', "kind = 1", "Expected `str`"),
        ('["tracking-pixel"]', '["parrot"]', "unknown condition 'parrot'"),
        ("checked.imprint", "checked.rumour", "unknown evidence 'rumour'"),
        ('"feed", "Its', '"feeding", "Its', "unknown caveat 'feeding'"),
        ("[caveats]", "[caveats", "list.toml"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, words: str) -> None:
    broken = LIST.replace(old, new)
    assert broken != LIST
    with pytest.raises(InputError) as caught:
        parse_list(broken.encode(), "list.toml", "pages")
    assert words in str(caught.value)
    assert caught.value.about.startswith("list.toml")
