"""Whatever the bytes: an article or a rejection, nothing else."""

import gzip
import json
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract_capture
from nouvelles.records import Capture
from tests.conftest import SHARED
from tests.extract.captures import PAGES, capture, page

BENCH = SHARED / "bench" / "extraction"
WHOLE = (PAGES / "article.html").read_bytes()


def ends(given: Capture) -> str:
    """How a capture ends: "article", or the reason."""
    try:
        article = extract_capture(given)
    except Reject as reject:
        return Reason(reject.reason)  # ValueError for a word of no list
    assert article.headline
    assert article.body
    assert article.published is None or article.published.tzinfo is not None
    return "article"


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_noise(noise: bytes) -> None:
    ends(capture(noise))
    ends(capture(b"<html><body><p>" + noise, content_type=""))


@given(st.integers(0, len(WHOLE)))
@settings(max_examples=40, deadline=None)
def test_a_page_cut_anywhere(length: int) -> None:
    ends(capture(WHOLE[:length]))


@given(st.text(max_size=200), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_noise_in_every_field(text: str, url: str) -> None:
    clean = text.replace('"', "'").replace("<", "(")
    head = (
        f'<link rel="canonical" href="{clean}"><meta property="og:image" content="{clean}">'
        f'<meta property="article:published_time" content="{clean}"><base href="{clean}">'
        f'<meta name="author" content="{clean}">'
        f'<meta property="og:title" content="{clean}">'
        f'<meta http-equiv="refresh" content="{clean}">'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":'
        f'{json.dumps(text)},"image":[{{"url":{json.dumps(text)}}}],"author":[[{{}}],null,7],'
        f'"datePublished":{json.dumps(text)},"keywords":{{"a":1}},"isBasedOn":[3]}}</script>'
    )
    html = page(f"<p>{clean}</p>", head=head, headline=clean or "x")
    ends(capture(html.encode("utf-8", "replace"), url=url))


@pytest.mark.shared
@pytest.mark.parametrize("part", range(8))
def test_real_pages_cut_anywhere(part: int) -> None:
    """Every page of the bench, truncated at a random point that is the same each time."""
    paths = sorted(BENCH.glob("pages/*.html.gz"))[part::8]
    if not paths:
        pytest.skip("the shared bench is not here")
    for path in paths:
        body = gzip.decompress(path.read_bytes())
        began = time.process_time()
        ends(capture(body[: Random(path.name).randrange(len(body))], content_type=""))
        # The largest take a tenth of this on a slow machine.
        assert time.process_time() - began < 5, path.name


@pytest.mark.shared
def test_real_pages_backwards() -> None:
    for path in sorted(BENCH.glob("pages/*.html.gz"))[::40]:
        ends(capture(gzip.decompress(path.read_bytes())[::-1], content_type=""))


@pytest.mark.shared
def test_real_pages_are_articles() -> None:
    truth = BENCH / "truth.jsonl"
    if not truth.exists():
        pytest.skip("the shared bench is not here")
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["source_set"] == "fundus" and row["url"]][::5]
    results = [ends(_page_of(truth.parent, row)) for row in chosen]
    assert results.count("article") >= 0.97 * len(chosen)


def _page_of(folder: Path, row: dict[str, str]) -> Capture:
    body = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
    return capture(body, url=row["url"], content_type="text/html")
