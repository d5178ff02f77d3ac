"""The pages as a reader meets them, on the invented press."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import ImprintSettings, Settings
from nouvelles.records import RightsItem, SourceReading, Tombstone
from nouvelles.testing import MemoryReads
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.reader import ADDRESS, Reader

EVERY_PAGE = [
    "/fr/", "/en/", "/fr/sources", "/en/sources", "/fr/recherche",
    "/fr/recherche?q=talmeira",
    "/en/search?q=zzz", "/fr/a-propos", "/en/about", "/fr/mentions-legales", "/en/imprint",
    "/fr/confidentialite", "/en/privacy", "/fr/publicite", "/en/advertising",
    "/fr/accessibilite", "/en/accessibility", "/fr/contact", "/en/contact",
    "/fr/source/marwalyoum.example",
    "/fr/source/silencieux.example",
    *(f"/{edition}/article/{one.listed.id}"
      for edition in ("fr", "en") for one in press.press()),
]  # fmt: skip


def tree(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def texts(page: str, selector: str) -> list[str]:
    return [node.text().strip() for node in tree(page).css(selector)]


def main_text(page: str) -> str:
    found = tree(page).css_first("main")
    assert found is not None
    return " ".join(found.text(separator=" ").split())


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_is_well_made(reader: Reader, path: str) -> None:
    page = reader.open(path)
    found = tree(page)
    assert len(found.css("h1")) == 1
    assert len(found.css("main")) == 1
    levels = [int(node.tag[1]) for node in found.css("main h1, main h2, main h3")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [node.attributes["id"] for node in found.css("[id]")]
    assert len(ids) == len(set(ids))
    assert not found.css("iframe, [style], [onclick], link[rel=preload]")
    # Data for machines and our own file; never a program in the page.
    assert not found.css("script:not([type='application/ld+json'], [src^='/static/'])")
    for node in found.css("img"):
        assert (node.attributes["src"] or "").startswith("/pictures/")
        assert "alt" in node.attributes
    for node in found.css("a"):
        assert (node.attributes["href"] or "").startswith(
            ("/", "https://", "#", "mailto:")
        )
    assert "None" not in main_text(page)
    assert "{" not in main_text(page)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_link_inside_leads_somewhere(reader: Reader, path: str) -> None:
    for node in tree(reader.open(path)).css("a[href^='/'], link[href^='/']"):
        href = (node.attributes["href"] or "").partition("#")[0]
        if href:
            assert reader.get(href).status_code == 200, href


def test_texts_of_strangers_are_escaped(reader: Reader) -> None:
    page = reader.open("/fr/")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "onerror=alert(1)>" not in page


# ---- front ----


def test_the_front_page_of_a_french_reader(reader: Reader) -> None:
    page = reader.open("/fr/")
    assert texts(page, ".lead h2") == ["À Dar Sohra, l’alerte est arrivée après l’eau"]
    assert texts(page, ".lead .kicker span") == ["Marwal", "en français"]
    assert texts(page, ".lead .meta span")[0] == "Le Courrier de Dar Sohra"
    assert "Presse inventée." in main_text(page)
    arabic = tree(page).css_first("a[lang=ar][dir=rtl]")
    assert arabic is not None
    assert len(texts(page, "main h2 a, main h3 a")) == len(press.press())


def test_a_mixed_page_marks_each_invented_article(open_paper: OpenPaper) -> None:
    real = replace(press.DIARIO, host="real.example", name="Real", invented=False)
    reads = press.reads()
    reads.add(
        press.shown("r1", real, "Uma notícia", press.paragraphs("Texto."), press.NOW)
    )
    page = open_paper(reads).open("/fr/")
    assert len(texts(page, ".tag")) == len(press.press())
    assert "Chacun d’eux est signalé" in main_text(page)


def test_a_real_press_is_not_called_invented(open_paper: OpenPaper) -> None:
    real = replace(press.DIARIO, host="real.example", invented=False)
    one = press.shown("r1", real, "Uma notícia", press.paragraphs("Texto."), press.NOW)
    reader = open_paper(MemoryReads([one]))
    for path in ("/fr/", "/fr/article/r1", "/fr/source/real.example", "/fr/a-propos"):
        assert "inventée" not in reader.open(path)


def test_older_articles_stand_behind(open_paper: OpenPaper) -> None:
    held = [
        press.shown(
            f"n{n}", press.RADIO, f"Notícia {n}", press.paragraphs("T."), press.NOW
        )
        for n in range(65)
    ]
    reader = open_paper(MemoryReads(held))
    seen: list[str] = []
    path = "/fr/"
    while path:
        page = reader.open(path)
        links = tree(page).css("main h1 a, main h2 a, main h3 a")
        seen += [node.attributes["href"] or "" for node in links]
        older = tree(page).css_first("a[rel=next]")
        path = (older.attributes["href"] or "") if older else ""
    assert len(seen) == len(set(seen)) == 65
    assert "Articles plus anciens, page\u00a03" in reader.open("/fr/?page=3")
    for bad in ("4", "0", "-1", "x", "1e3", "²", "99999999"):
        assert reader.get(f"/fr/?page={bad}").status_code == 404


def test_an_empty_paper_says_so(open_paper: OpenPaper) -> None:
    reader = open_paper(MemoryReads())
    assert "Rien n’est encore imprimé" in reader.open("/fr/")
    assert "<feed" in reader.open("/fr/flux.atom")
    assert "0 article" in main_text(reader.open("/fr/a-propos"))


# ---- article ----


def test_a_licensed_article_stands_whole(reader: Reader) -> None:
    page = reader.open("/fr/article/a1dam")
    said = main_text(page)
    assert "Um tratado de quarenta anos" in said
    assert "Otília Brandonço" in said
    assert "Publié le 12 mars 2026 à 6 h 20 (UTC−3)" in said
    assert "soit 10 h 20 à Paris" in said
    assert "Modifié par le média le 12 mars 2026 à 10 h 40 (UTC−3)" in said
    assert "licence CC BY 4.0 , repris sans changement" in said
    assert "Altamérie, en portugais" in said
    assert "Image : Nuno Veloso / Rádio Ouvra" in said
    assert texts(page, "h1") == [
        "Altaméria abriu as comportas de Talmeira «para salvar a barragem»"
    ]
    assert page.count("para salvar a barragem»</h1>") == 1
    assert "mapa.png" not in page
    canonical = f'rel="canonical" href="{press.press()[0].listed.url}"'
    assert canonical in page
    assert (
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
        in page
    )
    assert "noindex" not in page


def test_where_a_page_comes_from(reader: Reader) -> None:
    page = reader.open("/fr/article/a1dam")
    said = " ".join(texts(page, "details"))
    assert "D’où vient cette page" in said
    assert "b" * 64 in said
    assert "trafilatura 2.0/1" in said
    assert "portugais, reconnu à 98\u00a0%" in said
    assert "premier relevé le" in said
    assert "modifié, relevé le" in said


def test_without_a_licence_there_is_an_extract_and_a_reason(reader: Reader) -> None:
    page = reader.open("/fr/article/a2ar")
    (extract,) = tree(page).css(".extract")
    assert len(extract.text()) <= 200
    assert extract.attributes["dir"] == "rtl"
    assert "سرّ" not in page
    assert "Le média garde tous les droits sur son texte" in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert f'rel="canonical" href="{ADDRESS}/fr/article/' in page
    assert "Lire l’original chez <bdi" in page


def test_agency_copy_names_the_agency_and_stays_short(reader: Reader) -> None:
    page = reader.open("/en/article/a6en")
    assert "belongs to the agency alone" not in page
    assert "comes from a news agency" in page
    assert "Meridian Press" in main_text(page)


def test_no_derivatives_stands_whole_or_short(reader: Reader) -> None:
    page = reader.open("/fr/article/a7es")
    assert "Quedan once." in page
    listed = reader.open("/fr/source/elfarodelsur.example")
    assert "Quedan once." not in listed


def test_an_entry_of_an_outlet_that_opted_out(reader: Reader) -> None:
    page = reader.open("/fr/article/a10rsv")
    assert "after nineteen days" in page
    assert "nous n’avons pas lu la page" in page or "pas relevé cet article" in page
    assert "R. Tan" in page


def test_a_day_alone_has_no_hour(reader: Reader) -> None:
    assert "Publié le 12 mars 2026 Lire" not in main_text(
        reader.open("/fr/article/a9de")
    )
    times = texts(reader.open("/fr/article/a9de"), ".rail time")
    assert times == ["12\u00a0mars 2026"]


def test_another_slug_leads_to_the_right_one(reader: Reader) -> None:
    right = reader.get("/fr/article/a1dam").headers["location"]
    assert right.startswith("/fr/article/altameria-abriu-as-comportas")
    wrong = reader.get("/fr/article/something-else-a1dam")
    assert (wrong.status_code, wrong.headers["location"]) == (301, right)
    assert reader.get(right).status_code == 200


@pytest.mark.parametrize(
    ("status", "said"),
    [(410, "Cet article a été retiré"), (451, "retiré pour des raisons juridiques")],
)
def test_removed_articles(
    reader: Reader, reads: MemoryReads, status: int, said: str
) -> None:
    at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    reads.remove("a4fr", Tombstone(status=status, reason="décision 12/2026", at=at))  # type: ignore[arg-type]
    answer = reader.get("/fr/article/any-slug-a4fr")
    assert answer.status_code == status
    assert said in answer.text
    assert "décision 12/2026" in answer.text
    assert "13\u00a0mars 2026" in answer.text
    assert ("blocked-by" in answer.headers.get("link", "")) == (status == 451)
    assert "Dar Sohra" not in answer.text


def test_invented_articles_say_so(reader: Reader) -> None:
    for one in press.press():
        page = reader.open(f"/fr/article/{one.listed.id}")
        assert "Presse inventée\u00a0: article d’exemple." in page


# ---- sources ----


def test_a_source_and_its_articles(reader: Reader) -> None:
    page = reader.open("/fr/source/radioouvra.example")
    said = main_text(page)
    for fact in ("Altamérie", "portugais", "service public", "CC BY 4.0", "1 article"):
        assert fact in said
    assert "Radiodifusão Pública da Altaméria" in said
    assert "d’après des archives et des fichiers" in said
    assert "Modifications de ses articles" in said
    assert "1 article sur 1 relevé" in said
    assert texts(page, "h1") == ["Rádio Ouvra"]
    assert reader.get("/fr/source/none.example").status_code == 404
    assert reader.get("/fr/source/RADIO").status_code == 404
    assert reader.get("/fr/source/radioouvra.example?page=2").status_code == 404


def test_how_a_source_is_read(open_paper: OpenPaper) -> None:
    class Subscribed(MemoryReads):
        def source_reading(self, host: str) -> SourceReading:
            return SourceReading(feeds=2, sections=1)

    page = open_paper(Subscribed(press.press())).open("/en/source/radioouvra.example")
    assert "2 feeds, 1 section page: what they announce, and its pages" in main_text(
        page
    )


def test_a_silent_source(reader: Reader) -> None:
    said = main_text(reader.open("/fr/source/silencieux.example"))
    assert "Aucun article de ce média" in said


def test_all_sources_stand_by_country(reader: Reader) -> None:
    page = reader.open("/fr/sources")
    assert texts(page, ".cols .list h2")[:3] == ["Altamérie", "Costa Verna", "Keldor"]
    assert len(texts(page, ".cols .list li")) == 12


# ---- pictures ----


def test_pictures_need_a_licence(reader: Reader, open_paper: OpenPaper) -> None:
    answer = reader.get("/pictures/a1dam.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    held = replace(press.picture(), rights=RightsItem(image_credit="Somebody"))
    refusing = open_paper(MemoryReads(pictures={"p.jpg": held}))
    assert refusing.get("/pictures/p.jpg").status_code == 404
    svg = replace(
        press.picture(),
        picture=replace(press.picture().picture, media_type="image/svg+xml"),
    )
    odd = open_paper(MemoryReads(pictures={"p.svg": svg}))
    assert odd.get("/pictures/p.svg").status_code == 404


# ---- texts ----


def test_the_imprint_comes_from_the_settings(
    reads: MemoryReads, open_paper: OpenPaper, reader: Reader
) -> None:
    assert main_text(reader.open("/fr/mentions-legales")).count("non indiqué") == 5
    imprint = ImprintSettings(
        publisher="Association <Nouvelles>", director="M. Exemple",
        contact="redaction@nouvelles.example", address="1, rue\n00000 Ville", host="Ici",
    )  # fmt: skip
    full = open_paper(reads, settings=Settings(imprint=imprint))
    page = full.open("/en/imprint")
    assert "Association &lt;Nouvelles&gt;" in page
    assert "not stated" not in page
    assert "Write to the address in the imprint" in full.open("/en/about")


def test_the_footer_says_what_is_kept(reader: Reader) -> None:
    page = reader.open("/fr/")
    assert "Ce site ne dépose aucun cookie et n’appelle aucun tiers." in page
    assert not re.search(r'(?:src|href)="https?://(?!nouvelles\.example)', page)
