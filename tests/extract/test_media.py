"""What a text shows besides text: pictures with captions, films, posts."""

from __future__ import annotations

import pytest

from nouvelles.extract.media import Medium, find_media
from nouvelles.extract.page import Page
from nouvelles.records import Block
from tests.extract.small_pages import hints_of, read

FIRST = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
SECOND = "The crews say that they will stay there until the rosters are changed."


def media_of(page: Page) -> list[Medium]:
    """The media of a page of which the two sentences above are the text."""
    kept = [line.index for line in page.lines if line.text in (FIRST, SECOND)]
    assert len(kept) == 2
    return find_media(page, kept, hints_of(page))


def between(markup: str) -> Page:
    return read(
        f"<header><img src=/site.jpg></header><article><p>{FIRST}</p>{markup}"
        f"<p>{SECOND}</p></article><footer><img src=/foot.jpg></footer>"
    )


def block_of(markup: str) -> Block:
    (medium,) = media_of(between(markup))
    return medium.block


# ---- pictures ----------------------------------------------------------------------


def test_a_picture_with_caption_and_credit() -> None:
    page = between(
        "<figure><img src='/quay.jpg' width=800><figcaption>The quay on Sunday. "
        "<span>Photo: Mira Holm</span></figcaption></figure>"
    )
    (medium,) = media_of(page)
    assert medium.block == Block(
        kind="image",
        url="https://quay.example/quay.jpg",
        text="The quay on Sunday.",
        credit="Mira Holm",
        path="/html/body/*[2]/*[2]/*[1]",
    )
    assert page.lines[medium.place].media == "img"
    assert [page.lines[place].text for place in medium.lines] == [
        "The quay on Sunday. Photo: Mira Holm"
    ]


def test_a_caption_of_several_lines() -> None:
    block = block_of(
        "<figure><div><img src=/a.jpg></div><figcaption><p>The quay.</p>"
        "<p>© Mira Holm</p></figcaption></figure>"
    )
    assert block.text == "The quay."
    block = block_of(
        "<figure><img src=/a.jpg><figcaption>The quay. (Foto: Mira Holm)</figcaption>"
        "</figure>"
    )
    assert (block.text, block.credit) == ("The quay.", "Mira Holm")


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='wp-caption'><img src=/a.jpg><p>The quay.</p></div>",
        "<img src=/a.jpg><p class='caption'>The quay.</p>",
        "<p><img src=/a.jpg></p><div class='image-caption'>The quay.</div>",
        "<img src=/a.jpg><figcaption>The quay.</figcaption>",
    ],
)
def test_captions_by_name(markup: str) -> None:
    assert block_of(markup).text == "The quay."


def test_what_is_beside_a_picture_and_no_caption() -> None:
    assert block_of("<p><img src=/a.jpg></p><p>A line.</p>").text == ""
    # What is text is no caption as well.
    page = read(
        f"<div><p>{FIRST}</p><figure><img src=/a.jpg><p>{SECOND}</p></figure></div>"
    )
    (medium,) = media_of(page)
    assert (medium.block.text, medium.lines) == ("", ())


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ("src='/a.jpg'", "https://quay.example/a.jpg"),
        (
            "src='data:image/gif;base64,R0' data-src='/b.jpg'",
            "https://quay.example/b.jpg",
        ),
        ("data-lazy-src=//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
        ("srcset='/s.jpg 320w, /l.jpg 1280w'", "https://quay.example/l.jpg"),
        ("src='' data-original='d.jpg'", "https://quay.example/2026/05/04/d.jpg"),
    ],
)
def test_addresses_of_pictures(attributes: str, address: str) -> None:
    assert block_of(f"<img {attributes}>").url == address


@pytest.mark.parametrize(
    "markup",
    [
        "<img>", "<img src=''>", "<img src='data:image/gif;base64,R0'>",
        "<img src=/pixel.gif>", "<img src=/a.jpg width=1 height=1>",
        "<img src=/a.jpg height=20>", "<img class=avatar src=/a.jpg>",
        "<img src=/img/logo-quay.png>", "<aside><img src=/a.jpg></aside>",
        "<div class='related'><img src=/a.jpg></div>",
        "<div class='teaser'><a href=/x><img src=/a.jpg></a></div>",
        "<div class='author'><img src=/a.jpg></div>", "<nav><img src=/a.jpg></nav>",
        "<div class='ad-slot'><div><img src=/a.jpg></div></div>",
        "<img src='javascript:x()'>",
    ],
)  # fmt: skip
def test_pictures_that_are_none_of_the_text(markup: str) -> None:
    assert media_of(between(markup)) == []


