"""What may be shown: the whole table, and that knowing less never shows more."""

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.records import Permission, RightsItem, Surface
from nouvelles.rights import LICENCES, Why, attribution, extract_limit, may, quotation

BY, ND, NC, CC0 = "CC-BY-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CC0-1.0"
UNKNOWN = "LicenseRef-Unknown"
PIXEL = ("tracking-pixel",)
UNTRANSLATED = ("no-translation",)

PAGE = ("", BY, ND, NC, CC0, UNKNOWN)
SOURCE = ("", BY, ND, UNKNOWN)
ROBOTS: tuple[tuple[str, ...], ...] = (
    (),
    ("noarchive",),
    ("nosnippet",),
    ("noindex",),
    ("noimageindex",),
    ("max-image-preview:none",),
    ("notranslate",),
)
LIMITS = (None, 0, 50, 500)
IMAGES = (("", ""), ("", "The Outlet"), ("", "Agence Lointaine"), (BY, "A. Person"))

ITEMS = [
    RightsItem(
        page_licence=page,
        source_licence=source,
        agencies=agencies,
        robots=robots,
        max_snippet=limit,
        opted_out=opted_out,
        paywalled=paywalled,
        image_licence=image[0],
        image_credit=image[1],
        source_name="the outlet",
    )
    for page, source, agencies, robots, limit, opted_out, paywalled, image in product(
        PAGE,
        SOURCE,
        ((), ("AFP",)),
        ROBOTS,
        LIMITS,
        (False, True),
        (False, True),
        IMAGES,
    )
]


def grants(item: RightsItem) -> bool:
    """Whether the text is under a free licence: every statement known, none NC."""
    stated = {item.page_licence, item.source_licence} - {""}
    return bool(stated) and stated <= {BY, ND, CC0} and not item.agencies


def whole(item: RightsItem) -> bool:
    """Whether the whole text may be shown."""
    bars = {"noarchive", "noindex", "nosnippet"} & set(item.robots)
    closed = item.opted_out or item.paywalled or item.max_snippet is not None
    return grants(item) and not bars and not closed


def no_derivatives(item: RightsItem) -> bool:
    return ND in (item.page_licence, item.source_licence)


def expected_limit(item: RightsItem) -> int:
    if "nosnippet" in item.robots:
        return 0
    return 200 if item.max_snippet is None else min(200, item.max_snippet)


def width(answer: Permission) -> float:
    """How much an answer shows: 0 nothing, infinity without limit."""
    if not answer.allowed:
        assert answer.limit == 0
        return 0.0
    return math.inf if answer.limit is None else float(answer.limit)


def test_the_headline_is_always_free() -> None:
    for item in ITEMS:
        assert may(item, Surface.HEADLINE) == (
            Permission(allowed=True, reason=Why.HEADLINE)
        )


def test_full_text_and_translation_over_all_combinations() -> None:
    for item in ITEMS:
        full = may(item, Surface.FULL_TEXT)
        assert full.allowed == whole(item), item
        assert width(full) in (0, math.inf)
        translation = may(item, Surface.TRANSLATION)
        free = whole(item) and not no_derivatives(item)
        assert translation.allowed == (free and "notranslate" not in item.robots)


def test_extracts_over_all_combinations() -> None:
    for item in ITEMS:
        limit = expected_limit(item)
        assert extract_limit(item) == limit
        unlimited = whole(item) and not no_derivatives(item)
        extract = may(item, Surface.EXTRACT)
        assert width(extract) == (math.inf if unlimited else limit), item
        feed = may(item, Surface.FEED)
        assert width(feed) == (math.inf if whole(item) else limit), item
        hidden = item.opted_out or "noindex" in item.robots
        snippet = may(item, Surface.SNIPPET)
        assert width(snippet) == (0 if hidden else width(extract)), item


def test_pictures_over_all_combinations() -> None:
    bars = {"noindex", "noimageindex", "max-image-preview:none"}
    for item in ITEMS:
        own = item.image_licence == BY
        ours = item.image_credit in ("", "The Outlet") and grants(item)
        free = own or (ours and not no_derivatives(item))
        closed = item.opted_out or bool(bars & set(item.robots))
        assert may(item, Surface.IMAGE).allowed == (free and not closed), item


