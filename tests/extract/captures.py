"""Captures for the tests of this room."""

from datetime import UTC, datetime
from pathlib import Path

from nouvelles.records import Capture

PAGES = Path(__file__).parent / "pages"
URL = "https://courrier-du-val.example/2026/03/12/barrage-montclair"

PARAGRAPHS = (
    "Le barrage a cédé dans la nuit de mardi à mercredi, quelques heures après la fin "
    "des pluies, et l’eau a gagné la vallée basse en moins d’une demi-heure.",
    "La préfecture a fait évacuer onze villages. Personne n’est porté disparu, mais la "
    "route de la vallée reste fermée jusqu’à nouvel ordre.",
)


def capture(
    body: bytes | str,
    *,
    url: str = URL,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    truncated: bool = False,
    headers: tuple[tuple[str, str], ...] = (),
) -> Capture:
    return Capture(
        url=url,
        at=datetime(2026, 3, 12, 12, tzinfo=UTC),
        status=status,
        headers=(("content-type", content_type), *headers),
        body=body.encode() if isinstance(body, str) else body,
        truncated=truncated,
    )


def page(*lines: str, head: str = "", headline: str = "Le barrage a cédé") -> str:
    """A small article: a headline, lines of markup, and two paragraphs after them."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="fr"><head><title>{headline}</title>{head}</head>'
        f"<body><article><h1>{headline}</h1>{''.join(lines)}{text}</article></body></html>"
    )
