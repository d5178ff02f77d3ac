"""Articles for other programs: JSON lines and CSV, with digests to cite them by.

A citation is the digest of the captured bytes (`sha256:…`) with the time of capture:
who has the bytes can prove that they are the same. The text stands whole only where the
rights room allows the full text; else the extract that it allows, and `text_rights` says
which and why ("full-text: licensed", "extract: quotation", "nothing: nosnippet").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from nouvelles.records import Block, Permission, Shown, Surface
from nouvelles.rights import may, quotation
from nouvelles.store.held import HeldArticle

#: Builds the address of our own page from an article's public id and headline.
AddressOf = Callable[[str, str], str]

#: A spreadsheet takes a cell that begins so for a formula, which may call programs
#: (OWASP, "CSV Injection", as known 2026-11-23). Such cells get an apostrophe in front.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One article as it is exported; times are ISO 8601, "" where nothing is known."""

    id: str
    url: str
    outlet: str
    host: str
    country: str
    language: str
    headline: str
    byline: tuple[str, ...]
    published: str
    modified: str
    captured: str
    capture_digest: str  # "sha256:…" of the newest capture
    revisions: tuple[str, ...]  # "sha256:…" of each capture at which the text changed
    licence: str  # SPDX, as page or outlet state it
    text: str
    text_rights: str
    hidden: bool  # names someone on the list of hidden names
    address: str  # of our own page


def export_row(held: HeldArticle, address_of: AddressOf) -> ExportRow:
    """An article as it is exported, with no more of its text than rights allow."""
    shown = held.shown
    listed, article = shown.listed, shown.article
    text, text_rights = _text(shown)
    return ExportRow(
        id=listed.id,
        url=listed.url,
        outlet=listed.source.name,
        host=listed.source.host,
        country=listed.source.country,
        language=listed.language,
        headline=listed.headline,
        byline=shown.authors,
        published=_published(shown),
        modified=_iso(article.modified if article else None),
        captured=_iso(held.captured),
        capture_digest=f"sha256:{held.digest}" if held.digest else "",
        revisions=tuple(f"sha256:{one.digest}" for one in shown.revisions),
        licence=listed.rights.page_licence or listed.rights.source_licence,
        text=text,
        text_rights=text_rights,
        hidden=held.hidden,
        address=address_of(listed.id, listed.headline),
    )


def _published(shown: Shown) -> str:
    """The day alone where the page told no time of day."""
    at = shown.listed.published
    return at.date().isoformat() if at and shown.listed.day_only else _iso(at)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _text(shown: Shown) -> tuple[str, str]:
    listed = shown.listed
    whole: Permission = may(listed.rights, Surface.FULL_TEXT)
    if whole.allowed and shown.article is not None:
        blocks = (_plain(block) for block in shown.article.body)
        return "\n\n".join(filter(None, blocks)), f"full-text: {whole.reason}"
    words = quotation(
        listed.rights,
        Surface.EXTRACT,
        summary=listed.summary,
        text=listed.lede,
        language=listed.language,
    )
    reason = may(listed.rights, Surface.EXTRACT).reason
    return words, f"{'extract' if words else 'nothing'}: {reason}"


def _plain(block: Block) -> str:
    """A block as plain text; a picture is not text of the article."""
    if block.kind == "image":
        return ""
    return "\n".join(block.items) if block.items else block.text


def json_lines(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """One JSON object a line, UTF-8."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        yield encoder.encode(row) + b"\n"


def csv_lines(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """CSV after RFC 4180 in UTF-8, with a header; lists are joined by "; ".

    A cell that begins with = + - @, a tab or a carriage return gets an apostrophe in
    front (see `FORMULA`): a program that reads the file takes it off again.
    """
    names = ExportRow.__slots__
    yield _csv_line(names)
    for row in rows:
        yield _csv_line(_cell(getattr(row, name)) for name in names)


def _csv_line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _cell(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if text.startswith(FORMULA) else text
