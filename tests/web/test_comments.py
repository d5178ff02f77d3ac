"""Readers comment: what is shown, what waits, what the gate does, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from unicodedata import normalize

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.records import PageMode
from nouvelles.store import Store
from nouvelles.store.read import ReadTables
from nouvelles.store.schema_comments import comments, page_moderation
from nouvelles.testing import Clock
from tests.store.told import act, tell_all, told_paper, write
from tests.web.talking import ARTICLE, Talking, number_of, own_path, talking


@pytest.fixture
def paper(sqlite_store: Store) -> Iterator[Talking]:
    with talking(sqlite_store) as opened:
        yield opened


def said(paper: Talking, path: str) -> str:
    """What a page says first of a comment's fate."""
    tree = LexborHTMLParser(paper.reader.open(path))
    return " ".join(node.text(strip=True) for node in tree.css(".page > .strip"))


def gates(paper: Talking) -> list[tuple[str, str]]:
    """State and gate of all comments, the oldest first."""
    with paper.store.read() as connection:
        rows = connection.execute(
            comments.select().with_only_columns(comments.c.state, comments.c.gate)
        )
        return [tuple(row) for row in rows]


def test_a_comment_is_read_by_all_and_answered(paper: Talking) -> None:
    own = own_path(paper.say("L’*alerte* est venue > trop tard.", name="Amal"))
    assert "Votre commentaire est publié." in said(paper, own)
    first = number_of(paper.article(), "Amal")
    paper.say("C’est vrai.", name="Ben", to=first)
    second = number_of(paper.article(), "Ben")
    paper.say("Et ensuite ?", name="Chloé", to=second)
    tree = paper.article()
    assert tree.css_first("#comments h2").text() == "3 commentaires"
    assert [node.text() for node in tree.css(".talk > li > p em")] == ["alerte"]
    assert [node.text() for node in tree.css(".answers p:first-child bdi")] == [
        "Ben",
        "Chloé",
    ]
    assert [node.text() for node in tree.css(".to")] == ["en réponse à Ben"]
    answer = tree.css_first(f"#c{second} > a").attributes["href"]
    form = paper.reader.open(answer or "")
    assert "C’est vrai." in form
    assert f'name="parent" value="{second}"' in form
    # An older address of the article leads to the same, and so do the other editions.
    moved = paper.reader.get(f"/fr/article/old-{ARTICLE}/commenter?to={second}")
    assert moved.headers["location"].endswith(f"/commenter?to={second}")
    assert form.count(f"?to={second}") > 1


def test_a_list_without_comments_says_so(paper: Talking) -> None:
    tree = LexborHTMLParser(paper.reader.open(f"/fr/article/{ARTICLE}/commentaires"))
    assert tree.css_first("ol.talk") is None
    assert "Personne n’a encore rien dit." in tree.css_first(".page").text()


def test_french_is_set_as_print_has_it_and_kept_as_written(paper: Talking) -> None:
    text = "Les rues basses ont été prévenues trop tard ; « qui » le savait ?"
    own = own_path(paper.say(text, name="Amal"))
    shown = paper.article().css_first(".talk > li > p:nth-child(2)").text()
    assert shown == (
        "Les rues basses ont été prévenues trop tard\u202f; "
        "«\u00a0qui\u00a0» le savait\u202f?"
    )
    (kept,) = paper.discussion.comments(f"article:{ARTICLE}")
    assert kept.text == text
    # Whoever edits it edits what was written.
    field = LexborHTMLParser(paper.reader.open(own)).css_first("textarea#text")
    assert field.text() == text


def test_languages_are_known_and_set_in_their_direction(paper: Talking) -> None:
    paper.say("هذا المقال مهم جدا وأشكر الصحيفة على نشره اليوم.", name="أمل")
    node = paper.article().css_first(".talk > li > div")
    assert (node.attributes["lang"], node.attributes["dir"]) == ("ar", "rtl")


def test_markup_and_hostile_links_do_nothing(paper: Talking) -> None:
    text = (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
        '[b](https://b.example/?q=<x>"y) ![c](https://c.example/c.png)\n\n# titre'
    )
    paper.say(text, name="<b>Ève</b>\u202e")
    page = paper.article().css_first("#comments")
    assert not page.css("script, img, h1, [onerror]")
    links = [node.attributes for node in page.css(".talk p + p a, .talk li > div a")]
    assert {one["rel"] for one in links} == {"nofollow ugc noopener"}
    assert all((one["href"] or "").startswith("https://") for one in links)
    assert page.css_first("p:first-child bdi").text() == "<b>Ève</b>"


