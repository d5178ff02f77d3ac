"""A story of the invented press: the flood, told in five languages."""

from __future__ import annotations

from dataclasses import replace

from nouvelles.records import Copy, Reason, Shown, Story, Told
from tests.web import invented_press as press

ID = "a1dam000"
SLUG = "comportas-de-talmeira"

REASONS = (
    Reason(code="names", weight=2.5, words=("Talmeira", "<b>Ouvra</b>")),
    Reason(code="time", weight=-0.4),
    Reason(code="places", weight=-0.6, words=("America/Merida",)),
    Reason(code="closest", words=("a6en",)),
    Reason(code="second", weight=0.8, words=("otherone",)),
    Reason(code="a-code-of-a-later-version", weight=9.0, words=("secret",)),
)


def telling(one: Shown, *, copy_of: str = "", **more: object) -> Told:
    listed = one.listed
    copy = Copy(article=listed.id, of=copy_of, kind="wire", agency="Meridian Press")
    made = Told(
        listed=listed,
        origin=copy_of or listed.id,
        copy=copy if copy_of else None,
        country=listed.source.country,
        reasons=REASONS,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def the_story(**more: object) -> Story:
    """Five tellings of the flood: five languages, four countries, one of them a copy."""
    by_id = {one.listed.id: one for one in press.press()}
    made = Story(
        id=ID,
        slug=SLUG,
        told=(
            telling(by_id["a2ar"]),
            telling(by_id["a6en"]),
            telling(by_id["a1dam"]),
            telling(by_id["a4fr"], copy_of="a6en"),
            telling(by_id["a9de"]),
        ),
        former=("oldstory",),
        topics=("medtop:06000000",),
    )
    return replace(made, **more)  # type: ignore[arg-type]
