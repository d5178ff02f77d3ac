"""A moderator works a queue of 500 in a real browser: by keys, by touch, with no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from nouvelles.comments.records import Band, Reason
from nouvelles.config import Settings
from nouvelles.records import CommentState
from nouvelles.run.desk.complaints import complain
from nouvelles.store import Store, open_store
from nouvelles.store.comment_lists import counts_by_state
from nouvelles.store.comments import comment_of
from nouvelles.testing import Clock
from nouvelles.web.desk.queue import SIZE
from tests.conftest import small
from tests.desk_paper import PASSWORD, add_people, comment, comments, desk_app, mixed
from tests.store.told import told_paper
from tests.web.browsing import NEEDS_CHROMIUM, served

pytestmark = NEEDS_CHROMIUM

QUEUED = 500
#: Removed before anybody came, with a complaint.
PUT_ASIDE = 1


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(tmp_path_factory.mktemp("desk"), small(Settings()), create=True)
    clock = Clock()
    ids = told_paper(made, clock)
    add_people(made, clock)
    pages = [f"article:{id}" for id in ids.values()]
    comments(made, mixed(QUEUED, pages, int(clock())))
    removed = comment(made, clock, "Hard words", state=CommentState.REMOVED)
    with made.read() as connection:
        put_aside = comment_of(connection, removed)
    assert put_aside is not None
    assert complain(made, put_aside, "It was irony.", int(clock()))
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    def make(found: str) -> Starlette:
        return desk_app(store, Clock(), found)

    with served(make) as found:
        yield found


def signed_in(page: Page, address: str, language: str = "fr") -> None:
    page.goto(f"{address}/desk/{language}/queue")
    page.locator("#name").fill("Ada")
    page.locator("#password").fill(PASSWORD)
    page.locator("button.main").click()
    page.wait_for_url("**/queue")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text))
    yield opened
    context.close()
    assert faults == []


def counts(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return counts_by_state(connection)


def test_keys_alone(page: Page, address: str, store: Store) -> None:
    signed_in(page, address)
    rows = page.locator(".row:not(.gone)")
    expect(rows).to_have_count(SIZE)
    first = page.locator(".row.here")
    one = first.get_attribute("data-id")
    page.keyboard.press("a")
    expect(rows).to_have_count(SIZE - 1)
    page.keyboard.press("s")
    expect(rows).to_have_count(SIZE - 2)
    page.keyboard.press("r")
    page.keyboard.press("2")
    expect(rows).to_have_count(SIZE - 3)
    found = counts(store)
    assert (found["shown"], found["spam"], found["removed"]) == (1, 1, 1 + PUT_ASIDE)
    for left in (2, 1, 0):
        page.keyboard.press("u")
        expect(rows).to_have_count(SIZE - left)
    assert counts(store) == {"queued": QUEUED, "removed": PUT_ASIDE}
    expect(page.locator(".row.here")).to_have_attribute("data-id", str(one))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator(".row.here [type=checkbox]")).to_be_checked()
    expect(page.locator(".row.here")).not_to_have_attribute("data-id", str(one))
    page.keyboard.press("x")
    page.keyboard.press("?")
    expect(page.locator(".keys")).to_have_attribute("open", "")
    page.keyboard.press("e")
    page.wait_for_url("**/comment/*")
    # Typing is no command.
    page.locator("#text").fill("asrx")
    assert "/comment/" in page.url


def test_words_are_taken_out_by_selecting_them(
    page: Page, address: str, store: Store
) -> None:
    id = comment(store, Clock(), "Call 01 23 45 67 89 now", state=CommentState.REMOVED)
    signed_in(page, address)
    page.goto(f"{address}/desk/fr/comment/{id}")
    page.locator("#text").evaluate("node => node.setSelectionRange(5, 19)")
    page.get_by_role("button", name="Retirer ce qui est sélectionné").click()
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"{address}/desk/fr/comment/{id}")
    expect(page.locator(".open .said")).to_have_text("Call […] now")
    page.locator(".history button").click()
    page.goto(f"{address}/desk/fr/comment/{id}")
    expect(page.locator(".open .said")).to_have_text("Call 01 23 45 67 89 now")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("fr", 320, "light"), ("ar", 390, "dark"), ("fr", 1280, "dark")],
)
def test_pages_fit_and_are_accessible(
    browser: Browser, address: str, language: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page, found = context.new_page(), []
    page.goto(f"{address}/desk/{language}/sign-in")
    rooms = ["queue", "comment/1", "ring/1", "lists", "pages", "notices", "log"]
    rooms += ["complaints", "complaints/1"]
    found += [fault["id"] for fault in Axe().run(page).response["violations"]]
    signed_in(page, address, language)
    for room in rooms:
        page.goto(f"{address}/desk/{language}/{room}")
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, room
        for fault in Axe().run(page).response["violations"]:
            found.append((room, fault["id"], fault["nodes"][0]["html"][:200]))
    context.close()
    assert found == []


def test_a_phone_has_large_targets(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    signed_in(page, address)
    for box in page.locator(".row >> nth=0").locator(".acts > button, summary").all():
        size = box.bounding_box()
        assert size is not None
        assert size["height"] >= 48
        assert size["width"] >= 90
    context.close()


def test_words_from_the_left_have_their_own_face_and_edge(
    page: Page, address: str
) -> None:
    face = "one => getComputedStyle(one).fontFamily"
    signed_in(page, address)
    latin = page.locator("h1").evaluate(face)
    page.goto(f"{address}/desk/ar/queue")
    assert page.locator("h1").evaluate(face) != latin
    assert page.locator(".about .on[dir=ltr]").first.evaluate(face) == latin
    said = page.locator(".said:dir(ltr)").first.bounding_box()
    main = page.locator("main").bounding_box()
    assert said is not None
    assert main is not None
    assert abs(said["x"] - main["x"]) < 2  # its lines begin where the page does


def test_a_queue_of_500_is_worked_off(
    page: Page, browser: Browser, address: str, store: Store, tmp_path: Path
) -> None:
    """Half by keys, a ring at once, some without a script, the rest by lots."""
    signed_in(page, address)
    left = QUEUED
    for _ in range(4):  # by keys: four pages
        for n in range(SIZE):
            page.keyboard.press("s" if n % 3 else "a")
            left -= 1
            expect(page.locator(".row:not(.gone)")).to_have_count(SIZE - 1 - n)
        expect(page.locator("[data-count=queued]")).to_have_text(str(left))
        expect(page.locator("#on")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".row:not(.gone)")).to_have_count(SIZE)
    assert counts(store)["queued"] == left

    plain = browser.new_context(java_script_enabled=False)
    still = plain.new_page()
    signed_in(still, address)
    still.locator(".row >> nth=0").get_by_role("button", name="Approuver").click()
    left -= 1
    expect(still.locator(".done")).to_contain_text("1 commentaire\u00a0: approuvé")
    still.locator(".done button").click()
    left += 1
    assert counts(store)["queued"] == left
    ring = still.get_by_role("link", name="semblable").first
    ring.click()
    still.get_by_role("button", name="Tout est du spam").click()
    plain.close()
    after = counts(store)["queued"]
    assert after < left - 10  # all of the ring that waited
    left = after

    page.goto(f"{address}/desk/fr/queue")
    while left:
        shown = min(SIZE, left)
        expect(page.locator(".row:not(.gone)")).to_have_count(shown)
        for pick in page.locator(".row [type=checkbox]").all():
            pick.check()
        page.locator("#bulk").get_by_role("button", name="Spam").click()
        left -= shown
        expect(page.locator(".row:not(.gone)")).to_have_count(0)
        page.locator("#on").click()
    expect(page.locator(".empty")).to_be_visible()
    found = counts(store)
    assert found.get("queued", 0) == 0
    assert found["shown"] > 0
    assert found["shown"] + found["spam"] == QUEUED


def test_reasons_are_in_the_moderators_language(
    page: Page, address: str, store: Store
) -> None:
    comment(
        store, Clock(), "Win at casino.example", band=Band.SPAM, age_s=99_999,
        reasons=[Reason("host-seen", "casino.example 14", 1.5),
                 Reason("mixed-scripts", "3", 1.0)],
    )  # fmt: skip
    signed_in(page, address)
    reasons = page.locator(".reasons").first
    expect(reasons).to_contain_text("domaine vu 14 fois aujourd’hui")
    page.goto(f"{address}/desk/ar/queue")
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator(".reasons").first).to_contain_text("casino.example")