@pytest.mark.parametrize(
    ("more", "state", "gate"),
    [
        ({"after": 1}, "queued", "too fast"),
        ({"trap": "https://x.example"}, "queued", "trap"),
        ({"text": "doubtful words"}, "queued", ""),
        ({"text": "casino"}, "spam", ""),
        ({"text": "casino", "after": 1}, "spam", "too fast"),
    ],
)
def test_the_gate_queues_and_tells_so(
    paper: Talking, more: dict[str, object], state: str, gate: str
) -> None:
    answer = paper.say(**{"text": "Un avis.", **more})  # type: ignore[arg-type]
    told = said(paper, own_path(answer))
    assert "publié." not in told
    assert ("attend" if state == "queued" else "spam") in told
    assert gates(paper) == [(state, gate)]
    assert paper.shown() == []


def test_a_form_is_taken_once_within_its_time_and_as_it_was_signed(
    paper: Talking,
) -> None:
    path = f"{paper.page()}/commenter"
    form = paper.form(path)
    form.pop("trap")
    given = {**form, "text": "Un avis.", "name": "Amal"}
    paper.clock.now += 10
    first = paper.reader.post(path, given)
    assert paper.reader.post(path, {**given, "text": "Autre."}).headers[
        "location"
    ] == own_path(first)
    assert paper.shown() == ["Amal"]
    forged = [
        {**given, "token": ""},
        {**given, "token": given["token"][:-1] + "0g"},
        {**given, "token": "é.é.é"},
        {**given, "token": "9" + given["token"]},
    ]
    for one in forged:
        again = paper.reader.post(path, one)
        assert again.status_code == 422
        assert "Un avis." in again.text
        assert 'role="alert"' in again.text
    other = paper.reader.get("/fr/article/a2ar").headers["location"] + "/commenter"
    assert paper.reader.post(other, given).status_code == 422
    paper.clock.now += 13 * 3600
    assert paper.reader.post(path, given).status_code == 422
    assert paper.shown() == ["Amal"]


def test_many_from_one_network_wait_and_too_many_are_sent_back(paper: Talking) -> None:
    answers = [
        paper.say(f"Avis {n}.", after=4, address=f"192.0.2.{n}") for n in range(55)
    ]
    assert [one.status_code for one in answers[:40]] == [303] * 40
    flood = next(one for one in answers if one.status_code == 429)
    assert flood.headers["retry-after"] == "60"
    assert "Avis 5" in flood.text
    states = gates(paper)
    assert states[0] == ("shown", "")
    assert ("queued", "many from one network") in states
    elsewhere = paper.say("Un avis.", address="198.51.100.1")
    assert "publié" in said(paper, own_path(elsewhere))


def test_forwarded_addresses_are_believed_from_proxies_only(
    sqlite_store: Store,
) -> None:
    with talking(sqlite_store, proxies=()) as paper:
        for n in range(7):
            paper.say(f"Avis {n}.", after=4, address=f"192.0.{n}.1")
        assert gates(paper)[-1] == ("queued", "many from one network")


def test_the_same_said_twice_waits(paper: Talking) -> None:
    paper.say("Un avis.")
    paper.say("Un avis.")
    assert gates(paper) == [("shown", ""), ("queued", "said before")]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"text": " \n. "}, "pas encore de mots"),
        ({"text": "x" * 5001}, "5000 caractères au plus"),
        ({"name": ""}, "Indiquez un nom"),
        ({"name": "n" * 61}, "60 caractères au plus"),
        ({"email": "pas une adresse"}, "adresse électronique"),
        ({"text": "z" + "\u0301" * 400}, "s’empilent"),
        ({"text": "caf\ufffd"}, "UTF-8"),
        ({"quote": "Cela n’est pas dans l’article."}, "ne figure pas"),
        ({"parent": "999"}, "n’est plus là"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    paper: Talking, more: dict[str, str], told: str
) -> None:
    answer = paper.say(**{"text": "Un avis.", **more})
    assert answer.status_code == 422
    tree = LexborHTMLParser(answer.text)
    assert told in tree.css_first("#faults").text()
    assert gates(paper) == []
    area = tree.css_first("#text").text()
    assert area.strip() == normalize("NFC", more.get("text", "Un avis.").strip())


def test_bodies_are_bounded_and_must_be_forms(paper: Talking) -> None:
    path = f"{paper.page()}/commenter"
    kind = "application/x-www-form-urlencoded"
    huge = paper.reader.ask("POST", path, b"text=" + b"x" * 2**20, content_type=kind)
    assert huge.status_code == 413
    said = LexborHTMLParser(huge.text).css_first("html[lang=fr] .intro").text()
    assert said == "C’est plus que ce qu’un commentaire peut contenir."
    assert huge.headers["cache-control"] == "no-store"
    many = paper.reader.ask("POST", path, b"a=1&" * 100, content_type=kind)
    assert many.status_code == 400
    other = paper.reader.ask("POST", path, b"{}", content_type="application/json")
    assert other.status_code == 415
    latin = paper.form(path)
    paper.clock.now += 10
    body = f"token={latin['token']}&name=A&text=".encode() + "café".encode("latin-1")
    wrong = paper.reader.ask("POST", path, body, content_type=kind)
    assert wrong.status_code == 422
    binary = paper.reader.ask("POST", path, bytes(range(256)), content_type=kind)
    assert binary.status_code == 422
    assert gates(paper) == []


