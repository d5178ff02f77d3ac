"""Whole pages to articles."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract, extract_capture
from tests.extract.captures import PAGES, URL, capture, page


def test_a_page_with_structured_data() -> None:
    article = extract_capture(capture((PAGES / "article.html").read_bytes()))
    zone = timezone(timedelta(hours=1))
    assert article.headline == "Le barrage de Montclair a cédé"
    assert article.standfirst.startswith("La vallée basse a été évacuée")
    assert article.kicker == "Inondations"
    assert article.byline == ("Zoé Petit", "Jean Grand")
    assert article.agencies == ("AFP",)
    assert article.published == datetime(2026, 3, 12, 6, 40, tzinfo=zone)
    assert article.published.utcoffset() == timedelta(hours=1)
    assert article.modified == datetime(2026, 3, 12, 9, 5, tzinfo=zone)
    assert (article.language, article.day_only) == ("fr", False)
    assert article.language_confidence > 0.9
    assert article.site_name == "Le Courrier du Val"
    assert article.section == "Région"
    assert article.keywords == ("barrage", "crue", "Montclair")
    assert article.paywalled
    assert article.canonical == f"{URL}?utm_source=x"
    assert article.doubts == ()


def test_its_picture() -> None:
    article = extract_capture(capture((PAGES / "article.html").read_bytes()))
    assert article.image is not None
    assert article.image.url == "https://img.courrier-du-val.example/barrage.jpg"
    assert article.image.caption == "Le barrage, mardi."
    assert article.image.credit == "Jean Grand / Le Courrier du Val"
    assert article.image.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_its_blocks() -> None:
    article = extract_capture(capture((PAGES / "article.html").read_bytes()))
    kinds = [block.kind for block in article.body]
    assert kinds == ["paragraph", "heading", "paragraph", "list", "quote", "paragraph"]
    assert article.body[0].text.startswith(
        "Le barrage de Montclair a cédé dans la nuit"
    )
    assert (article.body[1].text, article.body[1].level) == ("Une alerte tardive", 2)
    assert article.body[3].items == (
        "Onze villages évacués pendant la nuit",
        "Deux ponts fermés à la circulation",
    )


def test_a_page_without_structured_data() -> None:
    body = (PAGES / "plain.html").read_bytes()
    article = extract(body, url="https://quay.example/news/7")
    assert article.headline == "Harbour opens after six years"
    assert article.byline == ("Ann Field",)
    assert article.agencies == ()
    assert article.published == datetime(2026, 3, 12, tzinfo=UTC)
    assert article.day_only
    assert article.language == "en"
    assert article.canonical == "https://quay.example/news/7"
    assert [block.kind for block in article.body] == ["paragraph"] * 3


def test_the_same_bytes_give_the_same_article() -> None:
    body = (PAGES / "article.html").read_bytes()
    assert extract(body, url=URL) == extract(body, url=URL)


def test_a_text_without_headline_is_given_its_beginning() -> None:
    html = (
        page()
        .replace("<h1>Le barrage a cédé</h1>", "")
        .replace("Le barrage a cédé<", "<")
    )
    article = extract(html.encode(), url=URL)
    assert article.headline.startswith("Le barrage a cédé dans la nuit")
    assert len(article.headline) <= 90
    assert [doubt.code for doubt in article.doubts] == ["headline-missing"]


def test_the_text_may_stand_in_json_ld_alone() -> None:
    text = "Le barrage a cédé dans la nuit de mardi à mercredi. " * 5
    html = (
        '<html lang="fr"><head><title>Le barrage</title><script type="application/ld+json">'
        f'{{"@type":"NewsArticle","headline":"Le barrage","articleBody":"{text}"}}'
        "</script></head><body><div id=app></div></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article.body[0].text == text.strip()


@pytest.mark.parametrize(
    ("lang", "expected", "codes"),
    [
        ("fr", "fr", []),
        ("fr-CA", "fr", []),
        ("", "fr", []),
        ("en", "fr", ["language-differs"]),
        ("xx-broken-", "fr", ["language-differs"]),
    ],
)
def test_language_declared_and_read(lang: str, expected: str, codes: list[str]) -> None:
    html = page().replace('lang="fr"', f'lang="{lang}"')
    article = extract(html.encode(), url=URL)
    assert article.language == expected
    assert [doubt.code for doubt in article.doubts] == codes


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        ('<meta itemprop="isAccessibleForFree" content="false">', True),
        ('<meta itemprop="isAccessibleForFree" content="true">', False),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ("", False),
    ],
)
def test_paywalls(head: str, paywalled: bool) -> None:
    assert extract(page(head=head).encode(), url=URL).paywalled is paywalled


def test_standfirst_and_byline_are_not_repeated() -> None:
    standfirst = "Onze villages ont été évacués dans la nuit de mardi à mercredi."
    html = page(
        f"<p>{standfirst}</p>",
        '<p class="byline">Par Zoé Petit</p>',
        head=f'<meta name="description" content="{standfirst}">',
    )
    article = extract(html.encode(), url=URL)
    assert article.standfirst == standfirst
    assert article.byline == ("Zoé Petit",)
    assert [block.text[:19] for block in article.body] == (
        ["Le barrage a cédé d", "La préfecture a fai"]
    )


def test_a_description_cut_from_the_text_is_no_standfirst() -> None:
    head = (
        '<meta name="description" content="Le barrage a cédé dans la nuit de mardi…">'
    )
    assert extract(page(head=head).encode(), url=URL).standfirst == ""


def test_rejections_pass_through() -> None:
    with pytest.raises(Reject) as caught:
        extract_capture(capture(page(), status=503))
    assert (caught.value.reason, caught.value.detail) == (Reason.HTTP_STATUS, "503")


def test_the_part_that_a_page_marks_as_its_body_is_taken() -> None:
    main = page().replace("<article>", "").replace("</article>", "")
    main = main.replace("<p>", '<div class="css-1">').replace("</p>", "</div>")
    body = main.index('<div class="css-1">')
    following = "<article><h2>Autre histoire</h2>" + "<p>Un phare s’éteint. </p>" * 3
    html = (
        main[:body]
        + f'<section name="articleBody">{main[body:-14]}</section>{following}'
        + "<p>À minuit, une fonctionnaire baissera un interrupteur et le cap sera noir, "
        "pour la première fois depuis cent douze ans.</p></article></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article.body[0].text.startswith("Le barrage a cédé dans la nuit")
    assert "minuit" not in " ".join(block.text for block in article.body)
