"""What a person may bring as an advertisement, and what is refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nouvelles.errors import InputError
from nouvelles.records import Ad
from nouvelles.run.ads import add_ad, stop_ad, today
from nouvelles.store import Store
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock

DAY = date(2026, 3, 12)
AD = Ad(
    id=0, advertiser="Atelier du Quai", link="https://quai.example/", since=DAY,
    until=DAY, words="Cartes sur papier.",
)  # fmt: skip


def picture(path: Path, size: tuple[int, int] = (640, 200)) -> Path:
    Image.new("RGB", size, "#15497f").save(path)
    return path


def test_words_are_kept(sqlite_store: Store, clock: Clock) -> None:
    made = add_ad(sqlite_store, AD, None, who="ed", clock=clock)
    assert ReadTables(sqlite_store).ads() == (made,)


def test_a_picture_is_made_anew(
    sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    given = replace(AD, words="", alt="Atelier du Quai: cartes")
    file = picture(tmp_path / "a.png")
    made = add_ad(sqlite_store, given, file, who="ed", clock=clock)
    assert (made.width, made.height) == (640, 200)
    held = ReadTables(sqlite_store).ad_picture(made.picture)
    assert held is not None
    assert held.media_type == "image/webp"
    assert held.data[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("changes", "about", "reason"),
    [
        ({"advertiser": " "}, "--advertiser", "name"),
        ({"advertiser": "x" * 61}, "--advertiser", "60"),
        ({"words": ""}, "the advertisement", "words or a picture"),
        ({"words": "x" * 201}, "--text", "201"),
        ({"link": "javascript:alert(1)"}, "--link", "no web address"),
        ({"link": "https://"}, "--link", "no web address"),
        ({"link": "https://[bad"}, "--link", "no web address"),
        ({"link": "https://a.example/\n"}, "--link", "no web address"),
        ({"until": DAY - timedelta(days=1)}, "--until", "before"),
        ({"cap": -1}, "--cap", "below 0"),
        ({"languages": ("de",)}, "--language", "`de`"),
        ({"sections": ("gossip",)}, "--section", "`gossip`"),
    ],
)
def test_what_is_refused(
    sqlite_store: Store,
    clock: Clock,
    changes: dict[str, object],
    about: str,
    reason: str,
) -> None:
    given = replace(AD, **changes)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=reason) as refused:
        add_ad(sqlite_store, given, None, who="ed", clock=clock)
    assert refused.value.about == about
    assert ReadTables(sqlite_store).ads() == ()


def test_pictures_that_are_refused(
    sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    given = replace(AD, words="", alt="A")
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1600, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "cut.png").write_bytes(picture(tmp_path / "a.png").read_bytes()[:200])
    for name, reason in (
        ("noise.png", "bytes when made anew"),
        ("text.png", "not-a-picture"),
        ("cut.png", "picture-broken"),
        ("none.png", "cannot be read"),
    ):
        with pytest.raises(InputError, match=reason):
            add_ad(sqlite_store, given, tmp_path / name, who="ed", clock=clock)
    file = tmp_path / "a.png"
    with pytest.raises(InputError, match="does not see it"):
        add_ad(sqlite_store, replace(given, alt=""), file, who="ed", clock=clock)
    with pytest.raises(InputError, match="words or a picture"):
        add_ad(sqlite_store, AD, file, who="ed", clock=clock)


def test_only_what_is_there_is_stopped(sqlite_store: Store, clock: Clock) -> None:
    add_ad(sqlite_store, AD, None, who="ed", clock=clock)
    assert stop_ad(sqlite_store, 1, who="ed", why="", clock=clock)
    assert not stop_ad(sqlite_store, 1, who="ed", why="", clock=clock)
    with pytest.raises(InputError, match="none of this number"):
        stop_ad(sqlite_store, 2, who="ed", why="", clock=clock)


def test_days_are_those_of_the_papers_zone(sqlite_store: Store) -> None:
    late = Clock(now=1_773_357_000.0)  # 12 March, 23:10 UTC: the 13th in Paris
    assert today(sqlite_store.settings, late) == date(2026, 3, 13)