def test_a_picture_is_shown_once() -> None:
    found = media_of(
        between("<img src=/a.jpg><p>x</p><img src=/b.jpg><img src=/a.jpg>")
    )
    assert [medium.block.url[-5:] for medium in found] == ["a.jpg", "b.jpg"]


def test_pictures_behind_the_text_are_not_the_texts() -> None:
    page = read(
        f"<div><img src=/a.jpg><p>{FIRST}</p><p>{SECOND}</p><img src=/b.jpg></div>"
    )
    assert [medium.block.url[-5:] for medium in media_of(page)] == ["a.jpg"]


def test_no_text_has_no_media() -> None:
    page = between("<img src=/a.jpg>")
    assert find_media(page, [], hints_of(page)) == []


# ---- films, sounds, frames ---------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://www.youtube.com/embed/x", "youtube"),
        ("https://www.youtube-nocookie.com/embed/x", "youtube"),
        ("https://player.vimeo.com/video/1", "vimeo"),
        ("//platform.twitter.com/embed/x", "x"),
        ("https://x.com/a", "x"),
        ("https://open.spotify.com/embed/1", "spotify"),
        ("https://datawrapper.dwcdn.net/1/", "datawrapper"),
        ("https://maps.google.com/x", "google"),
        ("https://charts.quay.example/1", "charts.quay.example"),
        ("https://notyoutube.com/1", "notyoutube.com"),
    ],
)
def test_frames(address: str, provider: str) -> None:
    block = block_of(f"<div><iframe src='{address}' width=600></iframe></div>")
    assert (block.kind, block.text) == ("embed", provider)
    assert block.url == (f"https:{address}" if address[0] == "/" else address)
    assert block.path == "/html/body/*[2]/*[2]/*[1]"


@pytest.mark.parametrize(
    "markup",
    [
        "<video src=/film.mp4></video>",
        "<video><source src='/film.mp4' type=video/mp4></video>",
        "<iframe data-src='/film.mp4'></iframe>",
    ],
)
def test_films_of_the_page_itself(markup: str) -> None:
    block = block_of(markup)
    assert (block.kind, block.url) == ("embed", "https://quay.example/film.mp4")
    assert block.text == "quay.example"


@pytest.mark.parametrize(
    "address",
    [
        "https://ad.doubleclick.net/x", "https://www.google.com/recaptcha/api",
        "https://www.facebook.com/plugins/like.php",
        "https://quay.example/newsletter/box", "https://widgets.outbrain.com/x",
        "about:blank", "",
    ],
)  # fmt: skip
def test_frames_that_measure_sell_or_ask(address: str) -> None:
    assert media_of(between(f"<iframe src='{address}'></iframe>")) == []


# ---- posts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("twitter-tweet", "x"),
        ("instagram-media", "instagram"),
        ("tiktok-embed", "tiktok"),
    ],
)
def test_posts(name: str, provider: str) -> None:
    page = between(
        f"<blockquote class='{name} wide'><p>No boats! <a href='https://t.example/x'>pic"
        "</a></p>— Ann (@ann) <a href='https://social.example/ann/1'>3 May</a>"
        "</blockquote>"
    )
    (medium,) = media_of(page)
    assert medium.block == Block(
        kind="embed",
        url="https://social.example/ann/1",
        text=provider,
        path="/html/body/*[2]/*[2]",
    )
    said = [page.lines[place].text for place in medium.lines]
    assert said[0] == "No boats! pic"
    assert len(said) == 2


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote class='pull'><a href=/x>x</a></blockquote>",
        "<blockquote class=twitter-tweet>No</blockquote>",
    ],
)
def test_quotations_and_posts_without_an_address_are_no_embeds(markup: str) -> None:
    assert media_of(between(markup)) == []


def test_a_post_that_is_text_is_no_embed() -> None:
    page = read(
        f"<div><blockquote class='twitter-tweet'><p>{FIRST}</p><a href='/1'>3 May</a>"
        f"</blockquote><p>{SECOND}</p></div>"
    )
    assert media_of(page) == []
