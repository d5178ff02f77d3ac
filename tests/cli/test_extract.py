"""`nouvelles extract` on saved pages: every form, every way in, every bad page."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from nouvelles.cli import main
from nouvelles.ingest import encode_record
from nouvelles.records import Article
from tests.run.pages import page

PAGES = Path(__file__).parents[1] / "extract" / "pages"
ARTICLE = PAGES / "article.html"
PLAIN = PAGES / "plain.html"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command: exit code, standard output, standard error."""

    def call(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["extract", *map(str, words)])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


def test_a_saved_page_becomes_markdown(run: Run) -> None:
    code, out, err = run(ARTICLE)
    assert (code, err) == (0, "")
    first, headline, *_ = MarkdownIt("commonmark").parse(out)[3:]
    assert (first.tag, headline.content) == ("h1", "Le barrage de Montclair a cédé")
    assert "Zoé Petit, Jean Grand" in out


def test_every_form(run: Run) -> None:
    code, out, _ = run(ARTICLE, "--format", "json")
    assert code == 0
    made = msgspec.json.decode(out, type=Article)
    assert made.headline == "Le barrage de Montclair a cédé"
    assert out.count("\n") > 20  # to be read by people too
    assert run(ARTICLE, "--json")[1] == out
    _, text, _ = run(ARTICLE, "--format", "text")
    assert made.body[0].text in text
    _, html, _ = run(ARTICLE, "--format", "html")
    assert LexborHTMLParser(html).css_first("article h1").text() == made.headline


def test_several_pages(run: Run) -> None:
    code, out, _ = run(ARTICLE, PLAIN)
    assert code == 0
    assert out.count("\n---\n") == 1
    _, out, _ = run(ARTICLE, PLAIN, "--format", "json")
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["headline"] for record in records] == [
        "Le barrage de Montclair a cédé",
        "Harbour opens after six years",
    ]
    _, out, _ = run(ARTICLE, PLAIN, "--format", "html")
    assert len(LexborHTMLParser(out).css("article")) == 2


def test_a_page_packed_or_piped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = run(ARTICLE)[1]
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(ARTICLE.read_bytes()))
    assert run(packed)[:2] == (0, wanted)
    for data in (ARTICLE.read_bytes(), packed.read_bytes()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert run("-")[:2] == (0, wanted)


def test_the_first_page_of_an_archive(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "day.warc"
    archive.write_bytes(encode_record(page("https://journal.example/a", "Titre")))
    code, out, _ = run(archive, "--json")
    assert code == 0
    assert json.loads(out)["headline"] == "Titre"


def test_the_address_may_be_unknown_or_given(run: Run, tmp_path: Path) -> None:
    bare = tmp_path / "page.html"
    bare.write_text(
        "<title>The dam held</title><h1>The dam held</h1>"
        + "".join(
            f"<p>On day {day} the dam held, and the valley stayed dry, they said.</p>"
            for day in range(5)
        )
    )
    code, out, _ = run(bare, "--json")
    assert (code, json.loads(out)["canonical"]) == (0, "")
    _, out, _ = run(bare, "--json", "--url", "https://www.outlet.example/dam")
    assert json.loads(out)["canonical"] == "https://www.outlet.example/dam"
    code, _, err = run(bare, "--url", "dam")
    assert code == 1
    assert "https://outlet.example/path" in err


def test_the_encoding_may_be_given(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    text = "Ветер сорвал крышу с вокзала, никто не пострадал, сообщил мэр города. "
    html = f"<title>Ветер</title><h1>Ветер сорвал крышу</h1><p>{text * 6}</p>"
    file.write_bytes(html.encode("cp1251"))
    _, out, _ = run(file, "--content-type", "text/html; charset=windows-1251")
    assert "сообщил мэр города" in out


def test_pages_that_are_no_articles(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    picture = tmp_path / "picture.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for file, word in (
        (empty, "empty-page"),
        (picture, "not-html"),
        (PAGES / "missing.html", "soft-404"),
    ):
        code, out, err = run(file)
        assert (code, out) == (1, "")
        assert err.startswith(f"nouvelles: {file}: no article: {word}")
    code, out, err = run(empty, ARTICLE, tmp_path / "no.html")
    assert code == 1
    assert out == run(ARTICLE)[1]
    assert [line.rpartition("/")[2].split(":")[0] for line in err.splitlines()] == [
        "empty.html",
        "no.html",
    ]


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "page.html.gz"
    broken.write_bytes(gzip.compress(ARTICLE.read_bytes())[:300])
    for file, said in (
        (tmp_path / "no.html", "there is no such file. Check the name."),
        (tmp_path, "is a folder. Name its pages"),
        (broken, "damaged or cut"),
    ):
        code, out, err = run(file)
        assert (code, out) == (1, "")
        assert err.startswith(f"nouvelles: {file}: ")
        assert said in err


def test_wrong_usage(run: Run) -> None:
    assert run()[0] == 2
    assert run(ARTICLE, PLAIN, "--url", "https://outlet.example/a")[0] == 2
    assert run(ARTICLE, PLAIN, "--html", "out.html")[0] == 2
    assert run(ARTICLE, "--format", "pdf")[0] == 2


def test_explain_without_a_terminal(run: Run) -> None:
    code, out, err = run(ARTICLE, "--explain")
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    rows = [line for line in out.splitlines() if "canonical" in line]
    assert len(rows) == 1
    assert "https://courrier-du-val.example/2026/03/12/barrage-montclair" in rows[0]
    for title in ("Found: ", "Doubts: ", "Stated by the page: ", "Left out: "):
        assert title in out


def test_the_page_in_colours_beside_the_article(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "coloured.html"
    code, out, _ = run(ARTICLE, "--html", picture)
    assert (code, out) == (0, run(ARTICLE)[1])
    tree = LexborHTMLParser(picture.read_text(encoding="utf-8"))
    assert tree.css_first(".key h1").text() == "Le barrage de Montclair a cédé"
    assert "Onze villages" in tree.css_first("main").text()
    code, _, err = run(ARTICLE, "--html", tmp_path / "nowhere" / "page.html")
    assert code == 1
    assert "No such file or directory" in err
    assert run(PAGES / "missing.html", "--html", tmp_path / "no.html")[0] == 1
    assert not (tmp_path / "no.html").exists()


def test_rules_for_a_site(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "courrier-du-val.example.toml"
    rules.write_text("[[rule]]\nstrip = 'blockquote'\nheadline = '.gone'\n")
    plain = json.loads(run(ARTICLE, "--json")[1])
    code, out, err = run(ARTICLE, "--json", "--rules", rules)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert "quote" in [block["kind"] for block in plain["body"]]
    assert "quote" not in [block["kind"] for block in found["body"]]
    _, out, _ = run(ARTICLE, "--explain", "--rules", rules)
    rows = [line for line in out.splitlines() if "site-rule" in line]
    assert any("pas une de plus" in row for row in rows)
    assert any("headline: none" in row for row in rows)
    rules.write_text("[[rule]]\nstrip = 'p['\n")
    code, out, err = run(ARTICLE, "--rules", rules)
    assert (code, out) == (1, "")
    assert err.startswith(f"nouvelles: {rules}: rule 1, `strip`: `p[` is no CSS")
    code, _, err = run(ARTICLE, "--rules", tmp_path / "none.example.toml")
    assert (code, "cannot be read" in err) == (1, True)