def test_a_preview_sends_nothing(paper: Talking) -> None:
    answer = paper.say("Un *avis*.", preview="1")
    assert answer.status_code == 200
    seen = LexborHTMLParser(answer.text)
    assert seen.css_first(".seen em").text() == "avis"
    assert seen.css_first(".seen [dir=auto] em")  # its language is not known yet
    assert gates(paper) == []


def test_a_passage_of_the_article_is_quoted_and_led_to(paper: Talking) -> None:
    passage = "12\u202f000 personnes"
    paper.say("Tant que cela ?", quote="12 000 personnes")
    link = paper.article().css_first(".talk blockquote a")
    assert link.text() == passage.replace("\u202f", " ")
    assert "#:~:text=12%20000%20personnes" in (link.attributes["href"] or "")


def test_an_author_edits_deletes_and_takes_away(paper: Talking) -> None:
    own = own_path(paper.say("Un avis.", email="amal@example.org"))
    first = number_of(paper.article(), "Amal")
    paper.say("Une réponse.", name="Ben", to=first)
    kept = json.loads(paper.reader.get(f"{own}/data.json").content)
    assert (kept["email"], kept["text"]) == ("amal@example.org", "Un avis.")

    assert paper.reader.post(own, {"edit": "1", "text": "Un autre."}).status_code == 303
    assert "Un autre." in paper.article().css_first("#comments").text()
    assert "(modifié)" in paper.article().css_first(f"#c{first} > p:first-child").text()
    assert paper.reader.post(own, {"edit": "1", "text": ""}).status_code == 422
    paper.reader.post(own, {"edit": "1", "text": "casino"})
    assert paper.shown() == ["Ben"]  # judged anew
    paper.clock.now += 16 * 60
    paper.reader.post(own, {"edit": "1", "text": "Trop tard."})
    assert "Trop tard" not in paper.reader.open(own)

    assert paper.reader.post(own, {"delete": "1"}).status_code == 303
    assert "effacés" in said(paper, own)
    assert "Supprimé par son auteur." in paper.article().css_first(f"#c{first}").text()
    with paper.store.read() as connection:
        row = connection.execute(comments.select()).first()
    assert row is not None
    assert (row.email, row.author, row.verdict) == (None, None, None)
    stored = (paper.store.folder / "nouvelles.db").read_bytes()
    assert b"amal@example.org" not in stored
    assert paper.reader.get("/fr/commentaire/" + "0" * 32).status_code == 404


def test_a_page_may_be_closed_or_read_first(paper: Talking) -> None:
    with paper.store.write() as connection:
        connection.execute(
            page_moderation.insert().values(
                page=f"article:{ARTICLE}", mode=PageMode.BEFORE, who="x", at=0
            )
        )
    paper.say("Un avis.")
    assert gates(paper) == [("queued", "")]
    paper.clock.now += 31 * 86_400
    assert "fermés" in paper.article().css_first("#comments").text()
    path = f"{paper.page()}/commenter"
    assert "fermés" in paper.reader.open(path)
    late = paper.reader.post(path, {"text": "Un avis.", "name": "Amal"})
    assert late.status_code == 422


def test_stories_are_talked_about_too(paper: Talking) -> None:
    story = LexborHTMLParser(paper.reader.open("/fr/")).css_first('a[href*="/recit/"]')
    path = f"{story.attributes['href']}/commenter"
    form = paper.form(path)
    assert "quote" not in form
    paper.clock.now += 10
    form.pop("trap")
    own = own_path(paper.reader.post(path, {**form, "text": "Un avis.", "name": "Zoé"}))
    assert "publié" in said(paper, own)
    assert "Zoé" in paper.reader.open(str(story.attributes["href"]))


