"""Previews: every script in its own letters and direction, nothing too long."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nouvelles.web.preview import (
    HEIGHT,
    WIDTH,
    KeptPreviews,
    Preview,
    draw_preview,
    fonts,
)
from nouvelles.web.preview.lines import (
    ELLIPSIS,
    Style,
    break_lines,
    can_draw,
    cut_lines,
    find_parts,
    measure,
)

PREVIEW = Preview(
    paper="Nouvelles du Monde",
    edition="fr",
    title="À Dar Sohra, l’alerte est arrivée après l’eau",
    language="fr",
    place="Marwal · en français",
    outlet="Le Courrier de Dar Sohra",
    outlet_language="fr",
)

#: A headline in each of the scripts that the sample press and the world's press use most.
HEADLINES = {
    "ar": "دار سهرة: لم تصلنا أي رسالة قبل الموجة",
    "fa": "زمین‌لرزه‌ای به بزرگی ۵٫۹ شهر نور را لرزاند",
    "he": "ראש הממשלה: «לא נפסיק» עד הסוף",
    "zh": "帆船重返稻米之路：十九天，不用一滴燃油",
    "ja": "帆船が稲の道に戻る：十九日、燃料は一滴も使わず",
    "ko": "돛단배가 쌀길로 돌아오다: 십구 일",
    "hi": "प्रधानमंत्री ने कहा कि बाढ़ से लोग प्रभावित हुए हैं",
    "bn": "বন্যায় বারো হাজার মানুষ ক্ষতিগ্রস্ত",
    "ta": "வெள்ளத்தால் மக்கள் பாதிக்கப்பட்டனர்",
    "th": "นายกรัฐมนตรีกล่าวว่าน้ำท่วมส่งผลกระทบต่อประชาชน",
    "uk": "Національна бібліотека відкрилася після ремонту",
    "el": "Η πλημμύρα έφτασε πριν από το μήνυμα",
    "am": "ጎርፉ ከመልእክቱ በፊት ደረሰ",
    "ka": "წყალდიდობა შეტყობინებამდე მოვიდა",
    "hy": "Ջրհեղեղը հասավ հաղորդագրությունից առաջ",
    "vi": "Nước lũ đến trước khi có cảnh báo",
}
RTL = ("ar", "fa", "he")


def has_fonts(*scripts: str) -> bool:
    return all(fonts.find_font(script, "serif", "") for script in scripts)


needs_fonts = pytest.mark.skipif(
    not has_fonts("Latin", "Arabic", "Han", "Devanagari", "Thai"),
    reason="the Noto fonts are not on this machine",
)


def drawn(preview: Preview) -> Image.Image:
    image = Image.open(BytesIO(draw_preview(preview)))
    assert (image.size, image.format) == ((WIDTH, HEIGHT), "PNG")
    return image.convert("L")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, ...] | None:
    """Where in a part of a preview there is ink."""
    return image.crop(box).point(lambda value: 255 * (value < 128)).getbbox()


HEADLINE = (0, 200, WIDTH, 548)


@needs_fonts
@pytest.mark.parametrize("language", HEADLINES)
def test_every_script_is_drawn_in_its_direction(language: str) -> None:
    rtl = language in RTL
    headline = HEADLINES[language]
    style = Style(face="serif", size=76, language=language, rtl=rtl)
    assert can_draw(headline, style)
    image = drawn(replace(PREVIEW, title=headline, language=language, rtl=rtl))
    box = ink(image, HEADLINE)
    assert box is not None
    left, top, right, bottom = box
    assert right - left > 300
    assert left >= 72 - 12
    assert right <= WIDTH - 72 + 12
    if rtl:
        assert right > WIDTH - 72 - 24
    else:
        assert left < 72 + 24
    assert top > 0
    assert bottom < 548 - 200
    assert len(draw_preview(replace(PREVIEW, title=headline))) < 60_000


@needs_fonts
def test_a_line_may_need_several_fonts() -> None:
    style = Style(face="serif", size=40, language="ar", rtl=True)
    parts = find_parts("قال (BBC) إن 12 ألفًا", style)
    assert len({part.font.path for part in parts}) == 2
    assert "".join(part.text for part in parts) == "قال (BBC) إن 12 ألفًا"
    assert [part.direction for part in parts if "BBC" in part.text] == ["ltr"]


@needs_fonts
def test_each_language_of_han_has_its_own_shapes() -> None:
    found = {
        language: fonts.find_font("Han", "serif", language)
        for language in ("zh", "zh-Hant", "zh-TW", "ja", "ko")
    }
    places = {language: place[1] for language, place in found.items() if place}
    assert places["zh-Hant"] == places["zh-TW"]
    assert len(set(places.values())) == 4


def test_lines_are_even_and_no_word_stands_alone() -> None:
    style = Style(face="serif", size=60, language="fr")
    text = PREVIEW.title + " et les écoles ont ouvert avant l’aube"
    lines = break_lines(text, style, 1000, 5)
    assert lines is not None
    assert " ".join(lines) == text
    widths = [measure(line, style) for line in lines]
    assert max(widths) <= 1000
    assert min(widths) > 0.6 * max(widths)


def test_signs_stay_with_their_letters() -> None:
    style = Style(face="serif", size=60, language="zh")
    lines = break_lines("十九天，不用「一滴」燃油。" * 3, style, 300, 99)
    if lines is None:
        pytest.skip("there is no font for Han on this machine")
    for line in lines:
        assert line[0] not in "，。」"
        assert line[-1] not in "「"


def test_what_is_too_long_is_cut() -> None:
    style = Style(face="serif", size=44, language="fr")
    text = "Un titre long " * 60
    assert break_lines(text, style, 1000, 3) is None
    lines = cut_lines(text, style, 1000, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)
    assert all(measure(line, style) <= 1000 for line in lines)
    word = "x" * 400
    assert break_lines(word, style, 1000, 3) is None
    assert cut_lines(word, style, 1000, 3) == [ELLIPSIS]
    drawn(replace(PREVIEW, title=word, outlet=word, paper=word, place=word, note=word))


def test_without_a_font_the_outlet_is_still_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arabic = replace(PREVIEW, title=HEADLINES["ar"], language="ar", rtl=True)
    monkeypatch.setattr(fonts, "can_shape", lambda: False)
    fonts.find_font.cache_clear()
    from nouvelles.web.preview import lines

    lines._font_for.cache_clear()
    lines._width.cache_clear()
    try:
        assert ink(drawn(arabic), HEADLINE) is None
        assert ink(drawn(arabic), (0, 560, WIDTH, HEIGHT)) is not None
    finally:
        fonts.find_font.cache_clear()
        lines._font_for.cache_clear()
        lines._width.cache_clear()


@settings(max_examples=25)
@given(st.text(max_size=300), st.booleans(), st.text(max_size=40))
def test_no_text_is_too_much(headline: str, rtl: bool, outlet: str) -> None:
    drawn(replace(PREVIEW, title=headline, rtl=rtl, outlet=outlet))


def test_previews_are_kept_by_their_words_and_not_for_ever() -> None:
    asked: list[Preview] = []

    def draw(preview: Preview) -> bytes:
        asked.append(preview)
        return preview.title.encode()

    kept = KeptPreviews(draw, size=2)
    one, two, three = (replace(PREVIEW, title=name) for name in ("1", "2", "3"))
    assert kept.get(one) == kept.get(replace(one)) == b"1"
    kept.get(two)
    kept.get(one)
    kept.get(three)  # now the second is the one that was not asked for longest
    kept.get(one)
    kept.get(two)
    assert [preview.title for preview in asked] == ["1", "2", "3", "2"]
