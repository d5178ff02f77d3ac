"""Requests as sites send them, and as nobody should."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

import pytest

from nouvelles.akismet import (
    Call,
    Endpoint,
    comment_of,
    is_test,
    read_call,
    ruled,
    same_site,
    site_of,
)

FORM = "application/x-www-form-urlencoded"
KEY = "0123456789ab"


def call(
    fields: dict[str, str] | bytes,
    *,
    endpoint: Endpoint = Endpoint.COMMENT_CHECK,
    query: bytes = b"",
    content_type: str = FORM,
    host: str = "paper.example",
) -> Call:
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    return read_call(endpoint, query, body, content_type, host)


@pytest.mark.parametrize(
    ("endpoint", "body", "query", "host"),
    [
        (Endpoint.COMMENT_CHECK, {"api_key": KEY}, b"", "rest.akismet.com"),
        (Endpoint.VERIFY_KEY, {"key": KEY, "api_key": "old"}, b"", "rest.akismet.com"),
        (Endpoint.COMMENT_CHECK, {"key": KEY}, b"", "rest.akismet.com"),
        (Endpoint.USAGE_LIMIT, {}, f"api_key={KEY}".encode(), "rest.akismet.com"),
        (Endpoint.COMMENT_CHECK, {}, b"", f"{KEY}.rest.akismet.com:8000"),
        (Endpoint.COMMENT_CHECK, {}, b"", f"{KEY.upper()}.localhost"),
        (Endpoint.COMMENT_CHECK, {"api_key": KEY}, b"api_key=no", "rest.akismet.com"),
    ],
)
def test_key_is_found_wherever_clients_put_it(
    endpoint: Endpoint, body: dict[str, str], query: bytes, host: str
) -> None:
    assert call(body, endpoint=endpoint, query=query, host=host).key == KEY


@pytest.mark.parametrize("host", ["rest.akismet.com", KEY, "", "paper.example"])
def test_no_key(host: str) -> None:
    assert call({"blog": "https://site.example"}, host=host).key == ""


@pytest.mark.parametrize(
    ("sent", "content_type", "blog_charset"),
    [
        ("Été à Łódź", f"{FORM}; charset=UTF-8", "UTF-8"),
        ("Été à Paris", f"{FORM}; charset=ISO-8859-1", "UTF-8"),  # and UTF-8 is sent
        ("Été".encode("latin-1"), f"{FORM}; charset=iso-8859-1", ""),
        ("Été".encode("latin-1"), FORM, "ISO-8859-1"),
        ("Привет".encode("cp1251"), FORM, "windows-1251"),
        ("こんにちは".encode("iso2022-jp"), FORM, "ISO-2022-JP"),
        ("你好".encode("gb18030"), f'{FORM}; charset="GB2312"', "nonsense"),
    ],
)
def test_encodings(sent: str | bytes, content_type: str, blog_charset: str) -> None:
    raw = sent.encode() if isinstance(sent, str) else sent
    body = f"comment_content={quote_plus(raw)}&blog_charset={blog_charset}".encode()
    read = call(body, content_type=content_type)
    expected = {
        b"\xc9t\xe9": "Été",
        "Привет".encode("cp1251"): "Привет",
        "こんにちは".encode("iso2022-jp"): "こんにちは",
        "你好".encode("gb18030"): "你好",
    }
    assert comment_of(read).text == expected.get(raw, sent)


def test_what_no_encoding_explains_is_still_read() -> None:
    body = b"comment_content=a%FFb&blog_charset=utf-7"
    assert comment_of(call(body)).text == "a\ufffdb"


@pytest.mark.parametrize(
    "names", [["comment_context"] * 2, ["comment_context[]"] * 2,
              ["comment_context[0]", "comment_context[1]"]]
)  # fmt: skip
def test_context_in_each_spelling(names: list[str]) -> None:
    body = urlencode([(names[0], "press"), (names[1], "Europe")]).encode()
    assert comment_of(call(body)).context == ("press", "Europe")


def test_what_is_of_the_reader_is_dropped() -> None:
    sent = {
        "comment_content": "Hello",
        "user_ip": "203.0.113.9",
        "user_agent": "Browser",
        "referrer": "https://elsewhere.example/",
        "REMOTE_ADDR": "203.0.113.9",
        "HTTP_USER_AGENT": "Browser",
        "HTTP_SEC_CH_UA_PLATFORM": '\\"Linux\\"',
        "POST_email": "reader@example.org",
        "comment_author_IP": "203.0.113.9",
        "akismet_comment_nonce": "passed",
        "something_new": "x",
    }
    assert call(sent).fields == {"comment_content": "Hello"}


@pytest.mark.parametrize(
    ("fields", "trapped"),
    [
        ({"honeypot_field_name": "hp", "hp": "I am a program"}, True),
        ({"honeypot_field_name": "hp", "hp": " "}, False),
        ({"honeypot_field_name": "hp"}, False),
        ({"hp": "x"}, False),
        # A trap that is no field of a trap: it would catch everybody.
        ({"honeypot_field_name": "comment_author", "comment_author": "Ada"}, False),
        ({"honeypot_field_name": "HTTP_ACCEPT", "HTTP_ACCEPT": "*/*"}, False),
    ],
)
def test_trap(fields: dict[str, str], trapped: bool) -> None:
    assert comment_of(call(fields)).trapped is trapped


@pytest.mark.parametrize(
    ("body", "content_type", "trouble"),
    [
        (b'{"api_key": "0"}', "application/json", "application/json"),
        (b"--x", "multipart/form-data; boundary=x", "multipart/form-data"),
        (b"&".join(b"a%d=1" % n for n in range(1_001)), FORM, "1000 fields"),
    ],
)
def test_what_cannot_be_read_says_why(
    body: bytes, content_type: str, trouble: str
) -> None:
    read = call(body, content_type=content_type)
    assert trouble in read.trouble
    assert read.key == ""
    assert read.fields == {}


@pytest.mark.parametrize(
    "body", [b"", b"&&&=", b"=x", b"%", b"\x00\xff=\xfe", b"a" * 99]
)
def test_rubbish_is_an_empty_question(body: bytes) -> None:
    assert call(body).fields == {}


def test_texts_are_cut() -> None:
    sent = {"comment_content": "x" * 30_000, "comment_author": "y" * 30_000}
    comment = comment_of(call(sent))
    assert (len(comment.text), len(comment.author)) == (20_000, 500)


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"comment_author": "viagra-test-123"}, True),
        ({"comment_author_email": "akismet-guaranteed-spam@example.com"}, True),
        ({"user_role": "administrator"}, False),
        ({"user_role": "editor,administrator"}, False),
        ({"user_role": "administrator", "comment_author": "viagra-test-123"}, True),
        ({"user_role": "subscriber"}, None),
        ({}, None),
    ],
)
def test_rules_for_tests(fields: dict[str, str], answer: bool | None) -> None:
    assert ruled(comment_of(call(fields))) is answer


@pytest.mark.parametrize(
    ("value", "test"), [("1", True), ("true", True), ("0", False), ("false", False)]
)
def test_trials(value: str, test: bool) -> None:
    assert is_test(call({"is_test": value})) is test
    assert not is_test(call({}))


@pytest.mark.parametrize(
    ("locale", "language"), [("fr_FR", "fr-FR"), ("pt_PT_ao90", "pt-PT"), ("en", "en"),
                             ("en, fr_ca", "")]
)  # fmt: skip
def test_language(locale: str, language: str) -> None:
    assert comment_of(call({"blog_lang": locale})).language == language


@pytest.mark.parametrize(
    ("address", "site", "same"),
    [
        ("https://www.Site.example/blog/", "site.example", True),
        ("http://fr.site.example", "site.example", True),
        ("http://site.example:8080", "site.example", True),
        ("site.example", "site.example", True),
        ("http://127.0.0.1:8080/wp", "127.0.0.1:8080", True),
        ("http://127.0.0.1:8081/wp", "127.0.0.1:8080", False),
        ("https://badsite.example", "site.example", False),
        ("https://site.example.evil.example", "site.example", False),
        ("https://site.example@evil.example", "site.example", False),
        ("", "site.example", False),
        ("http://[", "site.example", False),
        ("http://a b/", "site.example", False),
    ],
)
def test_sites(address: str, site: str, same: bool) -> None:
    assert same_site(address, site) is same
    assert site_of(site) == site