def test_what_is_said_of_a_story_goes_with_it(store: Store, clock: Clock) -> None:
    ids = told_paper(store, clock)
    tell_all(store, ids)
    with talking(store, reads=ReadTables(store), close_days=0) as paper:
        own = [say_of(paper, "cccccccc", "Amal"), say_of(paper, "aaaaaaaa", "Ben")]
        write(store, [act("merge", "cccccccc", into="aaaaaaaa")])
        own.append(say_of(paper, "cccccccc", "Chloé", to=1))
        whole = story_page(paper, "aaaaaaaa")
        assert [node.text() for node in whole.css("#comments bdi")][:3] == [
            "Amal",
            "Chloé",
            "Ben",
        ]
        assert whole.css_first("#comments h2").text() == "3 commentaires"
        path = whole.css_first('link[rel="canonical"]').attributes["href"] or ""
        base = "/fr/" + path.partition("/fr/")[2]
        feed = paper.reader.open(f"{base}/commentaires/flux.json")
        assert len(json.loads(feed)["items"]) == 3
        assert "Chloé" in paper.reader.open(f"{base}/commentaires/1/flux.atom")
        for path in own:
            assert base in paper.reader.open(path)
        token = own[0].rsplit("/", 1)[-1]
        exported = paper.discussion.export(token)
        assert exported is not None
        assert exported["page"] == "story:aaaaaaaa"
        paper.reader.post(own[0], {"edit": "1", "text": "Un autre mot."})
        assert "Un autre mot." in paper.reader.open(base)
        paper.reader.post(own[1], {"delete": "1"})
        assert "Ben" not in paper.reader.open(base)
        move = act("move", "aaaaaaaa", article=ids["comet"], into="cccccccc")
        write(store, [move])
        back = [node.text() for node in story_page(paper, "cccccccc").css(".talk bdi")]
        assert {"Amal", "Chloé"} <= {*back}  # an answer goes with what it answers
        assert "Amal" not in story_page(paper, "aaaaaaaa").html


def story_page(paper: Talking, id: str) -> LexborHTMLParser:
    """The page of a story, or of that which took it in."""
    path = f"/fr/recit/{id}"
    while (answer := paper.reader.get(path)).status_code == 301:
        path = answer.headers["location"]
    return LexborHTMLParser(answer.text)


def say_of(paper: Talking, id: str, name: str, *, to: int = 0) -> str:
    """Comment on a story by an address of it; the author's own page."""
    path = f"/fr/recit/{id}/commenter"
    asked = f"{path}?to={to}" if to else path
    answer = paper.reader.get(asked)
    if answer.status_code == 301:
        asked = answer.headers["location"] + (f"?to={to}" if to else "")
    form = paper.form(asked)
    paper.clock.now += 10
    form.pop("trap")
    sent = {**form, "text": f"Un avis de {name}.", "name": name}
    if to:
        sent["parent"] = str(to)
    return own_path(paper.reader.post(asked.partition("?")[0], sent))


def test_feeds_bring_comments_and_answers(paper: Talking) -> None:
    paper.say("Un *avis*.", name="Amal")
    paper.say("Une réponse.", name="Ben", to=1)
    base = f"{paper.page()}/commentaires"
    whole = paper.reader.open(f"{base}/flux.rss")
    assert "Un avis." in whole
    assert "Ben sur" in whole
    answers = paper.reader.open(f"{base}/1/flux.atom")
    assert "Ben" in answers
    assert "Amal sur" not in answers
    assert paper.reader.get(f"{base}/9/flux.atom").status_code == 404
    assert json.loads(paper.reader.open(f"{base}/flux.json"))["items"]
    for path in (base, f"{base}/1"):
        assert 'rel="alternate" type="application/rss+xml"' in paper.reader.open(path)
        assert (
            f'href="{path}/flux.rss"' in paper.reader.open(path).partition("<body")[0]
        )


def test_the_notice_says_what_settings_do(sqlite_store: Store) -> None:
    given = {"spam_days": 1, "minimum_age": 16, "address_h": 6}
    with talking(sqlite_store, **given) as paper:
        for path in (f"{paper.page()}/commenter", "/fr/confidentialite"):
            notice = paper.reader.open(path)
            for words in ("au bout de 1\u00a0jour", "16\u00a0ans", "6\u00a0heures"):
                assert words in notice.replace(" jour", "\u00a0jour").replace(
                    " ans", "\u00a0ans"
                ).replace(" heures", "\u00a0heures")
        english = paper.reader.open(f"{paper.page('en')}/write")
        assert "Nouvelles du Monde: what becomes of your data" in english
        assert "Nothing is sent to anybody else." in english


def test_a_paper_without_comments_has_no_trace_of_them(sqlite_store: Store) -> None:
    with talking(sqlite_store, open=False) as paper:
        assert "comments" not in paper.reader.open(paper.page())
        assert paper.reader.get(f"{paper.page()}/commenter").status_code == 404
        assert "Si vous commentez" not in paper.reader.open("/fr/confidentialite")


def test_robots_are_kept_from_forms(paper: Talking) -> None:
    assert "Disallow: /fr/*/commenter\n" in paper.reader.open("/robots.txt")
