"""Predictions as outside scorers read them: `python -m bench.predict KIND INPUT OUT`.

KIND `extraction` takes a folder laid out like the extraction bench: `pages/<id>.html.gz`
and `truth.jsonl`, of which only id, address and character set are read, never a label.
Without that file all pages are taken, their addresses being unknown. Every page gets its
line: one that cannot be read, or takes too long, an empty one that says so (`error`).

KIND `stories` takes a file of articles, one a line, in the order in which they arrive
({"id", "title", "text", "lang", "date", "source"}; nothing else is read). The story told is
the one that the article is in when 200 others came after it.

KIND `faults` takes a file of sentences and their translations, one pair a line ({"id",
"src_lang", "tgt_lang", "source", "target"}; nothing else is read).

KIND `spam` takes a file of comments, one a line, and `[--without SOURCE [--moderated N
--seed S]]`: the shipped prior's word on each line; or a new site's, after N decisions of
its moderators (`bench.spam_rows`).

KIND `translation` takes a file of texts by language (`bench.translations`) and
`--from xx --to yy --engine NAME [--models FOLDER] [--recorded FILE] [--bare]`. The words
are those of the page, quotation marks and apostrophes as they are typed, like those of
engines and references; with `--printed` as the edition sets them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from nouvelles.errors import InputError, Reject
from nouvelles.extract import extract
from nouvelles.extract.decide import Model
from nouvelles.records import Article, Telling

# What one kind alone needs is imported there: the memory of extraction is measured with
# `answer`, and is none of stories' or of comments'.

KINDS = ("extraction", "stories", "faults", "translation", "spam")

#: Articles after which the story of one is told.
SETTLED = 200

#: Seconds for one page; the slowest of the bench takes a hundredth of it.
LIMIT_S = 30.0
#: Bytes of a page that are read, as a capture's are.
LONGEST = 50_000_000
_PIECE = 1_000_000

Page = tuple[str, str, str, Path]


def pages(folder: Path) -> Iterator[Page]:
    """(id, address, content type, file) of each page, in the order of truth.jsonl."""
    rows = folder / "truth.jsonl"
    if not rows.exists():
        for path in sorted((folder / "pages").glob("*.html.gz")):
            yield path.name.removesuffix(".html.gz"), "", "text/html", path
        return
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            charset = row.get("encoding") or ""
            kind = f"text/html; charset={charset}" if charset else "text/html"
            path = folder / "pages" / f"{row['id']}.html.gz"
            yield row["id"], address(row), kind, path


def address(row: dict[str, Any]) -> str:
    """A page's address; where only its site is known, one that is not the home page's."""
    url = row.get("url") or ""
    if url.startswith(("http://", "https://")):
        return str(url)
    return f"http://{row['domain']}/unknown" if "." in (row.get("domain") or "") else ""


def unpacked(path: Path) -> bytes:
    """The bytes of a page; of a damaged file, those before the damage."""
    parts = []
    left = LONGEST + 1
    with gzip.open(path) as file:
        try:
            while left > 0 and (part := file.read(min(left, _PIECE))):
                parts.append(part)
                left -= len(part)
        except gzip.BadGzipFile:
            return b"".join(parts) or path.read_bytes()[: LONGEST + 1]
        except (EOFError, zlib.error):
            return b"".join(parts)
    return b"".join(parts)


def predict(page: Page) -> dict[str, Any]:
    """One line of predictions, from a file."""
    name, url, content_type, path = page
    try:
        data = unpacked(path)
    except OSError as error:
        return empty(name, error=type(error).__name__)
    return answer(name, url, content_type, data)


def answer(
    name: str, url: str, content_type: str, data: bytes, model: Model | None = None
) -> dict[str, Any]:
    """One line of predictions; empty fields for a page that holds no article.

    `model` decides on lines in the place of the one that is shipped.
    """
    try:
        article = extract(data, url=url, content_type=content_type, model=model)
    except Reject as reject:
        return empty(name, rejected=str(reject))
    except Exception as error:  # noqa: BLE001 - a fault of ours; the others are still due
        return empty(name, error=f"{type(error).__name__}: {error}")
    published = article.published
    return {
        "id": name,
        "title": article.headline or None,
        "authors": list(article.byline),
        "date": published.isoformat() if published else None,
        "body": body(article),
    }


def empty(name: str, **why: str) -> dict[str, Any]:
    """The line of a page without an article, and why."""
    return {"id": name, "title": None, "authors": [], "date": None, "body": "", **why}


def body(article: Article) -> str:
    """The article's text: standfirst, then a line for each block or item."""
    lines = [article.standfirst]
    for block in article.body:
        if block.kind not in ("image", "embed"):
            lines += block.items or (block.text,)
    return "\n".join(line for line in lines if line)