def test_every_answer_has_a_reason_and_rests_on_a_licence_or_none() -> None:
    for item, surface in product(ITEMS, Surface):
        answer = may(item, surface)
        assert answer.reason in set(Why)
        assert bool(answer.licence) == (answer.reason == Why.LICENSED)


@pytest.mark.parametrize(
    ("item", "surface", "reason"),
    [
        (RightsItem(), Surface.EXTRACT, Why.QUOTATION),
        (RightsItem(), Surface.FULL_TEXT, Why.NO_LICENCE),
        (RightsItem(page_licence=NC), Surface.FULL_TEXT, Why.NON_COMMERCIAL),
        (RightsItem(page_licence=NC), Surface.EXTRACT, Why.NON_COMMERCIAL),
        (RightsItem(page_licence=ND), Surface.TRANSLATION, Why.NO_DERIVATIVES),
        (RightsItem(page_licence=ND), Surface.EXTRACT, Why.NO_DERIVATIVES),
        (RightsItem(page_licence=ND), Surface.IMAGE, Why.NO_DERIVATIVES),
        (RightsItem(page_licence=BY), Surface.TRANSLATION, Why.LICENSED),
        (RightsItem(), Surface.TRANSLATED_HEADLINE, Why.HEADLINE),
        (RightsItem(page_licence=NC), Surface.TRANSLATED_HEADLINE, Why.HEADLINE),
        (
            RightsItem(source_licence=ND),
            Surface.TRANSLATED_HEADLINE,
            Why.NO_DERIVATIVES,
        ),
        (
            RightsItem(page_licence=UNKNOWN),
            Surface.TRANSLATED_HEADLINE,
            Why.UNKNOWN_LICENCE,
        ),
        (
            RightsItem(robots=("notranslate",)),
            Surface.TRANSLATED_HEADLINE,
            Why.NOTRANSLATE,
        ),
        (RightsItem(opted_out=True), Surface.TRANSLATED_HEADLINE, Why.OPTED_OUT),
        (RightsItem(page_licence=UNKNOWN), Surface.FEED, Why.UNKNOWN_LICENCE),
        (
            RightsItem(page_licence=BY, agencies=("AFP",)),
            Surface.FULL_TEXT,
            Why.AGENCY_COPY,
        ),
        (RightsItem(page_licence=BY, paywalled=True), Surface.FEED, Why.PAYWALLED),
        (RightsItem(opted_out=True), Surface.EXTRACT, Why.OPTED_OUT),
        (RightsItem(opted_out=True), Surface.SNIPPET, Why.OPTED_OUT),
        (RightsItem(robots=("nosnippet",)), Surface.EXTRACT, Why.NOSNIPPET),
        (RightsItem(max_snippet=0), Surface.EXTRACT, Why.MAX_SNIPPET),
        (
            RightsItem(page_licence=BY, max_snippet=900),
            Surface.FULL_TEXT,
            Why.MAX_SNIPPET,
        ),
        (
            RightsItem(page_licence=BY, robots=("noarchive",)),
            Surface.FULL_TEXT,
            Why.NOARCHIVE,
        ),
        (
            RightsItem(page_licence=BY, image_credit="Reuters"),
            Surface.IMAGE,
            Why.IMAGE_CREDIT,
        ),
        (
            RightsItem(page_licence=BY, robots=("noimageindex",)),
            Surface.IMAGE,
            Why.IMAGE_DIRECTIVE,
        ),
        (
            RightsItem(source_licence=BY, conditions=PIXEL),
            Surface.FULL_TEXT,
            Why.TRACKING_PIXEL,
        ),
        (
            RightsItem(source_licence=NC, conditions=PIXEL),
            Surface.FULL_TEXT,
            Why.NON_COMMERCIAL,
        ),
        (RightsItem(conditions=PIXEL), Surface.EXTRACT, Why.QUOTATION),
        (
            RightsItem(source_licence=BY, conditions=UNTRANSLATED),
            Surface.TRANSLATION,
            Why.NOTRANSLATE,
        ),
        (
            RightsItem(conditions=UNTRANSLATED),
            Surface.TRANSLATED_HEADLINE,
            Why.NOTRANSLATE,
        ),
        (
            RightsItem(source_licence=BY, conditions=(*UNTRANSLATED, *PIXEL)),
            Surface.FULL_TEXT,
            Why.TRACKING_PIXEL,
        ),
        (
            RightsItem(source_licence=BY, conditions=("a-lighthouse",)),
            Surface.FULL_TEXT,
            Why.UNKNOWN_LICENCE,
        ),
        (
            RightsItem(source_licence=BY, conditions=("a-lighthouse",)),
            Surface.IMAGE,
            Why.UNKNOWN_LICENCE,
        ),
        (
            RightsItem(page_licence=BY, withdrawn=True),
            Surface.FULL_TEXT,
            Why.WITHDRAWN,
        ),
    ],
)
def test_reasons(item: RightsItem, surface: Surface, reason: Why) -> None:
    assert may(item, surface).reason == reason


