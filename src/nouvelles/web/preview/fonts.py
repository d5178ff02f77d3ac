"""Fonts of the system by script, and which of them has a character."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import regex
from PIL import ImageFont

Face = Literal["serif", "sans"]

#: Where systems keep fonts (XDG base directories and their usual additions).
FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)

#: Scripts of living languages of the press, as Unicode names them (UAX 24).
SCRIPTS: Final = (
    "Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana",
    "Hangul", "Bopomofo", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya",
    "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer",
    "Myanmar", "Tibetan", "Georgian", "Armenian", "Ethiopic", "Mongolian", "Syriac",
    "Thaana", "Tifinagh", "Nko", "Adlam", "Cherokee", "Canadian_Aboriginal",
)  # fmt: skip
_SCRIPT = regex.compile(
    "|".join(rf"(?P<{name}>\p{{Script={name}}})" for name in SCRIPTS)
)
_EUROPEAN: Final = ("Latin", "Cyrillic", "Greek")
_CJK: Final = ("Han", "Hiragana", "Katakana", "Hangul", "Bopomofo")
#: The place of a language's own shapes in the collections of Noto CJK.
_IN_COLLECTION: Final = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3}

#: Scripts whose letters take other shapes or places beside others: without a shaping
#: engine they would be drawn wrong, and so not at all.
_SHAPED: Final = frozenset(SCRIPTS) - {
    *_EUROPEAN, *_CJK, "Georgian", "Armenian", "Ethiopic", "Tifinagh", "Cherokee",
    "Canadian_Aboriginal",
}  # fmt: skip

#: A character that no font has, for the sign that stands for such.
_MISSING: Final = "\U0010fffe"


def script_of(character: str) -> str:
    """The script of a character, "" for what several scripts share."""
    found = _SCRIPT.match(character)
    return (found.lastgroup or "") if found else ""


@lru_cache(maxsize=1)
def can_shape() -> bool:
    """Whether Pillow finds Raqm, which shapes and orders letters."""
    from PIL import features

    return bool(features.check("raqm"))


@lru_cache(maxsize=256)
def find_font(script: str, face: Face, language: str) -> tuple[str, int] | None:
    """The file of the first font for a script that the system has, and the place of its
    language in it."""
    if script in _SHAPED and not can_shape():
        return None
    for name in _candidates(script, face):
        path = _files().get(name)
        if path is not None:
            tag = language.lower()
            traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk"))
            key = "zh-hant" if traditional else tag.partition("-")[0]
            index = _IN_COLLECTION.get(key, 2) if name.endswith(".ttc") else 0
            return path, index
    return None


@lru_cache(maxsize=128)
def open_font(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels."""
    return ImageFont.truetype(path, size, index=index)


@lru_cache(maxsize=4096)
def has_glyph(path: str, index: int, character: str) -> bool:
    """Whether a font can draw a character: it looks unlike one that no font has."""
    return _picture(path, index, character) != _picture(path, index, _MISSING)


@lru_cache(maxsize=4096)
def _picture(path: str, index: int, character: str) -> tuple[tuple[int, int], bytes]:
    font = _plain_font(path, index)
    mask = font.getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=64)
def _plain_font(path: str, index: int) -> ImageFont.FreeTypeFont:
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(path, 24, index=index, layout_engine=basic)


def _candidates(script: str, face: Face) -> list[str]:
    families: tuple[str, ...]
    weights = ("Bold", "Regular") if face == "serif" else ("Regular", "Bold")
    if script in _EUROPEAN or not script:
        families = ("NotoSerif", "DejaVuSerif", "LiberationSerif")
        if face == "sans":
            families = ("NotoSans", "DejaVuSans", "LiberationSans")
    elif script in _CJK:
        families = ("NotoSerifCJK", "NotoSansCJK")
        families = families if face == "serif" else families[::-1]
    else:
        name = {"Nko": "NKo", "Canadian_Aboriginal": "CanadianAboriginal"}.get(
            script, script
        )
        families = (f"NotoSerif{name}", f"NotoSans{name}", "DejaVuSans")
        families = families if face == "serif" else (f"NotoSans{name}", *families)
        if script == "Arabic" and face == "serif":
            families = ("NotoNaskhArabic", *families)
    found = []
    for family in families:
        plain = [family] if family.startswith("DejaVu") else []
        names = [*(f"{family}-{weight}" for weight in weights), *plain]
        found += [f"{name}.{end}" for name in names for end in ("ttf", "otf", "ttc")]
    return found


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    """The system's font files by name."""
    found: dict[str, str] = {}
    home = Path.home() / ".local/share/fonts"
    for folder in (*FOLDERS, str(home)):
        for place, _, names in os.walk(folder):
            for name in names:
                found.setdefault(name, os.path.join(place, name))
    return found
