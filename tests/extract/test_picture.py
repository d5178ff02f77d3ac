"""Pictures re-encoded."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nouvelles.errors import Reject
from nouvelles.extract import Reason, reencode
from tests.extract.captures import capture


def encoded(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    mode = "P" if kind == "GIF" else "RGB"
    out = BytesIO()
    Image.new(mode, size, 3 if mode == "P" else (200, 30, 30)).save(
        out, kind, **options
    )
    return out.getvalue()


def rejected(body: bytes, **limits: int) -> Reject:
    with pytest.raises(Reject) as caught:
        reencode(capture(body), **limits)
    return caught.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_formats(kind: str) -> None:
    picture = reencode(capture(encoded(kind)))
    assert (picture.media_type, picture.width, picture.height) == ("image/webp", 60, 40)
    with Image.open(BytesIO(picture.data)) as image:
        assert (image.format, image.size) == ("WEBP", (60, 40))


def test_wide_pictures_are_scaled() -> None:
    picture = reencode(capture(encoded("JPEG", (3200, 1000))))
    assert (picture.width, picture.height) == (1600, 500)


def test_transparency_is_kept() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(reencode(capture(out.getvalue())).data)) as image:
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_pictures_stand_upright_and_lose_their_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Secret Camera"
    picture = reencode(capture(encoded("JPEG", (60, 40), exif=exif, comment=b"secret")))
    assert (picture.width, picture.height) == (40, 60)
    assert b"ecret" not in picture.data
    with Image.open(BytesIO(picture.data)) as image:
        assert not image.getexif()
        assert "icc_profile" not in image.info


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"%PDF-",
        b"BM\x00\x00",
    ],
)
def test_other_bytes(body: bytes) -> None:
    assert rejected(body).reason == Reason.NOT_A_PICTURE


def test_limits() -> None:
    assert (
        rejected(encoded("PNG"), most_pixels=2_000).reason == Reason.PICTURE_TOO_LARGE
    )
    assert rejected(encoded("PNG"), most_bytes=20).reason == Reason.PICTURE_TOO_LARGE
    with pytest.raises(Reject) as caught:
        reencode(capture(encoded("PNG"), truncated=True))
    assert caught.value.reason == Reason.PICTURE_TOO_LARGE


def test_a_bomb_is_told_by_its_header() -> None:
    # A PNG of 60,000 × 60,000 pixels in one colour: 3.6 · 10⁹ pixels in its header.
    small = encoded("PNG")
    bomb = small[:16] + (60_000).to_bytes(4, "big") * 2 + small[24:]
    assert rejected(bomb).reason in (Reason.PICTURE_TOO_LARGE, Reason.NOT_A_PICTURE)


def test_broken_pictures() -> None:
    whole = encoded("JPEG", (400, 300))
    assert rejected(whole[: len(whole) // 2]).reason == Reason.PICTURE_BROKEN


def test_other_statuses() -> None:
    with pytest.raises(Reject) as caught:
        reencode(capture(encoded("PNG"), status=404))
    assert str(caught.value) == "http-status: 404"


@settings(deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.data())
def test_damaged_pictures_end_as_picture_or_rejection(
    kind: str, data: st.DataObject
) -> None:
    body = bytearray(encoded(kind))
    for _ in range(4):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        picture = reencode(capture(bytes(body)))
    except Reject as reject:
        Reason(reject.reason)  # ValueError for a word of no list
    else:
        assert picture.width <= 1600
