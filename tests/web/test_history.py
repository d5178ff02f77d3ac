"""What of an article's changes is shown, and what of one that was withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from nouvelles.edition import changes
from nouvelles.edition.revisions import LIMIT
from nouvelles.records import (
    Block,
    Change,
    Revision,
    RightsItem,
    Shown,
    Source,
    Surface,
)
from nouvelles.rights import may
from nouvelles.testing import MemoryReads
from nouvelles.web.history import show_history
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.test_feeds import parsed
from tests.web.test_pages import main_text, texts, tree
from tests.web.test_shown import rights_items

BEFORE = "Twelve people died in the flood."
AFTER = "Fourteen people died in the flood."
GONE = datetime(2026, 3, 12, 14, 0, tzinfo=press.hours(0))


def changed(
    source: Source = press.RADIO, *, language: str = "en", **more: object
) -> Shown:
    """An article of which headline and text were changed once."""
    one = press.shown(
        "c1", source, "Fourteen die", press.paragraphs(AFTER, "It rains."), press.NOW,
        language=language,
    )  # fmt: skip
    assert one.article is not None
    earlier = replace(
        one.article,
        headline="Twelve die",
        body=press.paragraphs(BEFORE, "It rains.", "The road is closed."),
    )
    first = one.revisions[0]
    second = Revision(
        at=first.at + timedelta(hours=1),
        digest="b" * 64,
        headline="Fourteen die",
        changes=changes(earlier, one.article),
    )
    return press.with_listed(
        replace(one, revisions=(replace(first, headline="Twelve die"), second)), **more
    )


def test_a_licensed_text_shows_what_was_changed(open_paper: OpenPaper) -> None:
    page = open_paper(MemoryReads([changed()])).open("/en/article/c1")
    assert texts(page, "#history summary") == ["Changed once"]
    assert texts(page, ".rail [href='#history']") == ["Changed once"]
    assert "Noted on" in " ".join(texts(page, "#history li"))
    passages = [" ".join(one.split()) for one in texts(page, ".passage")]
    assert passages == [
        "taken out: Twelve put in: Fourteen end of the change die",
        "taken out: Twelve put in: Fourteen end of the change people died in the flood.",
        "taken out: The road is closed.",
    ]
    assert texts(page, "#history .kicker") == ["Headline", "Text"]
    assert not tree(page).css("#history[open]")


def test_newest_changes_come_first(open_paper: OpenPaper) -> None:
    one = changed()
    last = one.revisions[-1]
    third = replace(
        last,
        at=last.at + timedelta(hours=2),
        changes=(Change(field="body", after="The water falls."),),
    )
    outside = replace(last, at=last.at + timedelta(hours=1), changes=())
    held = replace(one, revisions=(*one.revisions, outside, third))
    page = open_paper(MemoryReads([held])).open("/fr/article/c1")
    assert texts(page, "#history summary") == ["Modifié 2 fois"]
    assert "The water falls." in texts(page, "#history li")[0]
    assert "1 autre version relevée" in main_text(page)


@pytest.mark.parametrize(
    "rights",
    [
        RightsItem(),
        RightsItem(source_licence="CC-BY-4.0", agencies=("Meridian",)),
        RightsItem(source_licence="CC-BY-4.0", conditions=("tracking-pixel",)),
        RightsItem(source_licence="CC-BY-4.0", paywalled=True),
        # The text stands whole, but pieces of an earlier one would be cut out of it.
        RightsItem(source_licence="CC-BY-ND-4.0"),
    ],
)
def test_without_the_right_only_the_headline_is_told(
    open_paper: OpenPaper, rights: RightsItem
) -> None:
    page = open_paper(MemoryReads([changed(rights=rights)])).open("/en/article/c1")
    assert len(texts(page, ".passage")) == 1
    assert "Twelve" in texts(page, ".passage")[0]
    assert BEFORE not in page
    assert "The road is closed." not in page
    assert "2 passages of the text changed" in main_text(page)


@given(rights_items)
def test_no_change_exceeds_the_answer(rights: RightsItem) -> None:
    (amendment,) = show_history(changed(rights=rights))
    is_free = all(
        may(rights, surface).allowed and may(rights, surface).limit is None
        for surface in (Surface.FULL_TEXT, Surface.EXTRACT)
    )
    assert len(amendment.passages) == (3 if is_free else 1)
    assert amendment.withheld == (0 if is_free else 2)


def test_words_of_the_page_keep_their_direction(open_paper: OpenPaper) -> None:
    one = changed(press.PARSAVA, language="ar")
    page = open_paper(MemoryReads([one])).open("/fr/article/c1")
    (passage, *_) = tree(page).css(".passage")
    assert (passage.attributes["lang"], passage.attributes["dir"]) == ("ar", "rtl")
    for said in tree(page).css(".passage .vh"):
        assert (said.attributes["lang"], said.attributes["dir"]) == ("fr", "ltr")


def test_texts_of_changes_are_escaped(open_paper: OpenPaper) -> None:
    one = changed()
    evil = replace(
        one.revisions[-1],
        changes=(Change(field="body", before="<b>1</b>", after="<script>2</script>"),),
    )
    page = open_paper(
        MemoryReads([replace(one, revisions=(one.revisions[0], evil))])
    ).open("/fr/article/c1")
    assert "<script>2" not in page
    assert "&lt;script&gt;2" in page


def test_more_changes_than_are_kept_are_said_to_be_more(open_paper: OpenPaper) -> None:
    one = changed()
    many = tuple(Change(field="body", after=f"Line {n}.") for n in range(LIMIT))
    held = replace(
        one, revisions=(one.revisions[0], replace(one.revisions[-1], changes=many))
    )
    page = open_paper(MemoryReads([held])).open("/en/article/c1")
    assert "More was changed than is kept here." in main_text(page)


def test_an_article_that_never_changed_has_no_history(open_paper: OpenPaper) -> None:
    one = changed()
    for held in (
        replace(one, revisions=one.revisions[:1]),
        replace(
            one,
            revisions=(one.revisions[0], replace(one.revisions[-1], changes=())),
        ),
    ):
        page = open_paper(MemoryReads([held])).open("/en/article/c1")
        assert not tree(page).css("#history")


# ---- withdrawn ----


def withdrawn() -> Shown:
    one = changed(rights=RightsItem(source_licence="CC-BY-4.0", withdrawn=True))
    assert one.article is not None
    article = replace(
        one.article,
        standfirst="Above the text.",
        kicker="Floods",
        byline=("A. Writer",),
        agencies=("Meridian",),
    )
    return press.with_listed(
        replace(one, article=article, authors=("A. Writer",)),
        withdrawn=GONE,
        summary="What the feed says.",
        picture="a1dam.jpg",
    )


def test_of_a_withdrawn_article_the_headline_and_the_mark_remain(
    open_paper: OpenPaper,
) -> None:
    one = withdrawn()
    reader = open_paper(MemoryReads([one]))
    page = reader.open("/fr/article/c1")
    said = main_text(page)
    assert texts(page, "h1") == ["Fourteen die"]
    assert "Retiré par son média" in texts(page, ".gone")[0]
    assert "Constaté le 12\u00a0mars 2026 à 15" in texts(page, ".gone")[0].replace(
        "\u202f", " "
    )
    assert "L’adresse où il se trouvait, chez" in said
    assert f'href="{one.listed.url}"' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    for word in ("people died", "It rains", "Above the text", "Floods", "A. Writer",
                 "Meridian", "What the feed says", "/pictures/"):  # fmt: skip
        assert word not in page, word


@pytest.mark.parametrize(
    "path", ["/en/", "/en/source/radioouvra.example", "/en/search?q=fourteen"]
)
def test_lists_mark_it(open_paper: OpenPaper, path: str) -> None:
    page = open_paper(MemoryReads([withdrawn()])).open(path)
    assert "Withdrawn by its outlet" in texts(page, ".tag")
    assert "people died" not in page
    assert "What the feed says" not in page


def test_it_is_not_found_by_its_text_nor_in_feeds(open_paper: OpenPaper) -> None:
    reads = press.reads()
    reads.add(withdrawn())
    reader = open_paper(reads)
    assert "No article for" in reader.open("/en/search?q=rains")
    for path in ("/fr/flux.atom", "/fr/source/radioouvra.example/flux.atom"):
        assert all("c1" not in entry.link for entry in parsed(reader, path).entries)


def test_an_announced_article_may_be_withdrawn_too(open_paper: OpenPaper) -> None:
    one = replace(withdrawn(), article=None, revisions=())
    page = open_paper(MemoryReads([one])).open("/en/article/c1")
    assert "The outlet has this article no more" in main_text(page)
    assert "A. Writer" not in page


# ---- conditions ----


def test_a_licence_that_counts_readers_leaves_an_extract(open_paper: OpenPaper) -> None:
    rights = RightsItem(source_licence="CC-BY-ND-4.0", conditions=("tracking-pixel",))
    reader = open_paper(MemoryReads([changed(rights=rights)]))
    page = reader.open("/en/article/c1")
    assert "asks that readers be counted at the outlet" in main_text(page)
    assert "Licence stated by the outlet: CC BY-ND 4.0" in main_text(page)
    (entry,) = parsed(reader, "/en/feed.atom").entries
    assert "content" not in entry


def test_a_feed_tells_of_changes_of_the_text_alone(open_paper: OpenPaper) -> None:
    one = changed()
    last = one.revisions[-1]
    outside = replace(last, at=last.at + timedelta(hours=5), changes=())
    held = replace(one, revisions=(*one.revisions, outside))
    (entry,) = parsed(
        open_paper(MemoryReads([held]), now=press.NOW + timedelta(days=1)),
        "/en/feed.atom",
    ).entries
    assert entry.updated == last.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_pictures_inside_a_text_are_no_passage() -> None:
    one = changed()
    assert one.article is not None
    moved = replace(
        one.article,
        body=(Block(kind="image", url="https://x.example/p.jpg"), *one.article.body),
    )
    assert changes(one.article, moved) == ()
