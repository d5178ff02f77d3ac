"""Stories in languages that no encoder knows: Ukrainian and Persian, by clues alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nouvelles.records import Telling
from nouvelles.stories import Arrival, Stories

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)

TEXTS = {
    "uk dam": (
        "Прорив греблі в Талмейрі: людей евакуювали до шкіл",
        "У ніч на 11 березня прорвало греблю поблизу Талмейри, і річка Увра піднялася на "
        "чотири метри. Мерка Ада Брандан повідомила, що 12 000 людей перевезли до шкіл на "
        "пагорбі.",
    ),
    "uk schools": (
        "12 000 мешканців Талмейри ночують у школах",
        "Після прориву греблі рівень води в Уврі зріс на чотири метри, сказала мерка Ада "
        "Брандан. Дванадцять тисяч мешканців Талмейри, 12 000 осіб, ночують у школах.",
    ),
    "uk vote": (
        "Парламент знизив виборчий вік до 16 років",
        "Парламент Ансельгафена 61 голосом проти 58 знизив виборчий вік до шістнадцяти "
        "років. Міністерка Грета Восс назвала рішення запізнілим.",
    ),
    "fa dam": (
        "شکستن سد تالمیرا: انتقال مردم به مدارس",
        "در شب ۱۱ مارس سد نزدیک تالمیرا شکست و رود اوورا چهار متر بالا آمد. آدا برانداو "
        "شهردار گفت ۱۲۰۰۰ نفر به مدارس منتقل شدند.",
    ),
    "fa schools": (
        "۱۲۰۰۰ نفر از ساکنان تالمیرا در مدارس می‌خوابند",
        "پس از شکستن سد، آب رود اوورا چهار متر بالا آمد، به گفته آدا برانداو شهردار "
        "تالمیرا. ۱۲۰۰۰ نفر شب را در مدارس گذراندند.",
    ),
    "fa vote": (
        "مجلس سن رأی را به ۱۶ سال کاهش داد",
        "مجلس آنسلهافن با ۶۱ رأی در برابر ۵۸ سن رأی را به شانزده سال کاهش داد. وزیر گرتا "
        "فوس گفت این کار دیر انجام شد.",
    ),
}


def test_events_find_their_tellings_in_and_across_such_languages() -> None:
    stories = Stories()
    for hour, (name, (headline, text)) in enumerate(TEXTS.items()):
        telling = Telling(
            article=name,
            headline=headline,
            text=text,
            language=name[:2],
            outlet=f"{hour}.example",
            at=NOON - timedelta(hours=12 - hour),
        )
        stories.place([Arrival(telling=telling)], NOON)
    stories.repair(NOON)
    found = {name: stories.story_of(name) for name in TEXTS}
    dams = {story for name, story in found.items() if not name.endswith("vote")}
    votes = {found["uk vote"], found["fa vote"]}
    assert len(dams) == len(votes) == 1
    assert dams != votes
