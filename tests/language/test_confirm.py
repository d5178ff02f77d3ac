"""Declared languages confirmed by their words or scripts."""

import pytest

from nouvelles.language.confirm import confirms

#: The beginning of a news story in each language.
TEXTS = {
    "en": "The dam broke in the night, and the water has reached the lower valley, but "
    "nobody is missing, the mayor said, and the road is closed.",
    "fr": "Le barrage a cédé dans la nuit et l’eau a gagné la vallée, mais personne "
    "n’est porté disparu, a dit la maire, qui demande une enquête sur les vannes.",
    "de": "Der Damm ist in der Nacht gebrochen, und das Wasser hat das Tal erreicht, "
    "aber niemand wird vermisst, sagte die Bürgermeisterin; die Straße ist gesperrt.",
    "es": "La presa se rompió en la noche y el agua llegó al valle, pero no hay "
    "desaparecidos, dijo la alcaldesa, que pide una investigación de las compuertas.",
    "pt": "A barragem rompeu durante a noite e a água chegou ao vale, mas não há "
    "desaparecidos, disse a prefeita, que pede uma investigação para as comportas.",
    "it": "La diga ha ceduto nella notte e l’acqua ha raggiunto la valle, ma non ci sono "
    "dispersi, ha detto la sindaca, che chiede una inchiesta per le paratoie.",
    "nl": "De dam is in de nacht gebroken en het water heeft de vallei bereikt, maar er "
    "wordt niemand vermist, zei de burgemeester, die een onderzoek wil.",
    "pl": "Tama pękła w nocy i woda dotarła do doliny, ale nikt nie zaginął, jak "
    "powiedziała burmistrz, która chce, by się tym zajęto po zamknięciu drogi.",
    "tr": "Baraj gece yıkıldı ve su vadiye ulaştı ancak kayıp yok; belediye başkanı "
    "bu konuda bir soruşturma için daha sonra karar verileceğini ve yolun çok kötü "
    "olduğunu söyledi.",
    "ru": "Плотина прорвалась ночью, и вода дошла до долины, но никто не пропал, "
    "сказала мэр, и это ещё не всё: дорога закрыта, как и школа, что для деревни "
    "было бы бедой, так как после этого она из-за воды отрезана от города.",
    "uk": "Дамба прорвалася вночі, і вода дійшла до долини, але ніхто не зник, "
    "сказала мерка, що за її словами було також у школі та на дорозі.",
    "ar": "انهار السد في الليل ووصلت المياه إلى الوادي لكن لم يفقد أحد من السكان كما "
    "قالت العمدة التي طلبت التحقيق في هذا الحادث بعد أن كان الطريق مغلقا",
    "fa": "سد در شب شکست و آب به دره رسید اما کسی گم نشده است و شهردار که از این "
    "حادثه خبر داد گفت جاده را تا فردا باز می کنند",
    "hi": "बांध रात में टूट गया और पानी घाटी में पहुंच गया लेकिन कोई लापता नहीं है यह "
    "महापौर ने कहा कि सड़क बंद है और इस की जांच भी होगी",
    "zh": "大坝在夜间决堤，洪水涌入下游山谷，但没有人失踪，市长说道路仍然封闭。",
    "ja": "ダムは夜のうちに決壊し、水は谷に達したが、行方不明者はいないと市長は述べた。",
    "ko": "댐이 밤사이 무너져 물이 계곡에 이르렀지만 실종자는 없다고 시장이 말했다.",
    "th": "เขื่อนแตกในเวลากลางคืนและน้ำไหลถึงหุบเขา แต่ไม่มีผู้สูญหาย",
    "el": "Το φράγμα έσπασε τη νύχτα και το νερό έφτασε στην κοιλάδα.",
    "he": "הסכר נפרץ בלילה והמים הגיעו לעמק, אך אין נעדרים.",
    "vi": "Con đập vỡ trong đêm và nước đã đến thung lũng, nhưng không có người mất tích, "
    "bà thị trưởng cho biết những con đường của làng vẫn đóng để điều tra.",
    "id": "Bendungan itu jebol pada malam hari dan air mencapai lembah, tetapi tidak ada "
    "yang hilang, kata wali kota yang meminta penyelidikan untuk kasus ini.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_a_language_is_confirmed_by_its_own_text(tag: str) -> None:
    assert confirms(TEXTS[tag], tag)


@pytest.mark.parametrize("tag", TEXTS)
def test_and_by_no_other(tag: str) -> None:
    others = {other for other in TEXTS if other != tag and confirms(TEXTS[tag], other)}
    assert others == set()


@pytest.mark.parametrize("text", ["", "OK", "1 2 3", "Barrage", "Le Courrier du Val"])
def test_short_texts_confirm_nothing(text: str) -> None:
    assert not any(confirms(text, tag) for tag in TEXTS)


def test_unknown_languages_are_not_confirmed() -> None:
    assert not confirms(TEXTS["en"], "xx")
