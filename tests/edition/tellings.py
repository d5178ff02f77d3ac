"""Tellings and stories made of a few words, for the tests of the edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nouvelles.records import (
    Copy,
    CopyKind,
    Listed,
    RightsItem,
    Source,
    Story,
    Told,
)

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def listed(
    id: str,
    *,
    host: str = "",
    language: str = "fr",
    country: str = "",
    age_h: float | None = 1,
    **more: object,
) -> Listed:
    """An article published some hours before `NOW` and captured then."""
    outlet = host or f"{id}.example"
    at = None if age_h is None else NOW - timedelta(hours=age_h)
    made = Listed(
        id=id,
        url=f"https://{outlet}/{id}",
        source=Source(host=outlet, name=outlet, language=language, country=country),
        headline=id,
        standfirst="",
        lede="Some words.",
        summary="",
        language=language,
        published=at,
        day_only=False,
        captured=NOW if at is None else at,
        rights=RightsItem(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def told(
    id: str,
    *,
    copy_of: str = "",
    kind: CopyKind = "wire",
    opinion: bool = False,
    **more: object,
) -> Told:
    """A telling; with `copy_of` it has that article's text."""
    one = listed(id, **more)  # type: ignore[arg-type]
    one = replace(one, kind="opinion" if opinion else "news")
    return Told(
        listed=one,
        origin=copy_of or id,
        copy=Copy(article=id, of=copy_of, kind=kind) if copy_of else None,
        country=one.source.country,
    )


def story(id: str, *tellings: Told, **more: object) -> Story:
    made = Story(id=id, slug=id, told=tellings)
    return replace(made, **more)  # type: ignore[arg-type]
