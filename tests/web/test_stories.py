"""Stories as a reader meets them: their page, the front page, sections, countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import FrontSettings, PaperSettings, Settings
from nouvelles.errors import ConfigError
from nouvelles.records import (
    Block,
    BondKind,
    Change,
    ReadAlso,
    Reason,
    Tombstone,
)
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.placing import COMPARED
from tests.web import invented_press as press
from tests.web import sample_press, sample_stories
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, telling, the_story
from tests.web.reader import ADDRESS, Reader

PAGE = f"/fr/recit/{SLUG}-{ID}"


@pytest.fixture
def reads() -> MemoryReads:
    return press.reads(stories=[the_story()])


def tree(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def texts(page: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree(page).css(selector)]


def main_text(page: str) -> str:
    found = tree(page).css_first("main")
    assert found is not None
    return " ".join(found.text(separator=" ").split())


# ---- the page ----


def test_a_story_and_its_strength(reader: Reader) -> None:
    page = reader.open(PAGE)
    said = main_text(page)
    assert texts(page, "h1") == ["À Dar Sohra, l’alerte est arrivée après l’eau"]
    for fact in ("5 médias", "4 origines", "4 pays", "en 2 heures"):
        assert fact in said
    assert "Titre et extrait\u00a0: Le Courrier de Dar Sohra" in page.replace(
        "</bdi></a>", ""
    ).replace('<a href="/fr/source/courrier-sohra.example"><bdi>', "")
    assert f'rel="canonical" href="{ADDRESS}{PAGE}"' in page
    assert f'hreflang="en" href="{ADDRESS}/en/story/{SLUG}-{ID}"' in page
    assert "noindex" not in page


def test_each_edition_leads_with_what_its_readers_can_read(reader: Reader) -> None:
    (english,) = texts(reader.open(f"/en/story/{ID}"), "h1")
    assert english == press.press()[5].listed.headline
    why = texts(reader.open(PAGE), "header details li")
    assert why == ["Il est dans la langue de cette édition."]


def test_tellings_stand_in_their_language_and_direction(reader: Reader) -> None:
    page = reader.open(PAGE)
    (arabic,) = tree(page).css(".title a[lang=ar]")
    assert arabic.attributes["dir"] == "rtl"
    assert len(tree(page).css(".tell li")) == 4
    (copies,) = texts(page, ".tell .cite")
    assert copies == (
        "Repris par 1 média : Le Courrier de Dar Sohra (dépêche de Meridian Press)"
    )


def test_who_was_first_is_said_as_far_as_it_is_known(
    reader: Reader, reads: MemoryReads
) -> None:
    said = main_text(reader.open(PAGE))
    assert "Le premier récit dont l’heure est connue" in said
    assert "ils ont pu paraître avant : Anselhafener Zeitung ." in said.replace(
        "\u00a0", " "
    )
    reads.add_story(the_story(told=the_story().told[:4]))
    said = main_text(reader.open(PAGE)).replace("\u00a0", " ")
    assert "Premier : The Keldor Post , 9 h ." in said
    reads.add_story(the_story(told=the_story().told[4:]))
    assert "L’heure d’aucun récit n’est connue." in main_text(reader.open(PAGE))


def test_the_chart_and_the_table_behind_it(reader: Reader) -> None:
    page = reader.open(PAGE)
    (plot,) = tree(page).css("svg[role=img]")
    names = (plot.attributes["aria-labelledby"] or "").split()
    assert [bool(tree(page).css_first(f"#{name}")) for name in names] == [True, True]
    assert len(plot.css("circle")) == 4
    assert len(plot.css("circle.alt")) == 1
    rows = texts(page, "table tbody th")
    assert rows == ["allemand", "anglais", "arabe", "français", "portugais"]
    assert "style=" not in page


def test_without_hours_there_is_no_chart(reader: Reader, reads: MemoryReads) -> None:
    reads.add_story(the_story(told=the_story().told[4:]))
    page = reader.open(PAGE)
    assert "<svg" not in page
    assert texts(page, "table tbody th") == ["allemand"]
    assert "noindex" in page


def test_a_long_story_folds_its_tail(reader: Reader, reads: MemoryReads) -> None:
    many = [
        press.shown(f"m{n}", press.RADIO, f"N{n}", press.paragraphs("T."), press.NOW)
        for n in range(41)
    ]
    for one in many:
        reads.add(one)
    reads.add_story(the_story(told=tuple(telling(one) for one in many)))
    page = reader.open(PAGE)
    (tail,) = tree(page).css(".tell details")
    assert len(tail.css("li")) == 11
    assert len(tree(page).css(".tell li")) == 41
    summary = tail.css_first("summary")
    assert summary is not None
    assert summary.text() == "11 autres"


def test_a_page_stays_a_page_whatever_was_copied(
    reader: Reader, reads: MemoryReads
) -> None:
    many = [
        press.shown(f"m{n}", press.RADIO, f"N{n}", press.paragraphs("T."), press.NOW)
        for n in range(2000)
    ]
    for one in many:
        reads.add(one)
    copies = tuple(telling(one, copy_of="m0") for one in many[1:1000])
    told = (telling(many[0]), *copies, *map(telling, many[1000:]))
    reads.add_story(the_story(told=told))
    page = reader.open(PAGE)
    assert len(page.encode()) < 200_000
    said = main_text(page).replace("\u202f", " ").replace("\u00a0", " ")
    assert "Repris par 999 médias" in said
    assert ", 969 autres" in said
    assert "801 autres récits, comptés plus haut, ne sont pas" in said


def test_changes_are_shown_as_differences(reader: Reader) -> None:
    page = reader.open(PAGE)
    (fix,) = tree(page).css(".fix")
    assert [node.text() for node in fix.css("del")][-1].endswith("três")
    assert [node.text() for node in fix.css("ins")][-1].endswith("seis")


def test_changes_without_rights_are_counted_alone(
    reader: Reader, reads: MemoryReads
) -> None:
    ar = press.press()[1]
    change = Change(field="body", before="كلمة قديمة", after="كلمة جديدة")
    revision = replace(ar.revisions[0], at=press.NOW, changes=(change,))
    reads.add(replace(ar, revisions=(*ar.revisions, revision)))
    page = reader.open(PAGE)
    assert "كلمة" not in page
    assert "1 passage du texte a changé" in main_text(page)


def test_no_more_of_a_text_than_its_rights_allow(reader: Reader) -> None:
    for path in (PAGE, f"/en/story/{ID}"):
        page = reader.open(path)
        assert "سرّ" not in page
        assert "belongs to the agency alone" not in page


def test_a_withdrawn_telling_is_marked_and_counts_no_more(
    reader: Reader, reads: MemoryReads
) -> None:
    first = the_story().told[0]
    listed = replace(
        first.listed,
        withdrawn=press.NOW,
        rights=replace(first.listed.rights, withdrawn=True),
    )
    told = (replace(first, listed=listed), *the_story().told[1:])
    reads.add_story(the_story(told=told))
    page = reader.open(PAGE)
    assert "4 médias" in main_text(page)
    assert "Retiré par son média" in main_text(page)


def test_words_of_strangers_are_escaped(reader: Reader, reads: MemoryReads) -> None:
    evil = press.press()[-1]
    reads.add_story(
        the_story(
            slug="x",
            told=(telling(evil), *the_story().told),
            lead=evil.listed.id,
            topics=("medtop:<script>", "medtop:99000000"),
        )
    )
    for path in (f"/fr/recit/x-{ID}", "/fr/", f"/fr/article/{evil.listed.id}"):
        page = reader.open(path)
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "onerror=alert(1)>" not in page
        assert "<b>Ouvra" not in page


def test_what_one_side_tells_keeps_the_rights(
    reader: Reader, reads: MemoryReads
) -> None:
    """A whole sentence where the text may stand whole; elsewhere one of the extract."""
    filler = " ".join(["Palabras que no dicen nada."] * 9)
    free = press.shown(
        "f1", press.RADIO, "Cheia", press.paragraphs("Há 4321 casas <b>vazias</b>."),
        press.NOW,
    )  # fmt: skip
    short = press.shown(
        "s1", press.DIARIO, "Inundação",
        press.paragraphs(f"São 7654 casas. {filler} Eram 8765 casas."), press.NOW,
    )  # fmt: skip
    for one in (free, short):
        reads.add(one)
    reads.add_story(the_story(told=(telling(free), telling(short), *the_story().told)))
    page = reader.open(PAGE)
    facts = texts(page, ".sides .fact")
    assert sorted(facts) == ["4321", "7654"]
    assert texts(page, ".sides h3") == ["Altamérie", "Altamérie"]
    assert "8765" not in page
    assert "&lt;b&gt;vazias" in page
    assert "Comparé à 4\u00a0textes" in page or "Comparé à 4 textes" in page
    links = [node.attributes["href"] for node in tree(page).css(".sides .cite a")]
    assert links == ["/fr/article/cheia-f1", "/fr/article/inundacao-s1"]


# ---- addresses ----


def test_other_slugs_and_former_ids_lead_to_the_story(reader: Reader) -> None:
    for name in (ID, f"other-slug-{ID}", "oldstory", "any-slug-oldstory"):
        answer = reader.get(f"/fr/recit/{name}")
        assert (answer.status_code, answer.headers["location"]) == (301, PAGE)
    kept = reader.get("/fr/recit/oldstory?since=2026-03-12T09:00Z")
    assert kept.headers["location"] == f"{PAGE}?since=2026-03-12T09:00Z"
    lost = reader.get("/fr/recit/oldstory?since=%0d%0aSet-Cookie:x")
    assert lost.headers["location"] == PAGE


@pytest.mark.parametrize("name", ["nothere0", "-", "a-b%2F", "%00", "é", 70 * "a"])
def test_what_is_no_story(reader: Reader, name: str) -> None:
    assert reader.get(f"/fr/recit/{name}").status_code == 404


def test_a_hidden_story_is_gone_from_everywhere(
    reader: Reader, reads: MemoryReads
) -> None:
    reads.add_story(the_story(hidden=True))
    answer = reader.get(PAGE)
    assert answer.status_code == 410
    assert "Ce récit n’est plus dans le journal" in answer.text
    assert "Dar Sohra" not in answer.text
    for path in (
        "/fr/",
        "/fr/rubrique/environnement",
        "/fr/pays/xa",
        "/fr/article/a1dam",
    ):
        assert "/fr/recit/" not in reader.open(path)


@pytest.mark.parametrize("status", [410, 451])
def test_a_story_of_removed_articles(
    reader: Reader, reads: MemoryReads, status: int
) -> None:
    at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    reads.end_story(ID, Tombstone(status=status, reason="décision 12", at=at))  # type: ignore[arg-type]
    answer = reader.get(PAGE)
    assert answer.status_code == status
    assert "décision 12" in answer.text
    assert ("blocked-by" in answer.headers.get("link", "")) == (status == 451)


def test_a_removed_telling_is_passed_over(reader: Reader, reads: MemoryReads) -> None:
    at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    reads.remove("a1dam", Tombstone(status=410, reason="", at=at))
    reads.add_story(the_story(told=the_story().told[:2]))
    assert "Altaméria abriu" not in reader.open(PAGE)


def test_a_sensitive_story_is_told_like_any_other(
    reader: Reader, reads: MemoryReads
) -> None:
    before = reader.open(PAGE)
    reads.add_story(the_story(sensitive=True))
    assert reader.open(PAGE) == before


# ---- since ----


def test_what_is_new_since_a_time(reader: Reader) -> None:
    page = reader.open(f"{PAGE}?since=2026-03-12T13:00Z")
    (new,) = tree(page).css("#new")
    assert [node.text().strip() for node in new.css("li")] == [
        "portugais Rádio Ouvra\u00a0: Altaméria abriu as comportas de Talmeira «para "
        "salvar a barragem» (modifié)"
    ]
    assert "noindex" in page
    assert f'rel="canonical" href="{ADDRESS}{PAGE}"' in page
    nothing = reader.open(f"{PAGE}?since=2026-03-12T15:30Z")
    assert "Rien de nouveau." in main_text(nothing)
    everything = reader.open(f"{PAGE}?since=2020-01-01T00:00Z")
    assert len(tree(everything).css("#new li")) == 5


def test_the_link_to_keep_carries_this_view(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    page = open_paper(reads).open(PAGE)
    link = f"{PAGE}?since=2026-03-12T15:30Z"
    assert f'href="{link}" rel="nofollow"' in page
    later = open_paper(reads, now=press.NOW + timedelta(hours=2))
    assert "Rien de nouveau." in main_text(later.open(link))
    answer = later.get(link)
    assert "set-cookie" not in answer.headers


def test_a_page_since_a_time_is_never_another_readers(reader: Reader) -> None:
    plain = reader.open(PAGE)
    since = reader.open(f"{PAGE}?since=2026-03-12T13:00Z")
    assert plain != since
    assert reader.open(PAGE) == plain
    assert reader.open(f"{PAGE}?since=rubbish") == plain


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_time_makes_a_fault(given_: str) -> None:
    reader = Reader(app=create_app(
        Settings(paper=PaperSettings(address=ADDRESS)),
        press.reads(stories=[the_story()]), clock=lambda: press.NOW,
    ))  # fmt: skip
    path = f"{PAGE}?since={quote(given_, errors='replace')}"
    assert reader.get(path).status_code == 200


# ---- the article's page ----


def test_an_article_leads_to_its_story_and_says_why(reader: Reader) -> None:
    page = reader.open("/fr/article/a1dam")
    (aside,) = tree(page).css("aside.told")
    link = aside.css_first("h2 a")
    assert link is not None
    assert link.attributes["href"] == PAGE
    assert [" ".join(node.text().split()) for node in aside.css("li")] == [
        "Noms : Talmeira, <b>Ouvra</b>",
        "Lieux",
        "Heure de parution",
    ]
    (closest,) = aside.css("details p a")
    assert closest.text() == "The Keldor Post"
    for unsaid in ("secret", "Merida", "otherone"):
        assert unsaid not in page
    assert "Il reprend le texte d’un autre récit." in reader.open("/fr/article/a4fr")


def test_an_article_alone_has_no_story(reader: Reader, reads: MemoryReads) -> None:
    assert "aside" not in reader.open("/fr/article/a3fa")
    reads.add_story(the_story(told=the_story().told[2:3]))
    assert "aside" not in reader.open("/fr/article/a1dam")


def test_the_opening_article_and_an_editors(reader: Reader, reads: MemoryReads) -> None:
    first, second, *others = the_story().told
    told = (replace(first, reasons=()), replace(second, reasons=(), by="Ana"), *others)
    reads.add_story(the_story(told=told))
    assert "C’est lui qui a ouvert ce récit." in reader.open("/fr/article/a2ar")
    page = reader.open("/fr/article/a6en")
    assert "Un rédacteur l’a placé ici." in page
    assert "Ana" not in page


def test_every_reason_has_words_in_each_edition(
    reader: Reader, reads: MemoryReads
) -> None:
    first, *others = the_story().told
    reasons = tuple(
        Reason(code=code, weight=n - 3.5, words=("x",))
        for n, code in enumerate(COMPARED)
    )
    reads.add_story(the_story(told=(replace(first, reasons=reasons), *others)))
    for path in ("/fr/article/a2ar", "/en/article/a2ar"):
        assert len(tree(reader.open(path)).css("aside.told li")) == len(COMPARED)


# ---- front, sections, countries ----


def test_the_front_page_folds_a_story(reader: Reader) -> None:
    page = reader.open("/fr/")
    assert texts(page, ".lead h2") == ["À Dar Sohra, l’alerte est arrivée après l’eau"]
    (link,) = tree(page).css(".lead h2 a")
    assert link.attributes["href"] == PAGE
    assert "5 médias" in texts(page, ".lead .meta")[1]
    assert "4 origines" in texts(page, ".lead .meta")[1]
    why = texts(page, ".lead .why")[0]
    assert why.startswith("Pourquoi en tête : 4 origines (+2,0), 4 pays (+2,0)")
    headlines = len(texts(page, "main h2 a, main h3 a"))
    assert headlines == len(press.press()) - 4
    assert texts(page, ".lead .kicker") == ["Environnement"]


def test_the_weights_are_settings(reads: MemoryReads, open_paper: OpenPaper) -> None:
    light = Settings(
        paper=PaperSettings(address=ADDRESS),
        front=FrontSettings(origins=0, countries=0, sections=("sport",)),
    )
    page = open_paper(reads, settings=light).open("/fr/")
    assert "4 origines (+0,0), 4 pays (+0,0)" in main_text(page)
    assert texts(page, ".nav a")[:3] == ["À la une", "En dix récits", "Sport"]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (FrontSettings(half_life_h=0), "not above 0"),
        (FrontSettings(half_life_h=float("nan")), "not above 0"),
        (FrontSettings(sections=("sports",)), "no section `sports`"),
    ],
)
def test_settings_that_cannot_be(
    reads: MemoryReads, open_paper: OpenPaper, front: FrontSettings, said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        open_paper(reads, settings=Settings(front=front))


def test_a_section(reader: Reader) -> None:
    page = reader.open("/fr/rubrique/environnement")
    assert texts(page, "h1") == ["Environnement"]
    assert texts(page, "h2 a") == ["À Dar Sohra, l’alerte est arrivée après l’eau"]
    # What the page is called is not said again of each; where it comes from is.
    (kicker,) = texts(page, ".rows-list .kicker")
    assert "Environnement" not in kicker
    assert "en français" in kicker
    assert '/en/section/environment"' in page
    (current,) = tree(page).css(".nav [aria-current]")
    assert current.text() == "Environnement"
    empty = reader.open("/fr/rubrique/sport")
    assert "Rien n’a paru dans cette rubrique" in main_text(empty)
    assert "noindex" in empty
    for none in ("sports", "environment", "%00", "é"):
        assert reader.get(f"/fr/rubrique/{none}").status_code == 404


def test_a_country(reader: Reader) -> None:
    page = reader.open("/fr/pays/xa")
    assert texts(page, "h1") == ["Altamérie"]
    assert texts(page, "h2 a")[0] == "À Dar Sohra, l’alerte est arrivée après l’eau"
    assert "Rádio Ouvra" in texts(page, ".count")[0]
    silent = reader.open("/fr/pays/xh")
    assert "Aucun média de ce pays" in main_text(silent)
    for none in ("zz", "XA", "x", "xaa", "%00", "é"):
        assert reader.get(f"/fr/pays/{none}").status_code == 404
    assert 'href="/fr/pays/xa"' in reader.open("/fr/sources")


def test_a_paper_without_stories(open_paper: OpenPaper) -> None:
    reader = open_paper(press.reads())
    assert "/fr/recit/" not in reader.open("/fr/")
    assert reader.get("/fr/rubrique/sport").status_code == 200
    empty = open_paper(MemoryReads())
    assert empty.get("/fr/rubrique/sport").status_code == 200
    assert empty.get("/fr/pays/fr").status_code == 404


def test_a_paper_of_long_ago_has_its_stories(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    years_later = open_paper(reads, now=press.NOW + timedelta(days=900))
    assert PAGE in years_later.open("/fr/")


# ---- the sample day ----


@pytest.fixture(scope="module")
def sample() -> Reader:
    paper = Settings(paper=PaperSettings(address=ADDRESS))
    reads = sample_stories.reads()
    return Reader(app=create_app(paper, reads, clock=lambda: sample_press.NOW))


@pytest.mark.parametrize("edition", ["fr", "en"])
def test_every_story_of_the_day_is_well_made(sample: Reader, edition: str) -> None:
    word = {"fr": "recit", "en": "story"}[edition]
    for story in sample_stories.stories():
        page = sample.open(f"/{edition}/{word}/{story.slug}-{story.id}")
        found = tree(page)
        assert len(found.css("h1")) == 1
        nodes = found.css("main h1, main h2, main h3, main h4")
        levels = [int(node.tag[1]) for node in nodes]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        ids = [node.attributes["id"] for node in found.css("[id]")]
        assert len(ids) == len(set(ids))
        assert not found.css("iframe, [style], [onclick]")
        assert "None" not in main_text(page)
        assert "{" not in main_text(page)
        shown = {link.attributes["href"] for link in found.css(".tell a")}
        for told in story.told:
            assert any(str(link).endswith(f"-{told.listed.id}") for link in shown)


def test_the_quake_is_told_of_once_on_the_front_page(sample: Reader) -> None:
    page = sample.open("/fr/")
    quake = sample_stories.by_event("earthquake-parsava")
    links = [
        str(node.attributes["href"]) for node in tree(page).css("main h2 a, main h3 a")
    ]
    assert sum(quake.id in link for link in links) == 1
    ids = {link.rpartition("-")[2] for link in links}
    assert ids.isdisjoint(told.listed.id for told in quake.told)


def test_sections_have_their_stories_on_the_front_page(sample: Reader) -> None:
    page = sample.open("/fr/")
    bands = tree(page).css("#sections ~ .cols .list")
    assert bands
    for band in bands:
        heading = band.css_first("h3 a")
        assert heading is not None
        assert str(heading.attributes["href"]).startswith("/fr/rubrique/")
        assert 2 <= len(band.css("li")) <= 4
    nodes = tree(page).css("main h2 a, main h3 a, .list li > a")
    links = [str(node.attributes["href"]) for node in nodes]
    told = [link for link in links if "/recit/" in link]
    assert len(told) == len(set(told)) == len(sample_stories.stories())


def test_regions_lead_to_their_countries(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    page = tree(open_paper(reads).open("/fr/"))
    for band in page.css("#regions ~ .cols .list"):
        links = band.css("h3 a, .meta a")
        assert links
        assert all("/fr/pays/" in str(node.attributes["href"]) for node in links)
        assert 2 <= len(band.css("li")) <= 4


def beside(id: str, kind: BondKind) -> ReadAlso:
    listed = {one.listed.id: one.listed for one in press.press()}[id]
    return ReadAlso(listed=listed, kind=kind, odds=1.0)


@pytest.mark.parametrize("path", [PAGE, "/fr/article/x-a6en"])
def test_story_and_article_name_what_is_beside_the_story(
    open_paper: OpenPaper, reads: MemoryReads, path: str
) -> None:
    reader = open_paper(reads)
    assert not tree(reader.open(path)).css(".also")
    reads.relate(ID, beside("a8uk", "episode"), beside("a5zh", "background"))
    page = tree(reader.open(path))
    links = [one.attributes["href"] or "" for one in page.css(".also a")]
    assert [href.rsplit("-", 1)[-1] for href in links] == ["a8uk", "a5zh"]
    reads.hide("бібліотека")
    links = [
        one.attributes["href"] or "" for one in tree(reader.open(path)).css(".also a")
    ]
    assert [href.rsplit("-", 1)[-1] for href in links] == ["a5zh"]


def test_a_long_text_is_interrupted_once_between_paragraphs(
    open_paper: OpenPaper,
) -> None:
    flood = next(one for one in press.press() if one.listed.id == "a4fr")
    assert flood.article
    long = Block(kind="paragraph", text="Un mot après l’autre est dit ici. " * 20)
    article = replace(flood.article, body=(long,) * 16)
    reads = press.reads(stories=[the_story()])
    reads.add(replace(flood, article=article))
    reads.relate(ID, beside("a8uk", "episode"))
    page = tree(open_paper(reads).open("/fr/article/x-a4fr"))
    (aside,) = page.css(".text > .also")
    kinds = [node.tag for node in page.css_first(".text").iter()]  # type: ignore[union-attr]
    at = kinds.index("aside")
    parts = page.css(".text > div")
    assert kinds[at - 1 : at + 2] == ["div", "aside", "div"]
    assert [len(part.css("p")) for part in parts[:2]] == [9, 7]
    assert len(aside.css("h2")) == 1
