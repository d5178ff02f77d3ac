"""WordPress's own questions, replayed, and what our answers make of its comments."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from nouvelles.store import Store
from nouvelles.store.akismet import disable_key
from tests.web import wordpress
from tests.web.akismet_paper import BLOG, KEY, AkismetPaper, akismet_paper


@pytest.fixture
def paper(sqlite_store: Store) -> Iterator[AkismetPaper]:
    with akismet_paper(sqlite_store) as made:
        yield made


def told(paper: AkismetPaper, call: str, body: bytes) -> wordpress.Told:
    connection = HTTPConnection("127.0.0.1", paper.port, timeout=30)
    connection.request("POST", f"/1.1/{call}", body, wordpress.HEADERS)
    with connection.getresponse() as answer:
        headers = {name.lower(): value for name, value in answer.getheaders()}
        read = answer.read()
    connection.close()
    assert "content-encoding" not in headers
    return wordpress.Told(read.decode(), headers)


def check(paper: AkismetPaper, text: str, key: str = KEY, site: str = BLOG) -> str:
    body = wordpress.check(site, key, text)
    return wordpress.status_of(told(paper, "comment-check", body))


def test_key(paper: AkismetPaper) -> None:
    assert told(paper, "verify-key", wordpress.verify(BLOG, KEY)).body == "valid"
    stranger = wordpress.verify(BLOG, "ffffffffffff")
    assert told(paper, "verify-key", stranger).body == "invalid"


def test_comments(paper: AkismetPaper) -> None:
    assert check(paper, "Merci pour l'article, j'ai appris “beaucoup”.") == "1"
    assert check(paper, "casino") == "spam"
    assert paper.judge.asked[0].text == "Merci pour l'article, j'ai appris “beaucoup”."
    asked = paper.judge.asked[0]
    assert (asked.author, asked.language) == ("Ada", "fr-FR")
    assert asked.context == ("presse", "Europe")


def test_what_is_told_of_the_reader_goes_nowhere(paper: AkismetPaper) -> None:
    check(paper, "Bonjour")
    assert "192.0.2.44" not in repr(paper.judge.asked)
    assert "Mozilla" not in repr(paper.judge.asked)


@pytest.mark.parametrize(
    ("key", "site"), [("ffffffffffff", BLOG), (KEY, "https://other.example")]
)
def test_what_is_out_of_order_waits(paper: AkismetPaper, key: str, site: str) -> None:
    assert check(paper, "Merci", key, site) == "0"


def test_a_key_taken_back_makes_comments_wait(
    paper: AkismetPaper, sqlite_store: Store
) -> None:
    disable_key(sqlite_store, KEY, 1)
    assert check(paper, "Merci") == "0"


def test_a_filter_that_fails_makes_comments_wait(paper: AkismetPaper) -> None:
    assert check(paper, "a bug") == "0"


def test_a_filter_that_hangs_makes_comments_wait(paper: AkismetPaper) -> None:
    paper.judge.go.clear()
    assert check(paper, "Merci") == "0"
    paper.judge.go.set()


def test_only_the_plainest_is_dropped(paper: AkismetPaper) -> None:
    body = wordpress.check(BLOG, KEY, "casino")
    answers = [told(paper, "comment-check", body) for _ in range(3)]
    strict = [wordpress.status_of(one, strict=True) for one in answers]
    assert strict == ["spam", "spam", "dropped"]
    assert wordpress.status_of(answers[2]) == "spam"


def test_a_moderator_teaches(paper: AkismetPaper) -> None:
    thanks = "Thanks for making the web a better place."
    assert check(paper, "montres") == "1"
    spam = told(paper, "submit-spam", wordpress.submit(BLOG, KEY, "montres"))
    assert spam.body == thanks
    assert check(paper, "montres") == "spam"
    ham = told(paper, "submit-ham", wordpress.submit(BLOG, KEY, "montres"))
    assert ham.body == thanks
    retried = told(paper, "comment-check", wordpress.retry(BLOG, KEY, "montres"))
    assert wordpress.status_of(retried) == "1"