def predictions(
    wanted: list[Page], limit_s: float = LIMIT_S
) -> Iterator[dict[str, Any]]:
    """The lines of all pages, in order, made by a process a core."""
    with ProcessPool(max_workers=os.cpu_count() or 1) as pool:
        found = pool.map(predict, wanted, timeout=limit_s, chunksize=1).result()
        for name, *_ in wanted:
            try:
                yield next(found)
            except TooSlow:
                yield empty(name, error="time-limit")
            except ProcessExpired as expired:
                yield empty(name, error=f"process ended with {expired.exitcode}")


def stories(path: Path) -> Iterator[dict[str, Any]]:
    """The story of each article of a file, in its order; a bad line is told and left out.

    Each line has its place in the file for an id while articles are grouped: what an id
    says of an article is nobody's business.
    """
    from nouvelles.run.grouping.encode import Encoding
    from nouvelles.run.grouping.lines import BadLine, group, tellings_in

    names: dict[str, str] = {}

    def told() -> Iterator[Telling]:
        with path.open("rb") as lines:
            for one in tellings_in(lines):
                if isinstance(one, BadLine):
                    print(f"bench.predict: {path}, line {one.number}: {one.reason}")
                    continue
                number = f"{len(names):09}"
                names[number] = one.article
                yield replace(one, article=number)

    with Encoding("") as encoding:
        for grouped in group(told(), encoding, SETTLED):
            yield {"id": names[grouped.telling.article], "story": grouped.story}


def translation(words: list[str]) -> int:
    """Translate a file: 0, or 2 where it cannot be done as asked."""
    from bench.translations import translated
    from nouvelles.engines import Options

    parser = argparse.ArgumentParser(prog="bench.predict translation")
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="language", required=True)
    parser.add_argument("--to", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--recorded", type=Path)
    parser.add_argument("--bare", action="store_true", help="the engine alone")
    parser.add_argument("--printed", action="store_true", help="the edition's marks")
    given = parser.parse_args(words)
    if not given.file.is_file():
        print(f"bench.predict: no file {given.file}")
        return 2
    try:
        rows = translated(
            given.file,
            given.language,
            given.to,
            given.engine,
            Options(models=given.models, recorded=given.recorded),
            bare=given.bare,
            printed=given.printed,
        )
        _write(rows, given.out)
    except InputError as error:
        print(f"bench.predict: {error}")
        return 2
    return 0


def spam(words: list[str]) -> int:
    """Judge a file of comments: 0, or 2 where it cannot be done as asked."""
    from bench.spam_rows import SOURCES, predicted

    parser = argparse.ArgumentParser(prog="bench.predict spam")
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", choices=SOURCES, default="")
    parser.add_argument("--moderated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    given = parser.parse_args(words)
    if not given.file.is_file():
        print(f"bench.predict: no file {given.file}")
        return 2
    if given.moderated and not given.without:
        print("bench.predict: --moderated goes with --without")
        return 2
    if given.without and not all(map(find_spec, ("catboost", "sklearn"))):
        print("bench.predict: --without learns anew: pip install '.[learning]'")
        return 2
    rows = predicted(given.file, given.without, given.moderated, given.seed)
    _write(rows, given.out)
    return 0


def _write(rows: Iterable[dict[str, Any]], out: Path) -> None:
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(kind: str, given: Path) -> Iterator[dict[str, Any]]:
    if kind == "extraction":
        return predictions(list(pages(given)))
    if kind == "stories":
        return stories(given)
    from bench.fault_pairs import flagged

    return flagged(given)


def main(words: list[str]) -> int:
    if words[:1] == ["translation"]:
        return translation(words[1:])
    if words[:1] == ["spam"]:
        return spam(words[1:])
    if len(words) != 3 or words[0] not in KINDS:
        print(f"usage: python -m bench.predict {'|'.join(KINDS)} INPUT OUT.jsonl")
        return 2
    kind, given, out = words[0], Path(words[1]), Path(words[2])
    if kind == "extraction" and not (given / "pages").is_dir():
        print(f"bench.predict: no folder {given / 'pages'}")
        return 2
    if kind != "extraction" and not given.is_file():
        print(f"bench.predict: no file {given}")
        return 2
    _write(_rows(kind, given), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
