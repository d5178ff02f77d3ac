"""Language identification: tags, the floor, and what is expected."""

import lzma
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from nouvelles.language import frugal, identify, load_model
from nouvelles.language.identify import CONFIDENCE_FLOOR, _model, primary

SENTENCES = {
    "fr": "Le barrage de la vallée haute a cédé mardi matin, selon la préfecture.",
    "en": "The dam above the valley gave way on Tuesday morning, officials said.",
    "es": "La presa del valle alto cedió el martes por la mañana, según el gobierno.",
    "pt": "A barragem do vale cedeu na manhã de terça-feira, disse o governo.",
    "de": "Der Staudamm oberhalb des Tals ist am Dienstagmorgen gebrochen.",
    "ru": "Плотина в верхней долине прорвалась во вторник утром, сообщили власти.",
    "uk": "Гребля у верхній долині прорвалася у вівторок уранці, повідомила влада.",
    "ar": "انهار السد في الوادي الأعلى صباح الثلاثاء وفقا للسلطات المحلية.",
    "fa": "سد بالای دره صبح سه‌شنبه شکست و مقام‌ها گفتند سه نفر کشته شدند.",
    "zh": "星期二上午，上游山谷的水库大坝决堤，官员说造成三人死亡。",
    "ja": "火曜日の朝、谷の上流のダムが決壊し、三人が死亡した。",
    "ko": "화요일 아침 계곡 상류의 댐이 무너졌다고 당국이 밝혔다.",
    "el": "Το φράγμα στην άνω κοιλάδα υποχώρησε το πρωί της Τρίτης.",
    "tr": "Yukarı vadideki baraj salı sabahı çöktü, yetkililer açıkladı.",
    "he": "הסכר בעמק העליון קרס ביום שלישי בבוקר, מסרו הרשויות.",
    "no": "Demningen i øvre dal brast tirsdag morgen, opplyser myndighetene i dag.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_sentences_are_recognised(language: str, text: str) -> None:
    tag, confidence = identify(text)
    assert tag == language
    assert CONFIDENCE_FLOOR <= confidence <= 1.0


@pytest.mark.parametrize("text", ["", "   ", "12 345,6", "…!?", "😀😀", "\x00"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    assert identify(text) == ("und", 0.0)


def test_a_name_alone_stays_below_the_floor() -> None:
    tag, confidence = identify("Paris")
    assert tag == "und"
    assert confidence < CONFIDENCE_FLOOR


def test_what_is_expected_settles_a_short_text() -> None:
    assert identify("Elections")[0] == "und"
    assert identify("Elections", expected=("en-GB",))[0] == "en"


def test_what_is_expected_does_not_outweigh_a_paragraph() -> None:
    assert identify(SENTENCES["fr"] * 3, expected=("en",))[0] == "fr"


def test_an_unknown_expected_language_is_no_error() -> None:
    assert identify(SENTENCES["fr"], expected=("tlh", "", "und"))[0] == "fr"


def test_the_model_is_read_once() -> None:
    assert load_model() is load_model()


def test_threads_that_ask_at_once_wait_for_one_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meeting, read = Barrier(2), []

    def reads() -> object:
        with suppress(BrokenBarrierError):
            meeting.wait(0.2)  # for another that reads: there is none
        read.append(object())
        return read[-1]

    monkeypatch.setattr(frugal, "frugal_identifier", reads)
    fresh = lru_cache(_model.__wrapped__)
    monkeypatch.setitem(load_model.__globals__, "_model", fresh)
    with ThreadPoolExecutor(2) as threads:
        got = [threads.submit(load_model) for _ in range(2)]
    assert [one.result() for one in got] == read * 2


def test_the_answers_are_those_of_the_package() -> None:
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = load_model()
    texts = [*SENTENCES.values(), "Paris", "\U0001f600", "x" * 40, "\x00\xff\ud800"]
    for text in texts:
        assert ours.rank(text) == theirs.rank(text)
    assert len(ours.labels) > 100


def test_what_is_remembered_of_the_model_is_bounded_and_changes_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frugal, "_ROWS", 40)
    bounded = frugal.frugal_identifier()
    for text in [*SENTENCES.values()] * 2:
        assert bounded.rank(text) == load_model().rank(text)
    rows = bounded.tk_nextmove._rows
    assert len(rows) <= 40
    assert len(rows._before) <= 40


def test_a_model_of_another_layout_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "model.npz"
    np.savez(made, ptc=np.zeros((2, 2), np.float16))
    (tmp_path / "model.npz.xz").write_bytes(lzma.compress(made.read_bytes()))
    monkeypatch.setattr(frugal, "MODEL_DIR", tmp_path)
    monkeypatch.setattr(frugal, "MODEL_FILE", "model.npz.xz")
    with pytest.raises(ValueError, match="nextmove"):
        frugal.frugal_identifier()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("pt-BR", "pt"), ("zh_Hant", "zh"), ("nb", "no"), ("arz-EG", "ar"), ("", "")],
)
def test_primary_subtag(tag: str, expected: str) -> None:
    assert primary(tag) == expected
