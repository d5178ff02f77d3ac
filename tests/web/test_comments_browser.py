"""A reader comments in French on a phone, without JavaScript: writes, replies, edits,
deletes, and is told what becomes of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from nouvelles.config import PaperSettings, Settings
from nouvelles.run.discussion.paper import discussing
from nouvelles.store import Store
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.browsing import NEEDS_CHROMIUM, served
from tests.web.talking import ARTICLE, judge

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def clock() -> Clock:
    return Clock(now=press.NOW.timestamp())


@pytest.fixture
def address(sqlite_store: Store, clock: Clock) -> Iterator[str]:
    def now() -> datetime:
        return press.NOW + timedelta(seconds=clock() - press.NOW.timestamp())

    with discussing(sqlite_store, clock, judge) as discussion:

        def make(address: str) -> Starlette:
            settings = replace(
                Settings(), paper=PaperSettings(address=address, editions=("fr", "ar"))
            )
            reads = press.reads()
            return create_app(settings, reads, clock=now, discussion=discussion, keep=0)

        with served(make) as found:
            yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        locale="fr-FR",
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def write(page: Page, clock: Clock, text: str, name: str) -> None:
    page.get_by_label("Votre commentaire").fill(text)
    page.get_by_label("Nom", exact=True).fill(name)
    clock.now += 20
    page.get_by_role("button", name="Envoyer").click()


def test_a_reader_takes_part(page: Page, address: str, clock: Clock) -> None:
    page.goto(f"{address}/fr/article/{ARTICLE}")
    assert page.get_by_text("Personne n’a encore rien dit.").is_visible()
    page.get_by_role("link", name="Écrire un commentaire").click()

    notice = page.get_by_role("complementary", name=re.compile("vos données"))
    assert notice.get_by_text("24 heures").is_visible()
    assert notice.get_by_text("Rien n’est envoyé à qui que ce soit").is_visible()
    trap = page.locator("input[name^=site_]")
    assert trap.get_attribute("tabindex") == "-1"
    box = trap.locator("..").bounding_box()
    assert box is not None
    assert box["width"] <= 1

    page.get_by_label("Passage de l’article").fill("12 000 personnes")
    page.get_by_label("Votre commentaire").fill("Est-ce *sûr* ?")
    page.get_by_label("Nom", exact=True).fill("Amal")
    page.get_by_role("button", name="Aperçu").click()
    page.get_by_role("heading", name="Aperçu").wait_for()
    assert page.locator(".seen em").inner_text() == "sûr"
    clock.now += 20
    page.get_by_role("button", name="Envoyer").click()

    assert page.get_by_text("Votre commentaire est publié.").is_visible()
    own = page.url
    assert page.context.cookies() == []
    page.get_by_role("link", name="Le voir à sa place").click()
    page.get_by_role("link", name="Répondre").click()
    assert page.get_by_role("heading", name="Répondre à un commentaire").is_visible()
    write(page, clock, "Oui, selon la préfecture.", "Ben")

    page.goto(f"{address}/fr/article/{ARTICLE}")
    assert page.locator("#comments .answers").inner_text().startswith("Ben")
    assert page.locator("#comments h2").inner_text() == "2 commentaires"

    page.goto(own)
    page.get_by_label("Modifier").fill("Est-ce certain ?")
    page.get_by_role("button", name="Enregistrer").click()
    assert page.locator(".seen").get_by_text("Est-ce certain ?").is_visible()
    page.get_by_role("button", name="Supprimer").click()
    assert page.get_by_text("Vous avez supprimé ce commentaire").is_visible()
    page.goto(f"{address}/fr/article/{ARTICLE}")
    assert page.get_by_text("Supprimé par son auteur.").is_visible()
    assert page.get_by_text("Oui, selon la préfecture.").is_visible()


def test_the_form_fits_a_phone_in_both_directions(page: Page, address: str) -> None:
    for edition, word in (("fr", "commenter"), ("ar", "write")):
        page.goto(f"{address}/{edition}/article/{ARTICLE}")
        page.goto(f"{page.url}/{word}")
        wide = page.locator("html").evaluate("node => node.scrollWidth")
        assert wide <= 390
        for button in page.locator(".write button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44


def test_axe_finds_nothing_wrong_with_comments(
    browser: Browser, address: str, clock: Clock
) -> None:
    found = []
    for width, scheme in ((390, "dark"), (1280, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        page = context.new_page()
        page.goto(f"{address}/fr/article/{ARTICLE}")
        article = page.url
        page.goto(f"{article}/commenter")
        found += violations(page)
        write(page, clock, f"Un *avis*, {scheme}.\n\n> cité", "Amal")
        for path in (page.url, article, f"{article}/commentaires"):
            page.goto(path)
            found += violations(page)
        page.goto(f"{article}/commenter")
        write(page, clock, f"z{chr(0x301) * 9}", "Amal")  # to be mended
        found += violations(page)
        page.goto(f"{address}/ar/article/{ARTICLE}")
        page.goto(f"{page.url}/write")
        found += violations(page)
        context.close()
    assert found == []


def violations(page: Page) -> list[str]:
    """What axe-core says of a page."""
    return [
        f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in Axe().run(page).response["violations"]
    ]
