"""What goes on which surface: every way through `shown` stays inside the permission."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.records import Block, Image, RightsItem, Shown, Surface
from nouvelles.rights import LICENCES, may
from nouvelles.web.paper.article_set import REASONS
from nouvelles.web.reads import HeldPicture, Hit
from nouvelles.web.shown import (
    feed_blocks,
    is_hidden,
    show_article,
    show_extract,
    show_hit,
    show_picture,
    show_snippet,
)
from tests.web import invented_press as press
from tests.web.messages import WEB

DIRECTIVES = ("noarchive", "nosnippet", "noindex", "noimageindex", "notranslate")

rights_items = st.builds(
    RightsItem,
    source_licence=st.sampled_from(
        ["", "CC-BY-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "X"]
    ),
    page_licence=st.sampled_from(["", "CC-BY-SA-4.0", "CC0-1.0", "X"]),
    agencies=st.sampled_from([(), ("Meridian",)]),
    robots=st.lists(st.sampled_from(DIRECTIVES), max_size=2).map(tuple),
    max_snippet=st.sampled_from([None, 0, 20, 120, 500]),
    opted_out=st.booleans(),
    paywalled=st.booleans(),
    conditions=st.sampled_from([(), ("tracking-pixel",)]),
    withdrawn=st.booleans(),
    image_licence=st.sampled_from(["", "CC-BY-4.0", "X"]),
    image_credit=st.sampled_from(["", "Somebody"]),
)


def article(rights: RightsItem, summary: str = "") -> Shown:
    return press.with_listed(press.press()[0], rights=rights, summary=summary)


@given(rights_items, st.sampled_from(["", "Ce que dit le flux. " * 12]))
def test_nothing_exceeds_the_answer(rights: RightsItem, summary: str) -> None:
    shown = article(rights, summary)
    listed = shown.listed
    display = show_article(shown)

    full = may(rights, Surface.FULL_TEXT)
    assert display.is_whole == full.allowed
    assert bool(display.blocks) == full.allowed
    assert bool(display.standfirst) == full.allowed
    if not display.is_whole:
        assert display.reason in REASONS

    for surface in (Surface.EXTRACT, Surface.FEED):
        answer = may(rights, surface)
        extract = show_extract(listed, surface)
        assert answer.allowed or not extract
        assert answer.limit is None or len(extract) <= answer.limit

    answer = may(rights, Surface.SNIPPET)
    pieces = show_snippet(Hit(listed=listed, text=listed.lede * 3), "barragem")
    length = sum(len(piece.text) for piece in pieces)
    assert answer.allowed or not pieces
    assert answer.limit is None or length <= answer.limit

    assert (display.plate is not None) == may(rights, Surface.IMAGE).allowed
    if feed_blocks(shown):
        assert full.allowed
        assert may(rights, Surface.FEED).limit is None


def test_an_outlet_that_opted_out_gives_its_feed_alone() -> None:
    shown = article(RightsItem(opted_out=True), "Ce que dit le flux.")
    display = show_article(shown)
    assert display.teaser.extract == "Ce que dit le flux."
    assert (display.kicker, display.standfirst, display.blocks) == ("", "", ())
    without = show_article(article(RightsItem(opted_out=True)))
    assert without.teaser.extract == ""


def pictured(*pictures: Block, image: Image | None = None) -> Shown:
    """A licensed article with pictures in its text, its first one held by us."""
    first = press.press()[0]
    assert first.article is not None
    body = (*pictures, Block(kind="paragraph", text="The water fell."))
    return replace(first, article=replace(first.article, body=body, image=image))


def words(shown: Shown) -> list[tuple[str, str]]:
    """Caption and credit of the pictures that an article's page and feed tell of."""
    display = show_article(shown)
    assert display.is_whole
    for blocks in (display.blocks, feed_blocks(shown)):
        assert all(block.url == "" for block in blocks if block.kind == "image")
    return [(b.text, b.credit) for b in display.blocks if b.kind == "image"]