def test_a_pictures_licence_may_be_an_address() -> None:
    by = "https://creativecommons.org/licenses/by/4.0/"
    answer = may(RightsItem(image_licence=by), Surface.IMAGE)
    assert (answer.allowed, answer.licence) == (True, BY)
    unknown = RightsItem(
        page_licence=BY, image_licence="https://pictures.example/terms"
    )
    assert may(unknown, Surface.IMAGE).reason == Why.UNKNOWN_LICENCE


def test_the_stricter_of_page_and_outlet_is_named() -> None:
    item = RightsItem(page_licence=BY, source_licence=ND)
    assert may(item, Surface.FULL_TEXT).licence == ND
    item = RightsItem(page_licence="CC-BY-SA-4.0", source_licence=BY)
    assert may(item, Surface.FULL_TEXT).licence == "CC-BY-SA-4.0"


def test_attribution_is_free_in_the_public_domain_only() -> None:
    assert not attribution(RightsItem(page_licence=CC0))
    assert attribution(RightsItem(page_licence=CC0, agencies=("AFP",)))
    assert attribution(RightsItem(page_licence=BY))
    assert attribution(RightsItem())


def test_of_a_withdrawn_article_the_headline_remains() -> None:
    for item in ITEMS[::31]:
        gone = replace(item, withdrawn=True)
        assert may(gone, Surface.HEADLINE).allowed
        for surface in set(Surface) - {Surface.HEADLINE}:
            assert may(gone, surface) == Permission(
                allowed=False, reason=Why.WITHDRAWN, limit=0
            )
        assert extract_limit(gone) == 0
        for surface in (Surface.EXTRACT, Surface.FEED, Surface.SNIPPET):
            said = quotation(gone, surface, summary="Said.", text="T.", language="en")
            assert said == ""


@pytest.mark.parametrize("licence", [BY, ND, CC0])
def test_readers_are_not_counted_for_a_licence(licence: str) -> None:
    """The condition cannot be kept: what is left is what everybody may quote."""
    item = RightsItem(source_licence=licence, conditions=PIXEL)
    for surface in (Surface.FULL_TEXT, Surface.TRANSLATION, Surface.IMAGE):
        assert not may(item, surface).allowed
    for surface in (Surface.EXTRACT, Surface.FEED, Surface.SNIPPET):
        answer = may(item, surface)
        assert (answer.limit, answer.reason) == (200, Why.TRACKING_PIXEL)
    own = replace(item, image_licence=BY)
    assert may(own, Surface.IMAGE).licence == BY


@pytest.mark.parametrize(
    "spdx", [s for s in LICENCES if "-ND-" in s] + ["LicenseRef-KOGL-3"]
)
def test_no_derivatives_is_never_translated_or_cut(spdx: str) -> None:
    for item in (RightsItem(page_licence=spdx), RightsItem(source_licence=spdx)):
        assert not may(item, Surface.TRANSLATION).allowed
        assert may(item, Surface.EXTRACT).limit == 200
        assert not may(item, Surface.IMAGE).allowed


def test_a_port_is_named_as_itself() -> None:
    item = RightsItem(source_licence="CC-BY-3.0-BR")
    assert may(item, Surface.FULL_TEXT).licence == "CC-BY-3.0-BR"


# ---- monotony ----------------------------------------------------------------------

