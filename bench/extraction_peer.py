"""One extractor in a process of its own: `extraction_peer.py NAME`, for the bench.

It runs under the interpreter in which the extractor is installed (the peers have one of
their own, for their requirements contradict ours), so it needs nothing but the standard
library and that extractor. It reads a JSON list of pages a line and answers each line:

    [{"id", "url", "content_type", "file"}, …]
    {"answer": what was found on the last of them, "cpu_s", "now_mb", "peak_mb"}

Peers are given text, decoded with the character set that the bench states; we are given
bytes and do that ourselves.
"""

from __future__ import annotations

import datetime
import functools
import gzip
import json
import os
import re
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Text and address of a page to what an extractor found on it.
Found = dict[str, Any]
Read = Callable[[str, str], Found]

_CHARSET = re.compile(r"charset=([\w.-]+)")
#: Elements that begin a line of their own, where a peer gives markup.
_BLOCKS = frozenset((
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "blockquote", "pre", "table", "tr", "figure", "figcaption", "header",
    "footer", "aside", "dl", "dt", "dd", "hr", "main", "body",
))  # fmt: skip


def text_of(markup: str) -> str:
    """Markup as plain text, a line for each block."""
    from lxml import etree, html

    if not markup.strip():
        return ""
    root = html.fromstring(f"<div>{markup}</div>")
    etree.strip_elements(
        root, etree.Comment, etree.PI, "script", "style", with_tail=False
    )
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def people(values: Any) -> list[str]:
    """Names as a flat list of texts; peers nest them at times."""
    if isinstance(values, (list, tuple, set)):
        return [name for value in values for name in people(value)]
    return [values] if isinstance(values, str) and values.strip() else []


def day(value: Any) -> str | None:
    """A date, or a text that begins with one, as ISO."""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    text = str(value or "")
    return text if re.match(r"\d{4}-\d\d-\d\d", text) else None


# ---- extractors: each makes its reader, and imports what it needs only then --------


def trafilatura(*, fast: bool) -> Read:
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    def read(text: str, url: str) -> Found:
        found = bare_extraction(
            text, url=url, fast=fast, with_metadata=True, include_comments=False
        )
        if found is None or isinstance(found, dict):
            return {}
        names = [name.strip() for name in (found.author or "").split(";")]
        return {
            "title": found.title,
            "authors": [name for name in names if name],
            "date": day(found.date),
            "body": found.text,
        }

    return read


def readability_lxml() -> Read:
    import logging

    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)

    def read(text: str, url: str) -> Found:
        document = Document(text, url=url)
        return {
            "title": document.short_title(),
            "body": text_of(document.summary(html_partial=True)),
        }

    return read


def newspaper4k() -> Read:
    import newspaper
    import tldextract

    # It would fetch the list of public suffixes; the one that it brings does.
    own_list = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.tldextract.TLD_EXTRACTOR = own_list

    def read(text: str, url: str) -> Found:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=text)
        article.parse()
        return {
            "title": article.title,
            "authors": people(article.authors),
            "date": day(article.publish_date),
            "body": article.text,
        }

    return read


def goose3() -> Read:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False, "strict": False})

    def read(text: str, url: str) -> Found:
        found = goose.extract(raw_html=text)
        return {
            "title": found.title,
            "authors": people(found.authors),
            "date": day(found.publish_date),
            "body": found.cleaned_text,
        }

    return read


def resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text

    def read(text: str, url: str) -> Found:
        found = extract_plain_text(text, main_content=True, alt_texts=False)
        return {"body": found}

    return read


def turbohtml() -> Read:
    from turbohtml import parse

    def read(text: str, url: str) -> Found:
        found = parse(text).article()
        return {
            "title": found.title,
            "authors": people(found.byline),
            "date": day(found.date),
            "body": found.text,
        }

    return read


def boilerpy3() -> Read:
    import logging

    from boilerpy3.extractors import ArticleExtractor

    logging.getLogger("boilerpy3").setLevel(logging.CRITICAL)
    extractor = ArticleExtractor(raise_on_failure=False)

    def read(text: str, url: str) -> Found:
        found = extractor.get_doc(text)
        return {"title": found.title, "body": found.content}

    return read


def justext() -> Read:
    import justext

    def read(text: str, url: str) -> Found:
        # Without a list of frequent words, as its manual says for unknown languages.
        paragraphs = justext.justext(text, (), stopwords_low=0, stopwords_high=0)
        kept = [one.text for one in paragraphs if not one.is_boilerplate]
        return {"body": "\n".join(kept)}

    return read


PEERS: dict[str, Callable[[], Read]] = {
    "trafilatura": functools.partial(trafilatura, fast=False),
    "trafilatura fast": functools.partial(trafilatura, fast=True),
    "readability-lxml": readability_lxml,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "turbohtml": turbohtml,
    "goose3": goose3,
    "justext": justext,
    "boilerpy3": boilerpy3,
}

OURS = "nouvelles"
#: Ours, but each page read by what was learned without any page of its site.
HELD_OUT = "nouvelles, sites not seen"
#: Where what is learned of each part of the sites lies: `python -m tools.learning --folds`.
FOLDS = Path("build/folds")


# ---- the process -------------------------------------------------------------------


def reader(name: str) -> Callable[[dict[str, str], bytes], tuple[Found, float]]:
    """What answers for one page: what was found, and the seconds of CPU it took."""
    if name in (OURS, HELD_OUT):
        from bench.predict import answer
        from nouvelles.extract.decide import load_model, read_model

        shipped = load_model()
        folds = {
            path.stem: read_model(path.read_text(encoding="utf-8"))
            for path in (FOLDS.glob("*.json") if name == HELD_OUT else ())
        }

        def ours(row: dict[str, str], data: bytes) -> tuple[Found, float]:
            model = folds[row["part"]] if folds else shipped
            began = time.process_time()
            found = answer(row["id"], row["url"], row["content_type"], data, model)
            return found, time.process_time() - began

        return ours
    read = PEERS[name]()

    def theirs(row: dict[str, str], data: bytes) -> tuple[Found, float]:
        named = _CHARSET.search(row["content_type"])
        text = data.decode(named[1] if named else "utf-8", "replace")
        began = time.process_time()
        try:
            found = read(text, row["url"])
        except Exception as error:  # noqa: BLE001 - somebody else's errors, of any kind
            found = {"error": type(error).__name__}
        return {"id": row["id"], **found}, time.process_time() - began

    return theirs


def memory() -> dict[str, float]:
    """Resident memory of this process now and at its peak, in MB."""
    status = Path("/proc/self/status").read_text()
    sizes = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB$", status, re.MULTILINE))
    return {
        "now_mb": int(sizes["VmRSS"]) / 1024,
        "peak_mb": int(sizes["VmHWM"]) / 1024,
    }


def _refuse(*_: Any, **__: Any) -> Any:
    raise OSError("extractors are measured without a network")


def main(name: str) -> int:
    socket.getaddrinfo = _refuse
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no answer
    read = reader(name)
    for line in sys.stdin:
        spent, found = 0.0, None
        for row in json.loads(line):
            # Pages are not kept: memory is the extractor's.
            data = gzip.decompress(Path(row["file"]).read_bytes())
            found, cpu_s = read(row, data)
            spent += cpu_s
        answer = {"answer": found, "cpu_s": spent, **memory()}
        out.write(json.dumps(answer, default=str) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
