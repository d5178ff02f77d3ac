"""One spelling for one address, one key for one article."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.domains import registered_domain
from nouvelles.errors import InputError
from nouvelles.ingest.urls import article_key, host_of, normalise

web_like = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"https?://[\w.:\[\]@%-]{0,30}(/[ -~]{0,40})?", fullmatch=True),
    st.builds(
        "{}://{}.example{}/{}?{}#{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8),
        st.sampled_from(["", ":80", ":443", ":8080", ":"]),
        st.text(max_size=20),
        st.text(max_size=20),
        st.text(max_size=5),
    ),
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Outlet.Example", "http://outlet.example/"),
        ("http://outlet.example:80/a", "http://outlet.example/a"),
        ("https://outlet.example:443/a", "https://outlet.example/a"),
        ("https://outlet.example:8443/a", "https://outlet.example:8443/a"),
        ("https://outlet.example./a", "https://outlet.example/a"),
        ("http://outlet.example/a/./b/../c", "http://outlet.example/a/c"),
        ("http://outlet.example/a//b/", "http://outlet.example/a//b/"),
        ("http://outlet.example/%7ea%c3%a9", "http://outlet.example/~a%C3%A9"),
        ("http://outlet.example/é à", "http://outlet.example/%C3%A9%20%C3%A0"),
        ("http://outlet.example/100%", "http://outlet.example/100%25"),
        ("http://outlet.example/a%2Fb", "http://outlet.example/a%2Fb"),
        ("http://outlet.example/#top", "http://outlet.example/"),
        ("http://outlet.example/?", "http://outlet.example/"),
        ("http://outlet.example/?b=2&a=1", "http://outlet.example/?b=2&a=1"),
        (
            "http://outlet.example/?q=a+b%20c&x=%26",
            "http://outlet.example/?q=a+b%20c&x=%26",
        ),
        ("http://outlet.example/?id=1&utm_source=x", "http://outlet.example/?id=1"),
        ("http://outlet.example/?fbclid=x&id=1&GCLID=y", "http://outlet.example/?id=1"),
        ("http://outlet.example/?%75tm_id=1", "http://outlet.example/"),
        ("http://outlet.example/?xtor=RSS-1", "http://outlet.example/"),
        ("http://outlet.example/?utm=1&ref=2", "http://outlet.example/?utm=1&ref=2"),
        ("http://journal-été.example/", "http://xn--journal-t-i4ab.example/"),
        ("http://новости.example/", "http://xn--b1amnebsh.example/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        (" <http://outlet.example/a>\n", "http://outlet.example/a"),
        ("\ufeff“http://outlet.example/a”", "http://outlet.example/a"),
        ("http://outlet.example/l'#b", "http://outlet.example/l'"),
        ("http://outlet.example/a\n\tb", "http://outlet.example/ab"),
    ],
)
def test_normalise(url: str, expected: str) -> None:
    assert normalise(url) == expected


def test_tracking_is_kept_where_asked() -> None:
    url = "http://outlet.example/?id=1&utm_source=x"
    assert normalise(url, keep_tracking=True) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "outlet.example/a",
        "/a",
        "//outlet.example/a",
        "mailto:a@outlet.example",
        "javascript:alert(1)",
        "file:///a.html",
        "http://",
        "http:///a",
        "http://a b.example/",
        "http://a..example/",
        "http://-a.example/",
        "http://a%41.example/",
        "http://" + "a" * 64 + ".example/",
        "http://outlet.example:99999/",
        "http://outlet.example:x/",
        "http://outlet.example\\@other.example/",
        "http://user@outlet.example/",
        "http://user:word@outlet.example/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::1",
        "http://outlet.example/\x00",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        normalise(url)


@given(web_like)
def test_normalising_twice_is_normalising_once(url: str) -> None:
    try:
        once = normalise(url)
    except InputError:
        return
    assert normalise(once) == once
    assert once.isascii()


@given(web_like)
def test_the_key_does_not_depend_on_the_spelling(url: str) -> None:
    try:
        key = article_key(url)
    except InputError:
        return
    assert article_key(normalise(url)) == key


@pytest.mark.parametrize(
    "url",
    [
        "https://outlet.example/world/a-1",
        "http://outlet.example/world/a-1",
        "https://www.outlet.example/world/a-1/",
        "https://m.outlet.example/world/a-1#comments",
        "https://www.mobile.outlet.example/world/a-1",
        "https://amp.outlet.example/world/a-1",
        "https://outlet.example/world/a-1/amp",
        "https://outlet.example/world/a-1/amp/",
        "https://outlet.example/world/a-1.amp",
        "https://outlet.example/world/a-1?amp=1",
        "https://outlet.example/world/a-1?outputType=amp&utm_medium=x",
    ],
)
def test_forms_of_one_article_have_one_key(url: str) -> None:
    assert article_key(url) == "outlet.example/world/a-1"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.gov.uk/a", "www.gov.uk/a"),
        ("https://m.co.uk/a", "m.co.uk/a"),
        ("https://m.example/", "m.example"),
        ("https://outlet.example/amp", "outlet.example/amp"),
        ("https://outlet.example/amp/a", "outlet.example/amp/a"),
        ("https://outlet.example/camp", "outlet.example/camp"),
        ("https://outlet.example/story.amp.html", "outlet.example/story.html"),
        ("https://outlet.example/a?amp=5", "outlet.example/a?amp=5"),
        ("https://outlet.example/A?id=2", "outlet.example/A?id=2"),
        ("https://outlet.example:8443/a", "outlet.example:8443/a"),
        ("https://fr.outlet.example/a", "fr.outlet.example/a"),
        ("http://[2001:db8::1]:8080/a", "[2001:db8::1]:8080/a"),
    ],
)
def test_different_articles_have_different_keys(url: str, key: str) -> None:
    assert article_key(url) == key


def test_host_of() -> None:
    assert host_of("https://WWW.Outlet.example.:8443/a") == "www.outlet.example"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.outlet.example", "outlet.example"),
        ("outlet.example", "outlet.example"),
        ("example", "example"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("co.uk", "co.uk"),
        ("paper.blogspot.com", "paper.blogspot.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("xn--80ak6aa92e.xn--p1ai", "xn--80ak6aa92e.xn--p1ai"),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_every_listed_name_is_dropped_and_listed_once() -> None:
    text = (files("nouvelles.ingest") / "data" / "tracking.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    names = [line.lower() for line in lines]
    assert len(names) == len(set(names)) > 100
    for name in names:
        url = f"https://outlet.example/?{name.replace('*', 'anything')}=1&id=7"
        assert normalise(url) == "https://outlet.example/?id=7"


@given(
    st.from_regex(
        r"https?://([a-z0-9-]{1,8}\.){0,3}[a-z0-9.-]{1,6}(/[A-Za-z0-9._~-]{0,5}){0,4}",
        fullmatch=True,
    )
)
def test_addresses_written_as_they_should_be_are_only_looked_at(url: str) -> None:
    """The short way and the long one (which a fragment is sent) come to the same."""
    try:
        long_way = normalise(f"{url}#x"), host_of(f"{url}#x")
    except InputError:
        with pytest.raises(InputError):
            normalise(url)
        return
    assert (normalise(url), host_of(url)) == long_way
