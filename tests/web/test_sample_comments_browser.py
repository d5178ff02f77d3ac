"""The sample paper with its real filter: a reader takes part on a phone, without
JavaScript, is answered, objects to a removal, and takes everything back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from nouvelles.config import PaperSettings
from nouvelles.run.clock import moment_of
from nouvelles.run.discussion.filtering import SiteFilter
from nouvelles.run.discussion.paper import discussing
from nouvelles.store import Store, open_store
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.desk_hashing import light_hashing
from tests.desk_paper import PASSWORD, add_people
from tests.web.browsing import NEEDS_CHROMIUM, served

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.usefixtures("light_hashing")]

__all__ = ["light_hashing"]

#: Noon of the sample day.
NOON = 1_773_313_200


@pytest.fixture
def clock() -> Clock:
    return Clock(now=float(NOON))


@pytest.fixture
def paper(sample_paper: Store, tmp_path: Path) -> Iterator[Store]:
    """The sample paper, a copy that may be changed."""
    with (
        closing(sqlite3.connect(sample_paper.folder / "nouvelles.db")) as one,
        closing(sqlite3.connect(tmp_path / "nouvelles.db")) as other,
    ):
        one.backup(other)
    store = open_store(tmp_path, sample_paper.settings)
    yield store
    store.close()


@pytest.fixture
def address(paper: Store, clock: Clock) -> Iterator[str]:
    add_people(paper, clock)
    with discussing(paper, clock, SiteFilter(paper)) as discussion:

        def make(address: str) -> Starlette:
            own = PaperSettings(address=address, editions=("fr", "en", "ar"))
            return create_app(
                replace(paper.settings, paper=own),
                ReadTables(paper),
                clock=lambda: moment_of(clock),
                discussion=discussion,
                desk=paper,
            )

        with served(make) as found:
            yield found


def phone(browser: Browser) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        locale="fr-FR",
        java_script_enabled=False,
    )
    return context.new_page()


#: How a record begins that is packed: the store's mark, then that of Zstandard.
_PACKED = b"Z" + zstandard.FRAME_HEADER


def held(folder: Path) -> str:
    """All that a paper's database holds, its records unpacked."""
    found = []
    with closing(sqlite3.connect(folder / "nouvelles.db")) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE "
            "'%VIRTUAL%' AND (name LIKE 'comment%' OR name IN ('complaints', 'notices',"
            " 'lessons', 'desk_audit'))"
        )
        for (name,) in tables.fetchall():
            for row in database.execute(f"SELECT * FROM {name}"):
                for value in row:
                    # A frame has its magic number: a digest may begin with Z by chance.
                    packed = isinstance(value, bytes) and value[:5] == _PACKED
                    found.append(
                        zstandard.decompress(value[1:]).decode()
                        if packed
                        else str(value)
                    )
    return "\n".join(found)


def write(page: Page, clock: Clock, text: str, name: str) -> None:
    page.get_by_label("Votre commentaire").fill(text)
    page.get_by_label("Nom", exact=True).fill(name)
    clock.now += 40
    page.get_by_role("button", name="Envoyer").click()


def decide(page: Page, address: str, which: str) -> None:
    """Decide upon the only complaint."""
    page.goto(f"{address}/desk/fr/complaints")
    page.get_by_role("link", name="Réclamation 1").click()
    page.get_by_label(which).check()
    page.get_by_label("Motifs").fill("L’image n’était pas une menace.")
    page.get_by_role("button", name="Décider").click()


def test_from_the_front_page_to_erasure(
    browser: Browser, address: str, paper: Store, clock: Clock
) -> None:
    reader = phone(browser)
    reader.goto(address)
    expect(reader.locator("html")).to_have_attribute("lang", "fr")
    reader.locator(".lead h2 a").first.click()
    reader.locator("main a[href*='/fr/article/']").first.click()
    article = reader.url
    reader.get_by_role("link", name="Écrire un commentaire").click()
    notice = reader.get_by_role("complementary", name=re.compile("vos données"))
    expect(notice).to_contain_text("24 heures")
    expect(notice).to_contain_text("365 jours après la décision")
    said = "Merci pour ce récit ; on voudrait savoir quand la digue sera réparée."
    write(reader, clock, said, "Ottilie")
    expect(reader.get_by_text("Votre commentaire est publié.")).to_be_visible()
    own = reader.url

    other = phone(browser)
    other.goto(article)
    other.get_by_role("link", name="Répondre").first.click()
    write(other, clock, "La mairie parle du mois de mai, sans rien promettre.", "Ben")
    expect(other.get_by_text("Votre commentaire est publié.")).to_be_visible()
    reader.goto(article)
    expect(reader.locator("#comments .answers")).to_contain_text("mois de mai")
    assert reader.context.cookies() == []

    editor = browser.new_context().new_page()
    editor.goto(f"{address}/desk/fr/queue?show=shown")
    editor.get_by_label("Nom").fill("Ada")
    editor.get_by_label("Mot de passe").fill(PASSWORD)
    editor.locator("main button").click()
    row = editor.locator(".row", has=editor.locator("b bdi", has_text="Ottilie"))
    row.get_by_text("Retirer …").click()
    row.get_by_role("button", name="Injure ou harcèlement").click()
    expect(editor.locator(".done")).to_contain_text("retiré")
    reader.goto(article)
    expect(reader.get_by_text("Retiré par la modération.")).to_be_visible()

    reader.goto(own)
    expect(reader.get_by_text("Injure ou harcèlement")).to_be_visible()
    reader.get_by_label("Pourquoi le commentaire").fill("Je n’insulte personne.")
    reader.get_by_role("button", name="Envoyer la réclamation").click()
    expect(reader.get_by_text("En attente d’une décision")).to_be_visible()
    decide(editor, address, "Le commentaire paraît de nouveau")
    reader.reload()
    expect(reader.get_by_text("Votre commentaire est publié.")).to_be_visible()
    expect(reader.get_by_text("n’était pas une menace")).to_be_visible()
    reader.goto(article)
    expect(reader.locator("#comments")).to_contain_text("digue sera réparée")

    words = ("Ottilie", "digue sera réparée", "n’insulte personne")
    before = held(paper.folder)
    assert not [word for word in words if word not in before]
    reader.goto(own)
    reader.get_by_role("button", name="Supprimer").click()
    expect(reader.get_by_text("ses mots sont effacés")).to_be_visible()
    reader.goto(article)
    expect(reader.get_by_text("Supprimé par son auteur.")).to_be_visible()
    expect(reader.locator("#comments")).to_contain_text("mois de mai")
    left = held(paper.folder)
    assert not [word for word in words if word in left]
    assert "sans rien promettre" in left  # what others said stays
