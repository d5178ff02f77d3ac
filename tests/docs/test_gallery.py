"""The gallery shows all that it names, and stays small."""

from __future__ import annotations

import re

from tools.shots.gallery import FOLDER, MOST, PAGE, SHOWN


def test_the_gallery_is_whole_and_small() -> None:
    named = re.findall(r"\(pictures/gallery/(.+)\.webp\)", PAGE.read_text("utf-8"))
    kept = {one.stem: one.stat().st_size for one in FOLDER.glob("*.webp")}
    assert named == [name for _, _, names in SHOWN for name in names]
    assert set(named) == set(kept)
    assert sum(kept.values()) <= MOST
