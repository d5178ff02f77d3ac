"""Articles in the language of the edition: what readers and machines are told of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.edition import FORMS
from nouvelles.records import HoldingReason, RightsItem, Shown
from nouvelles.testing import MemoryReads
from nouvelles.translate import Fault, Holding
from nouvelles.web import create_app
from nouvelles.web.tally import Tally
from nouvelles.web.wrongs import FAULTS, HOLDINGS
from tests.feed_checks import ATOM, CONTENT, DC, LANG, check_feed
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_translations import head, translated, with_more
from tests.web.reader import ADDRESS, Reader

PAGE = "/fr/article/a8uk"


def article(reads: MemoryReads, id: str) -> Shown:
    found = reads.article(id)
    assert isinstance(found, Shown)
    return found


def open_with(reads: MemoryReads, open_paper: OpenPaper, **given: Any) -> Reader:
    shown = article(reads, "a8uk")
    reads.translate(translated(shown, "fr", **given), head(shown, "fr"))
    return open_paper(reads)


def linked(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return graph[0]


def alternates(page: str) -> list[str]:
    return re.findall(r'hreflang="([\w-]+)" href="https://nouvelles', page)


def test_the_strip_names_every_step(reads: MemoryReads, open_paper: OpenPaper) -> None:
    page = open_with(reads, open_paper, own=(3,)).open(PAGE)
    strip = re.search(r'<div class="strip">.*?</div>', page, re.DOTALL)
    assert strip
    said = re.sub(r"<[^>]+>|\s+", " ", strip[0])
    assert "Traduction automatique." in said
    assert "Traduit de l’ukrainien par l’anglais (bergamot, apertium)." in said
    assert "100\u202f% du texte n’a été relu par personne." in strip[0]
    assert "1 phrase reste dans sa langue, marquée." in said
    assert 'datetime="2026-03-12T10:00' in strip[0]


def test_each_sentence_leads_to_its_original(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    page = open_with(reads, open_paper, own=(3,)).open(PAGE)
    leads = re.findall(r'<a id="t(\d+)" href="#o(\d+)">fr (\d+): ', page)
    assert leads
    assert all(len(set(numbers)) == 1 for numbers in leads)
    assert "3" not in [numbers[0] for numbers in leads]
    assert {numbers[0] for numbers in leads} <= set(
        re.findall(r'<li id="o(\d+)">', page)
    )
    own = re.search(r'<i class="own" lang="uk" dir="ltr">', page)
    assert own
    originals = re.search(r'<ol class="os"[^>]*>', page)
    assert originals
    assert 'lang="uk" dir="ltr"' in originals[0]


def test_who_signs_is_written_in_the_edition_s_letters(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    shown = article(reads, "a8uk")
    assert shown.article
    byline = ("Дарина Остапчук-Рей", "Редакція", "A. Hale")
    shown = replace(shown, article=replace(shown.article, byline=byline))
    reads.add(shown)
    reader = open_paper(reads)
    # On a page in its own language all names are as the outlet writes them.
    page = reader.open(PAGE)
    assert '<bdi lang="uk" dir="ltr">Дарина Остапчук-Рей</bdi>' in page
    reads.translate(translated(shown, "fr"), head(shown, "fr"))
    reads.translate(translated(shown, "en"), head(shown, "en"))
    page = reader.open(PAGE)
    assert '<a id="w1" href="#n1">Daryna Ostaptchouk-Reï</a>' in page
    assert '<li id="n1"><bdi>Дарина Остапчук-Рей</bdi> <a href="#w1"' in page
    assert '<bdi lang="uk" dir="ltr">Редакція</bdi>' in page
    assert "Zarensky visnyk<br>" in page
    assert "Daryna Ostapchuk-Rei" in reader.open(PAGE.replace("fr", "en", 1))
    source = reader.open(f"/fr/source/{shown.listed.source.host}")
    assert '<p class="meta">Zarensky visnyk</p>' in source


def test_side_by_side_says_why_a_sentence_stays(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    reader = open_with(reads, open_paper, own=(3,))
    at = reader.get(PAGE).headers["location"]
    page = reader.open(f"{at}/original")
    assert 'name="robots" content="noindex, follow"' in page
    assert "non traduit\u00a0: Un nombre de l’original manque ou a changé." in page
    assert len(re.findall(r'<tr id="o\d+">', page)) == len(
        translated(article(reads, "a8uk"), "fr").sentences
    )
    assert reader.get(f"{at.replace('/fr/', '/en/')}/original").status_code == 404


def test_machines_are_told(reads: MemoryReads, open_paper: OpenPaper) -> None:
    page = open_with(reads, open_paper).open(PAGE)
    said = linked(page)
    assert said["inLanguage"] == "fr"
    assert said["translationOfWork"]["inLanguage"] == "uk"
    assert said["translationOfWork"]["url"] == said["isBasedOn"]
    assert said["translator"]["@type"] == "SoftwareApplication"
    assert said["translator"]["name"] == "bergamot, apertium"
    assert said["digitalSourceType"].startswith("https://schema.org/TrainedAlgorithmic")
    assert 'name="robots" content="noindex, follow"' in page
    assert '<link rel="canonical" href="https://nouvelles.example/fr/article/' in page
    assert alternates(page) == []


@pytest.mark.parametrize(
    ("step", "by", "said", "kind"),
    [
        ("reviewed", "Ada", "Traduction relue par Ada, qui en répond.", "Person"),
        ("supplied", "sample", "Traduction fournie avec la journée", "Organization"),
        ("supplied", "ACME", "Traduction fournie par ACME.", "Organization"),
    ],
)
def test_what_people_wrote_is_said_to_be_theirs_and_found(
    reads: MemoryReads,
    open_paper: OpenPaper,
    step: str,
    by: str,
    said: str,
    kind: str,
) -> None:
    page = open_with(reads, open_paper, step=step, by=by).open(PAGE)
    assert said in page
    assert linked(page)["translator"] == {"@type": kind, "name": by}
    assert "digitalSourceType" not in linked(page)
    assert 'name="robots"' not in page
    assert "relu par personne" not in page
    assert alternates(page) == ["fr", "x-default"]  # there is no edition in Ukrainian


def test_a_gist_is_said_to_be_one(reads: MemoryReads, open_paper: OpenPaper) -> None:
    page = open_with(reads, open_paper, gist=True).open(PAGE)
    assert "Traduction automatique grossière" in page


@pytest.mark.parametrize("case", ["held", "head", "changed", "forbidden", "none"])
def test_else_the_original_is_shown(
    reads: MemoryReads, open_paper: OpenPaper, case: str
) -> None:
    shown = article(reads, "a8uk")
    made = translated(shown, "fr")
    if case == "held":
        reason = HoldingReason(reason="MIXED", paragraph=1)
        made = replace(made, held=(reason,))
    elif case == "head":
        made = replace(made, is_whole=False)
    elif case == "changed":
        other = replace(made.sentences[-1], original="Другий текст.")
        made = replace(made, sentences=(*made.sentences[:-1], other))
    elif case == "forbidden":
        rights = replace(shown.listed.rights, source_licence="CC-BY-ND-4.0")
        reads.add(replace(shown, listed=replace(shown.listed, rights=rights)))
    if case != "none":
        reads.translate(made)
    page = open_paper(reads).open(PAGE)
    assert "fr 2: " not in page
    assert "Ce texte est dans sa langue" in page
    assert ("ne permet pas de le traduire" in page) == (case == "forbidden")


def with_table(reads: MemoryReads) -> Shown:
    shown = with_more(article(reads, "a8uk"))
    reads.add(shown)
    made = translated(shown, "fr")
    sentences = [
        replace(one, shown="1\u202f204", step="no words", by="")
        if one.original == "1 204"
        else one
        for one in made.sentences
    ]
    reads.translate(replace(made, sentences=tuple(sentences)), head(shown, "fr"))
    return shown


def cells(markup: str) -> list[list[str]]:
    return [
        [cell.text(strip=True) for cell in row.css("td")]
        for row in LexborHTMLParser(markup).css("div.rows tr")
    ]


WANTED = [
    [r"fr \d+: Місто", r"fr \d+: Зали"],
    [r"fr \d+: Київ", "1\u202f204"],
    [r"fr \d+: Відень", r"fr \d+: дві"],
]


def stand_as_wanted(found: list[list[str]]) -> bool:
    return [len(row) for row in found] == [2, 2, 2] and all(
        re.fullmatch(wanted, cell)
        for row, wants in zip(found, WANTED, strict=True)
        for cell, wanted in zip(row, wants, strict=True)
    )


def test_a_table_keeps_its_cells(reads: MemoryReads, open_paper: OpenPaper) -> None:
    shown = with_table(reads)
    reader = open_paper(reads)
    page = reader.open(PAGE)
    assert stand_as_wanted(cells(page))
    # Figures lead nowhere: nothing of them was translated.
    assert re.search(r"<td>1\u202f204</td>", page)
    led = set(re.findall(r'href="#o(\d+)"', page))
    assert led == set(re.findall(r'<li id="o(\d+)">', page))
    # The caption of a picture in the text is translated as the text is.
    assert re.search(r'<p class="embed"><a [^>]*>fr \d+: Зелена зала\.</a>', page)
    at = reader.get(PAGE).headers["location"]
    beside = LexborHTMLParser(reader.open(f"{at}/original"))
    rows = [[one.text(strip=True) for one in row.css("td")] for row in beside.css("tr")]
    originals = [row[1] for row in rows if row]
    for part in ("Місто", "Зали", "Київ", "1 204", "Відень", "дві"):
        assert originals.count(part) == 1
    assert not any("|" in cell for row in rows for cell in row)
    assert len(originals) == len(translated(shown, "fr").sentences)


@pytest.mark.parametrize("end", FORMS)
def test_a_feed_holds_the_translation_said_to_be_one(
    reads: MemoryReads, open_paper: OpenPaper, end: str
) -> None:
    shown = with_table(reads)
    reader = open_paper(reads)
    path = f"/fr/source/{shown.listed.source.host}/flux.{end}"
    answer = reader.get(path)
    assert check_feed(answer.content, end) == 1
    entry = entry_of(answer.content, end)
    assert entry["title"] == f"fr 1: {shown.listed.headline}"
    assert entry["language"] == "fr"
    text = re.sub(r"\s*\n\s*", " ", entry["content"])
    assert text.startswith("<p><b>Traduction automatique.</b> Traduit de l’ukrainien")
    assert "par l’anglais (bergamot, apertium)" in text
    assert "100\u202f% du texte n’a été relu par personne." in text
    assert f'<a href="{shown.listed.url}" rel="noopener">Lire l’original chez' in text
    assert stand_as_wanted(cells(text))
    assert "#o" not in text
    assert "|" not in text
    assert entry["summary"].startswith(
        "[Presse inventée\u00a0: article d’exemple] [traduction automatique de "
        f"l’ukrainien\u00a0: {shown.listed.headline}] fr 2: "
    )
    assert entry["marks"] == {"https://schema.org/TrainedAlgorithmicMediaDigitalSource"}
    # In the edition of no translation the outlet's words stand, unmarked.
    answer = reader.get(path.replace("/fr/", "/en/").replace("/flux", "/feed"))
    entry = entry_of(answer.content, end)
    assert (entry["language"], entry["marks"]) == ("uk", set())
    assert "fr " not in entry["content"]
    assert cells(entry["content"])[1] == ["Київ", "1 204"]


@pytest.mark.parametrize("case", ["held", "forbidden", "notranslate", "gist", "own"])
def test_a_feed_that_may_not_hold_a_translation_has_the_original(
    reads: MemoryReads, open_paper: OpenPaper, case: str
) -> None:
    shown = article(reads, "a8uk")
    made = translated(shown, "fr", own=(3,))
    if case == "held":
        made = replace(made, held=(HoldingReason(reason="MIXED", paragraph=1),))
    elif case == "gist":
        made = replace(made, gist=made.routes)
    elif case != "own":
        ways = {"source_licence": "CC-BY-ND-4.0"}
        if case == "notranslate":
            ways = {"robots": ("notranslate",)}  # type: ignore[dict-item]
        rights = replace(shown.listed.rights, **ways)  # type: ignore[arg-type]
        reads.add(replace(shown, listed=replace(shown.listed, rights=rights)))
    reads.translate(made)
    path = f"/fr/source/{shown.listed.source.host}/flux.atom"
    entry = entry_of(open_paper(reads).get(path).content, "atom")
    if case == "own":
        assert '<i lang="uk" dir="ltr">' in entry["content"]
        assert "1 phrase reste dans sa langue, marquée." in entry["content"]
        return
    assert (entry["language"], entry["marks"]) == ("uk", set())
    assert "fr " not in entry["content"]
    assert entry["content"].startswith("<p>Два мільйони")


def entry_of(document: bytes, end: str) -> dict[str, Any]:
    """What a reader of feeds makes of the only entry."""
    if end == "json":
        (item,) = json.loads(document)["items"]
        mark = item["_nouvelles"].get("digital_source_type")
        return {
            "title": item["title"],
            "language": item["language"],
            "content": item["content_html"],
            "summary": item["summary"],
            "marks": {mark}
            if mark and "machine-translation" in item["tags"]
            else set(),
        }
    root = ET.fromstring(document)
    if end == "atom":
        entry = root.find(f"{ATOM}entry")
        assert entry is not None
        return {
            "title": entry.findtext(f"{ATOM}title"),
            "language": entry.get(LANG),
            "content": entry.findtext(f"{ATOM}content"),
            "summary": entry.findtext(f"{ATOM}summary"),
            "marks": {
                one.get("scheme")
                for one in entry.findall(f"{ATOM}category")
                if one.get("term") == "machine-translation"
            },
        }
    item = root.find("channel/item")
    assert item is not None
    return {
        "title": item.findtext("title"),
        "language": item.findtext(f"{DC}language"),
        "content": item.findtext(f"{CONTENT}encoded"),
        "summary": item.findtext("description"),
        "marks": {
            item.findtext(f"{DC}type")
            for one in item.findall("category")
            if one.get("domain") == "urn:nouvelles:machine-translation"
        },
    }


def test_lists_have_the_headline_of_the_edition(
    reads: MemoryReads, open_paper: OpenPaper
) -> None:
    shown = article(reads, "a2ar")
    reads.translate(translated(shown, "fr"), head(shown, "fr"))
    reader = open_paper(reads)
    source = shown.listed.source.host
    page = reader.open(f"/fr/source/{source}")
    assert f">fr 1: {shown.listed.headline}</a>" in page
    assert "titre traduit automatiquement de l’arabe" in page
    assert "fr 1: " not in reader.open(f"/en/source/{source}")
    # What may not be translated of it stands on the page of the article, and in lists only
    # where they are in its language or it is not translated at all.
    extract = '<p class="{}" lang="ar" dir="rtl">'
    assert extract.format("stand") not in page
    assert extract.format("stand") in reader.open(f"/en/source/{source}")
    found = reader.open("/fr/article/a2ar")
    assert "titre traduit automatiquement de l’arabe" in found
    assert extract.format("extract") in found
    feed = reader.open(f"/fr/source/{source}/flux.atom")
    assert '<title xml:lang="fr">fr 1: ' in feed
    assert "[traduction automatique de l’arabe\u00a0: " in feed


@pytest.mark.parametrize(
    "rights",
    [
        {"source_licence": "CC-BY-ND-4.0"},
        {"opted_out": True},
        {"robots": ("notranslate",)},
    ],
)
def test_a_headline_that_may_not_be_translated_is_not(
    reads: MemoryReads, open_paper: OpenPaper, rights: dict[str, Any]
) -> None:
    shown = article(reads, "a2ar")
    other = RightsItem(source_name=shown.listed.source.name, **rights)
    shown = replace(shown, listed=replace(shown.listed, rights=other))
    reads.add(shown)
    reads.translate(translated(article(reads, "a8uk"), "fr"))
    listed = replace(shown.listed, heads=(head(shown, "fr"),))
    reads.add(replace(shown, listed=listed))
    page = open_paper(reads).open(f"/fr/source/{shown.listed.source.host}")
    assert "fr 1: " not in page


def test_reports_are_counted_and_nothing_else(reads: MemoryReads) -> None:
    shown = article(reads, "a8uk")
    reads.translate(translated(shown, "fr"))
    tally = Tally()
    settings = Settings(paper=PaperSettings(address=ADDRESS))
    app = create_app(settings, reads, clock=lambda: press.NOW, tally=tally)
    reader = Reader(app=app)
    at = reader.get(PAGE).headers["location"]

    def report(reason: str, **headers: str) -> int:
        path = f"{at}/signaler?reason={reason}"
        return reader.ask("POST", path, **headers).status_code

    assert (report("name"), report("name"), report("meaning")) == (303, 303, 303)
    assert report("name", sec_fetch_site="cross-site") == 404
    assert report("anything") == 404
    assert reader.get(f"{at}/signaler").status_code in (404, 405)
    assert tally.take_reports() == {
        ("a8uk", "fr", "name"): 2,
        ("a8uk", "fr", "meaning"): 1,
    }
    assert tally.take_reports() == {}


def test_every_fault_and_reason_has_words() -> None:
    assert dict(FAULTS) == {one.name: one.value for one in Fault}
    assert dict(HOLDINGS) == {one.name: one.value for one in Holding}
