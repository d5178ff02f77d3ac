"""Comments are translated when a reader asks, and marked so."""

from __future__ import annotations

import json
from hashlib import sha256

from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from nouvelles.config import TranslationSettings
from nouvelles.store import Store
from nouvelles.store.schema_comments import comment_translations
from tests.web.talking import Talking, own_path, talking

TEXT = "O hospital de Dar Sohra recebeu 40 feridos esta manhã."
FRENCH = "L’hôpital de Dar Sohra a reçu 40 blessés ce matin."


def answers(store: Store) -> TranslationSettings:
    """An engine that knows one sentence."""
    row = {
        "from": "pt",
        "to": "fr",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "text": FRENCH,
    }
    (store.folder / "answers.jsonl").write_text(json.dumps(row) + "\n")
    return TranslationSettings(engine="recorded", recorded="answers.jsonl")


def kept(paper: Talking) -> int:
    with paper.store.read() as connection:
        query = select(func.count()).select_from(comment_translations)
        return int(connection.execute(query).scalar_one())


def test_a_comment_is_translated_once_and_forgotten_with_it(
    sqlite_store: Store,
) -> None:
    with talking(sqlite_store, translation=answers(sqlite_store)) as paper:
        own = own_path(paper.say(f"*{TEXT}*", name="Rui"))
        link = paper.article().css("#comments li a")[-1].attributes["href"] or ""
        path = paper.reader.get(link).headers["location"]
        assert "Traduire ce commentaire" in paper.reader.open(path)
        assert paper.reader.post(path, {"translate": "1"}).status_code == 303
        tree = LexborHTMLParser(paper.reader.open(path))
        seen = tree.css_first(".seen")
        assert FRENCH in seen.text()
        assert "Traduction automatique (portugais)" in seen.text()
        assert "recorded pt→fr" in seen.text()
        assert tree.css_first(".talk div").attributes["lang"] == "pt"
        assert kept(paper) == 1
        paper.reader.post(own, {"delete": "1"})
        assert kept(paper) == 0


def test_what_no_engine_translates_stays_and_is_said(sqlite_store: Store) -> None:
    with talking(sqlite_store, translation=answers(sqlite_store)) as paper:
        paper.say("Ninguém nos avisou da água que vinha durante a noite.", name="Rui")
        path = f"{paper.page()}/commentaires/1"
        answer = paper.reader.post(path, {"translate": "1"})
        assert answer.status_code == 200
        assert "il reste tel quel" in answer.text
        assert kept(paper) == 0


def test_a_paper_without_engines_offers_nothing(sqlite_store: Store) -> None:
    with talking(sqlite_store) as paper:
        paper.say(TEXT, name="Rui")
        assert "Traduire" not in paper.reader.open(paper.page())
        path = f"{paper.page()}/commentaires/1"
        assert "Traduire" not in paper.reader.open(path)
        assert paper.reader.post(path, {"translate": "1"}).status_code == 303
        assert kept(paper) == 0


def test_translations_are_bounded_for_each_network(sqlite_store: Store) -> None:
    with talking(sqlite_store) as paper:
        path = f"{paper.page()}/commentaires/1"
        statuses = [paper.reader.post(path, {}).status_code for _ in range(12)]
        assert set(statuses[:10]) == {404}
        assert statuses[-1] == 429
