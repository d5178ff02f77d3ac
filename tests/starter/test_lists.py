"""The lists themselves: what they promise, record by record.

That an address answers or a licence stands cannot be tested without a network; that
each record says how much of it was looked at is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from publicsuffixlist import PublicSuffixList

from nouvelles import starter
from nouvelles.ingest import normalise
from nouvelles.records import RightsItem, Surface
from nouvelles.rights import LICENCES, Why, may
from nouvelles.starter import Starter

EVERY = (*starter.licensed(), *starter.headlines())
LICENSED = starter.licensed()
HEADLINES = starter.headlines()

#: Every kind of publisher in the lists.
KINDS = {
    "advocacy",
    "agency",
    "broadcaster",
    "community",
    "fact-checkers",
    "government",
    "magazine",
    "newspaper",
    "party media",
    "public broadcaster",
    "science",
    "state media",
}

#: Sources that ask a republisher to carry a counter of readers.
COUNTED = {"theconversation.com", "propublica.org", "minnpost.com"}

#: Language, script, region (RFC 5646, section 2.1), as far as the lists need them.
TAG = re.compile(r"(?P<language>[a-z]{2,3})(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def host(one: Starter) -> str:
    return one.source.host


def rights(one: Starter) -> RightsItem:
    """An article of the source, with nothing else against it."""
    source = one.source
    return RightsItem(
        source_licence=source.licence,
        conditions=source.conditions,
        source_name=source.name,
    )


def publishable(one: Starter) -> bool:
    """Whether articles may be shown whole and translated, with nothing more asked."""
    item = rights(one)
    return not one.source.conditions and all(
        may(item, surface).allowed
        for surface in (Surface.FULL_TEXT, Surface.TRANSLATION)
    )


PUBLISHABLE = tuple(one for one in LICENSED if publishable(one))
OTHERS = tuple(one for one in LICENSED if not publishable(one))


def base(language: str) -> str:
    return language.partition("-")[0]


# ---- how many, how widely spread ---------------------------------------------------


def test_sixty_sources_in_twenty_languages_and_thirty_countries() -> None:
    assert len(PUBLISHABLE) >= 60
    assert len({base(one.source.language) for one in PUBLISHABLE}) >= 20
    assert len({one.source.country for one in PUBLISHABLE}) >= 30


def test_the_spread_does_not_rest_on_one_publisher() -> None:
    """Without Global Voices and the Voice of America, many remain in many places."""
    projects = {"Stichting Global Voices", "United States Agency for Global Media"}
    rest = [one for one in PUBLISHABLE if one.source.owner not in projects]
    assert len(rest) >= 50
    assert len({one.source.country for one in rest}) >= 30
    assert len({base(one.source.language) for one in rest}) >= 18


def test_a_hundred_outlets_for_headlines_from_every_part_of_the_world() -> None:
    assert len(HEADLINES) >= 100
    assert len({base(one.source.language) for one in HEADLINES}) >= 40
    assert len({one.source.country for one in HEADLINES}) >= 80
    parts = Counter(one.source.zone.partition("/")[0] for one in HEADLINES)
    for part, least in (
        ("Africa", 15),
        ("America", 25),
        ("Asia", 35),
        ("Europe", 50),
        ("Pacific", 4),
    ):
        assert parts[part] >= least


def test_publishers_of_many_kinds_none_in_the_majority() -> None:
    kinds = Counter(one.source.kind for one in HEADLINES)
    assert {"public broadcaster", "state media", "agency", "magazine"} <= set(kinds)
    countries = Counter(one.source.country for one in HEADLINES)
    assert countries.most_common(1)[0][1] <= len(HEADLINES) / 10


# ---- each record -------------------------------------------------------------------


def failing(
    ones: Iterable[Starter], holds: Callable[[Starter], bool]
) -> list[tuple[str, Starter]]:
    """The records for which something does not hold, by host."""
    return [(host(one), one) for one in ones if not holds(one)]


def test_no_host_and_no_feed_stands_twice() -> None:
    hosts = Counter(host(one) for one in EVERY)
    feeds = Counter(feed for one in EVERY for feed in one.feeds)
    assert [name for name, times in hosts.items() if times > 1] == []
    assert [feed for feed, times in feeds.items() if times > 1] == []


def test_every_field_is_filled() -> None:
    def holds(one: Starter) -> bool:
        source = one.source
        filled = all((source.name, source.owner, source.home, source.country))
        return filled and source.kind in KINDS and not source.invented

    assert failing(EVERY, holds) == []


def test_languages_countries_and_zones_exist() -> None:
    english = Locale("en")

    def holds(one: Starter) -> bool:
        source = one.source
        tag = TAG.fullmatch(source.language)
        return (
            tag is not None
            and tag["language"] in english.languages
            and re.fullmatch("[A-Z]{2}", source.country) is not None
            and source.country in english.territories
            and ZoneInfo(source.zone).key == source.zone
        )

    assert failing(EVERY, holds) == []


def test_addresses_are_https_and_in_their_one_spelling() -> None:
    addresses = [a for one in EVERY for a in (one.source.home, *one.feeds)]
    assert [a for a in addresses if not a.startswith("https://")] == []
    assert [a for a in addresses if normalise(a) != a] == []


def test_the_home_page_is_on_the_host() -> None:
    def holds(one: Starter) -> bool:
        name = urlsplit(one.source.home).hostname or ""
        return name == host(one) or name.endswith(f".{host(one)}")

    assert failing(EVERY, holds) == []
    assert failing(EVERY, lambda one: not host(one).startswith("www.")) == []


def test_no_host_speaks_for_strangers() -> None:
    """A host claims all names under it: gov.uk would claim those of every council."""
    suffixes = PublicSuffixList(accept_unknown=False)
    owners = {host(one): one.source.owner for one in EVERY}

    def holds(one: Starter) -> bool:
        above = host(one).split(".")
        over = [".".join(above[n:]) for n in range(1, len(above))]
        strangers = [
            h for h in over if owners.get(h, one.source.owner) != owners[host(one)]
        ]
        return not strangers and suffixes.publicsuffix(host(one)) != host(one)

    assert failing(EVERY, holds) == []


def test_what_was_not_looked_at_is_said() -> None:
    def holds(one: Starter) -> bool:
        said = one.unchecked
        about_feeds = (
            ("not visited" in said or "not found" in said)
            if one.feeds
            else "No feed of it is known" in said
        )
        return about_feeds and said.endswith(".")

    assert failing(EVERY, holds) == []


# ---- the licensed list -------------------------------------------------------------


def test_every_licence_is_known_has_a_page_and_something_that_was_checked() -> None:
    def holds(one: Starter) -> bool:
        source = one.source
        has_page = source.licence_url.startswith(("https://", "http://"))
        return source.licence in LICENCES and has_page and bool(one.checked)

    assert failing(LICENSED, holds) == []
    assert {one.source.mode for one in LICENSED} == {"pages"}


def test_the_licence_lets_a_paper_publish() -> None:
    def holds(one: Starter) -> bool:
        answer = may(rights(one), Surface.FULL_TEXT)
        by_licence = answer.licence == one.source.licence
        return answer.allowed and answer.reason is Why.LICENSED and by_licence

    assert failing(PUBLISHABLE, holds) == []


def test_what_asks_for_more_is_marked_and_never_translated() -> None:
    def holds(one: Starter) -> bool:
        licence = LICENCES[one.source.licence]
        marked = not licence.derivatives or licence.non_commercial
        translated = may(rights(one), Surface.TRANSLATION).allowed
        whole = may(rights(one), Surface.FULL_TEXT).allowed
        kept = not (licence.non_commercial and whole)
        return (marked or bool(one.source.conditions)) and not translated and kept

    assert failing(OTHERS, holds) == []


def test_counters_of_readers_are_marked() -> None:
    marked = {host(one) for one in EVERY if "tracking-pixel" in one.source.conditions}
    assert marked == COUNTED
    for one in LICENSED:
        if host(one) in COUNTED:
            for surface in (Surface.TRANSLATION, Surface.FULL_TEXT):
                assert not may(rights(one), surface).allowed


def test_both_sorts_of_restriction_are_there_to_be_marked() -> None:
    licences = [LICENCES[one.source.licence] for one in OTHERS]
    assert any(not one.derivatives and not one.non_commercial for one in licences)
    assert any(one.non_commercial for one in licences)


# ---- headlines ---------------------------------------------------------------------


def test_headlines_only_means_no_pages_and_no_licence() -> None:
    def holds(one: Starter) -> bool:
        source = one.source
        unlicensed = source.licence == source.licence_url == ""
        whole = may(rights(one), Surface.FULL_TEXT).allowed
        return (
            source.mode == "headlines" and unlicensed and bool(one.feeds) and not whole
        )

    assert failing(HEADLINES, holds) == []
