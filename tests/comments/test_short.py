"""Short remarks in seven languages, of which a site has taught nothing yet."""

from __future__ import annotations

from typing import Final

import pytest

from nouvelles.comments import Band, Filter, Remark, Site, shipped, sketch
from nouvelles.comments.judge import offers
from tests.comments.remarks import lesson

#: Written for this test.
SPAM: Final = (
    *("Buy cheap viagra http://pills.example", "Buy cheap viagra http://…"),
    *("buy cheap viagra https://pills.ru/buy", "Cheap viagra: https://pills.example/v"),
    "Best online casino bonus http://casino-win.xyz",
    "Cheap SEO services, 1000 backlinks for $20: http://seo-rank.top",
    "Earn $500 a day from home! www.easycash-now.com",
    "Free iPhone giveaway click here http://win-prize.club",
    "Achetez du viagra pas cher http://pharmacie-enligne.biz",
    "Crédit rapide sans justificatif, contactez-moi sur WhatsApp +33612345678",
    "Gagnez 500 € par jour depuis chez vous : www.argent-facile.net",
    "Casino en ligne, bonus gratuit http://casino-fr.top",
    "Montres de luxe à prix réduit http://replica-montres.shop",
    "Viagra billig kaufen http://apotheke-online.biz",
    "Online Casino Bonus ohne Einzahlung http://casino-de.top",
    "Günstige Kredite ohne Schufa, WhatsApp +4915112345678",
    "Verdienen Sie 500 € am Tag von zu Hause www.schnellgeld.net",
    *("Compra viagra barato http://farmacia-online.biz",),
    *(
        "Gana dinero desde casa http://gana-facil.top",
        "Ganhe dinheiro sem sair de casa http://renda.top",
    ),
    "Guadagna soldi facili lavorando da casa http://soldi.top",
    "Geld verdienen von zuhause http://schnellgeld.top",
    "Gagner de l'argent depuis chez vous http://argent.top",
    "Заработок на дому без вложений http://dohod.top",
    "Zarabiaj z domu http://zarobek.top",
    "Evden para kazan http://kolaypara.top",
    "Hasilkan uang dari rumah http://cuan.top",
    "اربح 500 دولار يوميا من المنزل http://ribh.top",
    "Casino online, bono gratis http://casino-es.top",
    "Préstamos rápidos, escríbeme por WhatsApp +34612345678",
    "اشتري فياجرا بسعر رخيص http://pharma-ar.biz",
    "افضل كازينو اون لاين مع بونص مجاني http://casino-ar.top",
    "قروض سريعة تواصل معنا واتساب +966512345678",
    "Купить виагру дёшево http://apteka-online.biz",
    "Заработок от 5000 рублей в день, пишите в телеграм @rabota_legko",
    "Казино онлайн, бонус за регистрацию http://casino-ru.top",
    "Кредит без отказа, подробнее по ссылке https://t.me/kredit_online",
    *("便宜伟哥 网上购买 http://yaodian.top", "在家赚钱 日入500元 加微信 abc12345"),
    "澳门赌场 免费彩金 http://dubo888.top",
    "快速贷款 无抵押 联系电话 13800138000",
)
GENUINE: Final = (
    *("Thanks, this was a very clear article.", "First!", "Bravo !"),
    "Source? The official figures say otherwise: https://www.who.int/news/item/figures",
    "I don't agree with the minister at all.",
    "My grandfather worked in that mine. Thank you for writing about it.",
    *("How much does the new ticket cost?", "The price of bread doubled in a year."),
    *("Merci pour cet article, très clair.", "Je ne suis pas d'accord avec vous."),
    "Le lien vers le rapport ne marche pas : https://www.insee.fr/fr/statistiques/123",
    "Et combien ça va coûter aux contribuables ?",
    "Voir aussi https://fr.wikipedia.org/wiki/Canal_de_Suez",
    *("Danke für den guten Bericht.", "Unglaublich, was da passiert."),
    "Wann fährt der erste Zug? Und was kostet die Karte?",
    "Das stimmt so nicht, siehe https://de.wikipedia.org/wiki/Suezkanal",
    "Mi hermana trabaja desde casa; aquí el informe: https://elpais.com/economia/teletrabajo",
    "Los que ganan menos pagan más, según https://www.ine.es/dyngs/INEbase",
    "Il travaille depuis chez lui, comme tant d'autres : https://www.insee.fr/fr/revenus",
    "Wer verdient daran? Quelle: https://de.wikipedia.org/wiki/Einkommen",
    "Кто на этом заработает? Вот отчёт: https://ru.wikipedia.org/wiki/Доход",
    *("Gracias por el reportaje.", "No estoy de acuerdo con el alcalde."),
    "¿Cuánto va a costar esto a los vecinos?",
    "El informe está aquí: https://elpais.com/sociedad/informe.html",
    *("شكرا على هذا المقال المفيد", "لا أتفق مع الكاتب في هذا الرأي"),
    *(
        "كم ستكلف هذه الخطة المواطنين؟",
        "المصدر: https://www.aljazeera.net/news/article",
    ),
    *("Спасибо за статью, очень интересно.", "А сколько это будет стоить жителям?"),
    "Вот отчёт: https://ru.wikipedia.org/wiki/Отчёт",
    *(
        "谢谢，写得很清楚。",
        "这要花纳税人多少钱？",
        "数据来源：https://www.who.int/zh/news",
    ),
)


@pytest.mark.parametrize("text", SPAM)
def test_a_strangers_offer_is_not_published(text: str) -> None:
    assert Filter().judge(Remark(text=text)).band is not Band.PUBLISH


@pytest.mark.parametrize("text", GENUINE)
def test_a_strangers_word_is_published(text: str) -> None:
    assert Filter().judge(Remark(text=text)).band is Band.PUBLISH
    assert not offers(sketch(Remark(text=text)))


@pytest.mark.parametrize("spam", [0, 1, 5, 20])
@pytest.mark.parametrize("genuine", [0, 1, 5, 20])
def test_few_decisions_do_no_harm(spam: int, genuine: int) -> None:
    """Nothing genuine is hidden, and not everything is queued."""
    site = Site(shipped())
    for number, text in enumerate(SPAM[:spam]):
        site.learn(lesson(f"s{number}", Remark(text=text), spam=True))
    for number, text in enumerate(GENUINE[:genuine]):
        site.learn(lesson(f"g{number}", Remark(text=text), spam=False))
    judging = Filter(site)
    bands = [judging.judge(Remark(text=text)).band for text in GENUINE[20:]]
    assert Band.SPAM not in bands
    assert bands.count(Band.QUEUE) <= len(bands) / 2
