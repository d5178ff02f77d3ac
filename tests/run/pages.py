"""Small pages of an invented journal, and a paper that takes them in."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

from nouvelles.ingest import encode_record
from nouvelles.records import Capture
from nouvelles.run.intake import take_in
from nouvelles.store import Store
from nouvelles.testing import Clock

HTML = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{url}"><meta property="og:type" content="article"></head><body>
<nav><a href="/">Accueil</a></nav><article><h1>{title}</h1>
<p>{first} La rivière avait débordé dans la nuit et les habitants du bourg avaient gagné
les hauteurs avant l’aube, guidés par les pompiers de la vallée voisine.</p>
<p>Le maire a remercié les équipes et demandé que les jauges soient relevées chaque heure
jusqu’à la décrue, que les prévisionnistes attendent pour la fin de la semaine.</p>
<p>Les écoles resteront fermées vendredi ; le marché se tiendra sur la place haute.</p>
</article></body></html>"""


def page(
    url: str,
    title: str,
    first: str = "Un début.",
    *,
    canonical: str = "",
    hour: int = 9,
) -> Capture:
    """A capture of an article of the journal, at an hour of 12 March 2026."""
    text = HTML.format(title=title, url=canonical or url, first=first)
    return Capture(
        url=url,
        at=datetime(2026, 3, 12, hour, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=text.encode(),
    )


def redirect(url: str, target: str) -> Capture:
    """A capture of an address that leads elsewhere."""
    return Capture(
        url=url,
        at=datetime(2026, 3, 12, 8, tzinfo=UTC),
        status=301,
        headers=(("location", target), ("content-type", "text/html")),
        body=b"",
    )


def take(store: Store, clock: Clock, name: str, *captures: Capture) -> None:
    """Put captures through the whole pipeline, as one web archive."""
    path = store.folder.parent / f"{store.folder.name}-{name}.warc.gz"
    path.write_bytes(b"".join(encode_record(capture) for capture in captures))
    take_in(store, [path], clock, Event())