def test_pictures_inside_the_text_leave_their_words_alone() -> None:
    picture = Block(kind="image", url="https://x.example/1.jpg", text="The dam.")
    credited = replace(picture, credit="Ann Field")
    assert words(pictured(picture, credited)) == [
        ("The dam.", ""),
        ("The dam.", "Ann Field"),
    ]


@pytest.mark.parametrize("credit", ["AFP", "Ann Field / AFP", "dpa, Reuters"])
def test_an_agencys_caption_is_the_agencys_text(credit: str) -> None:
    picture = Block(kind="image", url="https://x.example/1.jpg", text="The dam.")
    assert words(pictured(replace(picture, credit=credit))) == [("", credit)]


def test_the_picture_above_the_text_is_not_told_of_again() -> None:
    url = "https://x.example/1.jpg"
    lead = Image(url=url, caption="The dam.", licence="CC-BY-4.0")
    one = pictured(Block(kind="image", url=url, text="The dam."), image=lead)
    held = press.with_listed(
        one,
        picture="a.jpg",
        rights=replace(one.listed.rights, image_licence="CC-BY-4.0"),
    )
    assert words(held) == []
    assert words(press.with_listed(held, picture="")) == [("The dam.", "")]


def test_dense_scripts_have_less_room() -> None:
    chinese = press.with_listed(
        press.press()[4], rights=RightsItem(source_licence="CC0-1.0")
    )
    assert len(show_extract(chinese.listed)) <= 140


def test_a_picture_without_licence_is_not_served() -> None:
    held = press.picture()
    assert show_picture(held) == held.picture.data
    assert show_picture(replace(held, rights=RightsItem())) is None
    assert isinstance(held, HeldPicture)


def test_hidden_names() -> None:
    french = press.press()[3].listed
    assert is_hidden(french, ["Dar  SOHRA"])
    assert is_hidden(french, ["Halwan"], "Le gouverneur, Idris Halwan")
    assert not is_hidden(french, ["Halwan"])
    assert not is_hidden(french, [])


def test_a_hit_shows_its_snippet_and_no_other_extract() -> None:
    listed = press.press()[3].listed
    teaser = show_hit(Hit(listed=listed, text="Les digues de roseaux"), "DIGUES")
    assert [piece.text for piece in teaser.snippet if piece.is_found] == ["digues"]
    assert teaser.extract == ""


def test_every_refusal_of_a_text_has_words() -> None:
    for spdx in ("", "X", *LICENCES):
        for paywalled in (False, True):
            for agencies in ((), ("Meridian",)):
                rights = RightsItem(
                    source_licence=spdx, paywalled=paywalled, agencies=agencies
                )
                answer = may(rights, Surface.FULL_TEXT)
                assert answer.allowed or answer.reason in REASONS


#: Fields of `Listed`, `Article`, `Hit` and `Change` that hold an article's own words.
WORDS = (
    "lede", "summary", "standfirst", "body", "kicker", "blocks", "headline",
    "before", "after", "changes",
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda path: path.stem)
def test_no_other_module_touches_an_articles_text(path) -> None:  # type: ignore[no-untyped-def]
    if path.stem in ("shown", "history", "readings", "translated", "set_translation"):
        return
    found = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in WORDS
        and isinstance(node.value, ast.Name)
    }
    # A teaser's headline, the texts of a display and a translation have been asked for;
    # a feed asks whether a revision changed anything, and shows nothing of it; the body
    # of an answer is no article's, what stood before in a comment no text of an outlet.
    # The desk, which no reader sees, names articles by their headlines.
    allowed = {
        "teaser.headline", "words.headline", "wording.headline",
        "display.blocks", "made.blocks", "display.standfirst", "revision.changes",
        "answer.body", "self.body", "made.body", "found.body", "sent.body",
        "one.before", *(["head.headline"] if path.parent.name == "desk" else []),
    }  # fmt: skip
    assert found <= allowed