ANY_ITEM = st.builds(
    RightsItem,
    source_licence=st.sampled_from(SOURCE),
    page_licence=st.sampled_from(PAGE),
    agencies=st.sampled_from(((), ("AFP",))),
    robots=st.sets(st.sampled_from([r for rs in ROBOTS for r in rs])).map(
        lambda found: tuple(sorted(found))
    ),
    max_snippet=st.sampled_from(LIMITS),
    opted_out=st.booleans(),
    paywalled=st.booleans(),
    image_licence=st.sampled_from(PAGE),
    image_credit=st.sampled_from(("", "the outlet", "Agence Lointaine")),
    source_name=st.just("The Outlet"),
    conditions=st.sampled_from(((), PIXEL, UNTRANSLATED)),
    withdrawn=st.booleans(),
)

#: Each licence with stricter ones.
STRICTER = {
    CC0: (BY, ND, NC, UNKNOWN),
    BY: (ND, NC, UNKNOWN),
    ND: (NC, UNKNOWN),
    NC: (UNKNOWN,),
    UNKNOWN: (UNKNOWN,),
}


def licences(item: RightsItem) -> tuple[str, str]:
    return item.page_licence, item.source_licence


def weakened(item: RightsItem) -> list[RightsItem]:
    """The item with one right less, in every way that there is."""
    found = [
        replace(item, opted_out=True),
        replace(item, paywalled=True),
        replace(item, agencies=("dpa",)),
        replace(item, conditions=(*item.conditions, *PIXEL)),
        replace(item, conditions=(*item.conditions, *UNTRANSLATED)),
        replace(item, withdrawn=True),
        replace(item, max_snippet=min(item.max_snippet or 0, 30)),
        replace(item, max_snippet=30 if item.max_snippet is None else 0),
        replace(item, image_credit="Agence Lointaine"),
    ]
    found += [replace(item, robots=(*item.robots, *more)) for more in ROBOTS]
    for name in ("page_licence", "source_licence", "image_licence"):
        for stricter in STRICTER.get(getattr(item, name), ()):
            found.append(replace(item, **{name: stricter}))
    # Every licence withdrawn; and a second statement, which can but narrow the first.
    found.append(replace(item, page_licence="", source_licence="", image_licence=""))
    if item.page_licence and not item.source_licence:
        found += [replace(item, source_licence=more) for more in (ND, UNKNOWN)]
    return found


@given(ANY_ITEM)
def test_a_right_less_never_widens_an_answer(item: RightsItem) -> None:
    for surface in Surface:
        before = width(may(item, surface))
        for weaker in weakened(item):
            # A headline is translated without a licence: ND, and terms that are not
            # known, are objections there, and one that is not made does not bind.
            objections_differ = licences(weaker) != licences(item)
            if surface is Surface.TRANSLATED_HEADLINE and objections_differ:
                continue
            assert width(may(weaker, surface)) <= before, (surface, weaker)


def test_no_translation_takes_nothing_else_away() -> None:
    """An outlet that wants none keeps its licence, its text and its pictures."""
    for licence in (BY, ND, ""):
        plain = RightsItem(source_licence=licence)
        asked = replace(plain, conditions=UNTRANSLATED)
        for surface in Surface:
            if surface in (Surface.TRANSLATION, Surface.TRANSLATED_HEADLINE):
                assert not may(asked, surface).allowed
            else:
                assert may(asked, surface) == may(plain, surface)


# ---- the words ---------------------------------------------------------------------

TEXT = "Le barrage a cédé mardi. " * 40


def test_the_feeds_summary_comes_before_the_page() -> None:
    shown = quotation(
        RightsItem(), Surface.EXTRACT, summary="Résumé.", text=TEXT, language="fr"
    )
    assert shown == "Résumé."


def test_after_an_opt_out_only_the_summary_is_shown() -> None:
    item = RightsItem(opted_out=True)
    assert quotation(item, Surface.FEED, summary="", text=TEXT, language="fr") == ""
    shown = quotation(item, Surface.FEED, summary=TEXT, text="", language="fr")
    assert 0 < len(shown) <= 200


@given(ANY_ITEM, st.sampled_from([Surface.EXTRACT, Surface.FEED, Surface.SNIPPET]))
def test_a_quotation_keeps_the_answer(item: RightsItem, surface: Surface) -> None:
    shown = quotation(item, surface, summary="", text=TEXT, language="fr", length=400)
    answer = may(item, surface)
    assert len(shown) <= min(400, 400 if answer.limit is None else answer.limit)
    assert answer.allowed or not shown
