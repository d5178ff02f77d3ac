"""The filter of a site at work: the shipped prior, rings, what moderators taught."""

from __future__ import annotations

import pytest

from nouvelles.comments import VERSION, Band, Remark, shipped, taught
from nouvelles.run.discussion.filtering import SiteFilter, signed
from nouvelles.store import Store, lessons
from nouvelles.store.schema_comments import lessons as lessons_table

TITLE = "À Dar Sohra, l’alerte est arrivée après l’eau"
GENUINE = (
    "Je vis à deux rues de l’hôpital et la sirène n’a sonné qu’à six heures, l’eau était "
    "déjà dans la cour. Qui décide de l’heure ?"
)
SPAM = (
    "Earn $5000 per week working from home! Best online casino bonus, buy cheap viagra "
    "now: https://best-casino-bonus.example.top/win?id={} WhatsApp +1 555 010 99{}"
)


def remark(text: str) -> Remark:
    return Remark(text=text, author="Amal", title=TITLE, language="fr", seconds=40)


def test_genuine_comments_are_published_and_spam_is_not(sqlite_store: Store) -> None:
    judge = SiteFilter(sqlite_store)
    assert judge(remark(GENUINE), "article:a", 0).verdict.band is Band.PUBLISH
    judged = judge(remark(SPAM.format(1, 10)), "article:a", 1)
    assert judged.verdict.band is not Band.PUBLISH
    assert judged.verdict.reasons
    assert judged.version


def test_the_same_text_many_times_is_a_ring(sqlite_store: Store) -> None:
    judge = SiteFilter(sqlite_store)
    rings = [
        judge(remark(SPAM.format(n, 10 + n)), f"article:{n}", n).ring for n in range(5)
    ]
    assert len(set(rings)) == 1
    assert rings[0] is not None
    assert -(2**63) <= rings[0] < 2**63
    last = judge(remark(SPAM.format(9, 99)), "article:b", -50)  # a clock set back
    assert "ring" in {one.code for one in last.verdict.reasons}
    assert (signed(None), signed(1), signed(2**64 - 1)) == (None, 1, -1)


def test_what_moderators_taught_counts_until_it_is_taken_back(
    sqlite_store: Store,
) -> None:
    judge = SiteFilter(sqlite_store)
    told = "Les pastèques volantes de Monsieur Truc sont arrivées dans notre jardin."
    before = judge(remark(told), "article:a", 0).verdict.score
    _teach(sqlite_store, "before this one")
    assert judge(remark(told), "article:a", 1).verdict.score == before
    _teach(sqlite_store, VERSION)
    learned = judge(remark(told), "article:b", 1).verdict.score
    assert learned > before
    with sqlite_store.write() as connection:
        assert lessons.undo_lessons(connection, [1, 2], 5) == 24
    assert judge(remark(told), "article:c", 2).verdict.score == before


def _teach(store: Store, version: str) -> None:
    """Twelve decisions of each kind, learned by a version of the filter."""
    with store.write() as connection:
        for n in range(12):
            for act, text, spam in (
                (1, f"Pastèques volantes chez Truc, numéro {n}, venez vite", True),
                (
                    2,
                    f"Le barrage {n} est ouvert la nuit et personne ne prévient",
                    False,
                ),
            ):
                said = Remark(text=text, author=f"a{n}{spam}", language="fr")
                lessons.add_lesson(
                    connection,
                    taught(shipped(), said),
                    spam=spam,
                    comment=10 * n + act,
                    act=act,
                    version=version,
                    now=0,
                )


def test_a_filter_that_goes_on_says_what_a_new_one_says(sqlite_store: Store) -> None:
    told = remark("Les pastèques volantes de Truc, numéro 3, sont dans notre jardin.")
    judge = SiteFilter(sqlite_store)
    said = []
    for step in range(4):
        with sqlite_store.write() as connection:
            if step == 1:  # the last decisions are taken back
                lessons.undo_lessons(connection, [2], 5)
            if step == 2:  # and hold again, before others
                back = lessons_table.update().where(lessons_table.c.act_id == 2)
                connection.execute(back.values(undone=None))
        if step in (0, 3):
            _teach(sqlite_store, VERSION)
        said.append(judge(told, "article:a", step).verdict.score)
        new = SiteFilter(sqlite_store)(told, "article:a", step).verdict.score
        assert said[-1] == pytest.approx(new, abs=1e-9)
    assert said[0] != said[1]
    assert said[2] == pytest.approx(said[0], abs=1e-9)
