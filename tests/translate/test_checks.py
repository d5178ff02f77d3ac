"""Each check stops what it is for, and lets what only looks like it pass."""

from __future__ import annotations

import pytest

from nouvelles.translate.checks import CHECKS, check
from nouvelles.translate.pair import Pair, Term
from nouvelles.translate.reasons import Fault


def flags(
    source: str, target: str, way: str = "en-fr", *terms: Term
) -> dict[str, Fault]:
    """What all checks say, by name; none waits for another here."""
    one, other = way.split("-")
    pair = Pair(
        source=source,
        target=target,
        source_language=one,
        target_language=other,
        terms=terms,
    )
    found = [flag for look in CHECKS if (flag := look(pair)) is not None]
    return {flag.check: flag.fault for flag in found}


@pytest.mark.parametrize(
    ("pair", "source", "target", "name", "fault"),
    [
        (
            "en-fr",
            "The dam gave way at night and nobody was warned in time.",
            "The dam gave way at night and nobody was warned in time.",
            "copied",
            Fault.COPIED,
        ),
        (
            "en-fr",
            "The dam gave way at night and nobody was warned in time.",
            "Le barrage a cédé and nobody was warned in time.",
            "copied",
            Fault.PARTLY_COPIED,
        ),
        (
            "ru-fr",
            "Плотина прорвалась ночью, никого не предупредили.",
            "Дамба прорвалась, людей не предупредили вовремя.",
            "language",
            Fault.WRONG_LANGUAGE,
        ),
        (
            "de-fr",
            "Der Damm brach in der Nacht, und niemand war gewarnt worden.",
            "Se rompió la presa por la noche y nadie había sido avisado de ello.",
            "language",
            Fault.WRONG_LANGUAGE,
        ),
        (
            "en-fr",
            "It cost 30 million dollars.",
            "Cela a coûté 13 millions de dollars.",
            "numbers",
            Fault.NUMBER_MISSING,
        ),
        (
            "en-fr",
            "It cost 30 million dollars.",
            "Cela a coûté 30 milliards de dollars.",
            "numbers",
            Fault.NUMBER_MISSING,
        ),
        (
            "uk-fr",
            "П'ять людей загинули.",
            "Sept personnes sont mortes.",
            "numbers",
            Fault.NUMBER_WORD,
        ),
        (
            "en-fr",
            "In 2011 the mine had 450 workers.",
            "En 450, la mine avait 2011 ouvriers.",
            "number_order",
            Fault.NUMBER_ORDER,
        ),
        (
            "ru-fr",
            "В пятницу, 3 марта, порт открыли.",
            "Le port a rouvert vendredi 3 mai.",
            "dates",
            Fault.DATE,
        ),
        (
            "de-fr",
            "Er kam am Sonnabend zurück.",
            "Il est revenu dimanche.",
            "dates",
            Fault.DATE,
        ),
        (
            "en-fr",
            "The fine is 500 dollars.",
            "L'amende est de 500 euros.",
            "units",
            Fault.UNIT,
        ),
        (
            "en-fr",
            "She met Marija Novak near Split.",
            "Elle a rencontré Marija Kovač près de Split.",
            "names",
            Fault.NAME,
        ),
        (
            "ru-fr",
            "Гол забил Халкетт, а Голдсон играл в защите.",
            "Le but a été marqué par Holt, et Goldson jouait en défense.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "Scott Pittman scored for the Rangers.",
            "Le but des Rangers a été marqué par Menga Pittman.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "The prime minister did not answer and did not go to the meeting of Friday.",
            "Le premier ministre n'a pas répondu et est allé à la réunion de vendredi.",
            "negation",
            Fault.NEGATION_LOST,
        ),
        (
            "ru-fr",
            "Компания не подписала договор.",
            "L'entreprise a signé le contrat.",
            "negation",
            Fault.NEGATION_LOST,
        ),
        (
            "es-fr",
            "La empresa firmó el contrato.",
            "L'entreprise n'a pas signé le contrat.",
            "negation",
            Fault.NEGATION_ADDED,
        ),
        (
            "en-fr",
            "The minister reportedly sold the shares.",
            "Le ministre a vendu les actions.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
        (
            "de-fr",
            "Der Minister soll die Aktien verkauft haben.",
            "Le ministre a vendu les actions.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
        (
            "en-fr",
            '"We will stay," he said.',
            "Nous resterons, a-t-il dit.",
            "quotes",
            Fault.QUOTES_LOST,
        ),
        (
            "en-fr",
            '"We will stay," he said.',
            "« Nous resterons, a-t-il dit.",
            "quotes",
            Fault.QUOTES_UNBALANCED,
        ),
        (
            "en-fr",
            "The port was closed again.",
            "Le port a été a été fermé de nouveau.",
            "repeated",
            Fault.REPEATED_WORDS,
        ),
        (
            "en-fr",
            "The port was closed.",
            "Le port a été fermé. Le port a été fermé.",
            "repeated",
            Fault.REPEATED_SENTENCE,
        ),
        ("en-fr", "See <b>Palermo</b>.", "Voyez <b>Palerme.", "tags", Fault.TAG),
        ("en-fr", "Call XQ3X now.", "Appelez XQ 3X.", "tags", Fault.TAG),
        (
            "en-fr",
            "The port was closed by the army on Monday.",
            "Le port a été fermé par l'",
            "ending",
            Fault.CUT,
        ),
        (
            "ru-fr",
            "У России есть опыт.",
            "Malheureusement, dans La Russie en a l'expérience.",
            "article",
            Fault.CAPITAL_ARTICLE,
        ),
        (
            "fr-en",
            "Le ministre a rencontré Kiernan à la gare avant le départ du train.",
            "The minister met Game at the station before the train left.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            'The "rights" count, he said.',
            "Les « droits comptent, dit-il.",
            "quotes",
            Fault.QUOTES_UNBALANCED,
        ),
        (
            "ru-fr",
            "Уоллес ответил, что он не поедет.",
            "Hier, Mueller a répondu qu'il n'irait pas.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "Syria and Turkey agreed with the Syrian rebels.",
            "La Russie et la Turquie se sont entendues avec les rebelles syriens.",
            "names",
            Fault.NAME,
        ),
        (
            "fr-en",
            "L'homme, que rien ne presse, serait parti.",
            "The man, whom nothing hurries, has left.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
        (
            "ru-fr",
            "Майкл Ванн сказал, что гордится парадом.",
            "Michael Victoria a dit qu'il était fier du défilé.",
            "names",
            Fault.NAME,
        ),
        (
            "uk-fr",
            "Компанія Google наймає вчених з університетів.",
            "La société National recrute des chercheurs des universités.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "He spoke to the president.",
            "Il a parlé à le président.",
            "contraction",
            Fault.UNCONTRACTED,
        ),
        (
            "en-fr",
            "According to the report, he allegedly took the phone.",
            "Selon le rapport, il a pris le téléphone.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
        (
            "uk-fr",
            "Він назвав проект «недоцільним».",
            "Il a qualifié le projet d'inopportun.",
            "quotes",
            Fault.QUOTES_LOST,
        ),
        (
            "uk-fr",
            "Болівія не відмовиться від свого права.",
            "La Morales ne renoncera pas à son droit.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "The letter that Lindqvist wrote yesterday was long.",
            "La lettre que National a écrite hier était longue.",
            "names",
            Fault.NAME,
        ),
        (
            "uk-fr",
            "Дипломати повідомили про угоду про буферну зону на півночі.",
            "Les diplomates ont annoncé un accord avec la Bolivie sur une zone tampon.",
            "names",
            Fault.NAME,
        ),
        (
            "en-fr",
            "It seems that he allegedly took the phone.",
            "Il semble qu'il a pris le téléphone.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
        (
            "fr-en",
            "Les dégâts signalés auraient empêché le départ.",
            "The damage reported prevented the departure.",
            "hedges",
            Fault.HEDGE_LOST,
        ),
    ],
)
def test_a_fault_is_named(
    pair: str, source: str, target: str, name: str, fault: Fault
) -> None:
    assert flags(source, target, pair).get(name) is fault


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-fr", "The dam gave way at night.", "Le barrage a cédé dans la nuit."),
        (
            "en-fr",
            "The workers' rights count, he said.",
            "Les droits des ouvriers comptent », dit-il.",
        ),
        (
            "fr-en",
            "Il répond : « Il m'a dit : « Viens. »",
            'He answers: "He told me to come."',
        ),
        (
            "en-fr",
            "British officials were late.",
            "Les fonctionnaires de Grande-Bretagne étaient en retard.",
        ),
        (
            "ru-fr",
            "Правительство Греции ответило вчера.",
            "Athènes a répondu hier.",
        ),
        (
            "de-fr",
            "Sie besuchte das Nationalmuseum.",
            "Elle a visité le Museum national.",
        ),
        ("en-fr", "Feel free to write.", "N'hésitez pas à écrire."),
        ("en-fr", "Don't forget the keys.", "Pensez aux clés."),
        ("en-fr", "She wants to be No. 1.", "Elle veut être la meilleure."),
        (
            "en-fr",
            "It cost $2.8 billion by 3:30 p.m.",
            "Cela coûtait 2,8 milliards de dollars à 15 h 30.",
        ),
        ("en-fr", "About 300 km (190 miles) away.", "À environ 300 km de là."),
        ("ru-fr", "Ему двадцать один год.", "Il a 21 ans."),
        (
            "de-fr",
            "Zweiundzwanzig Menschen kamen.",
            "Vingt-deux personnes sont venues.",
        ),
        ("en-fr", "The 1990s were hard.", "Les années 90 furent dures."),
        ("en-fr", "He failed to reply.", "Il n'a pas répondu."),
        ("ru-fr", "Он якобы продал акции.", "Il aurait vendu les actions."),
        ("ru-fr", "Клуб «Спартак» выиграл.", "Le Spartak a gagné."),
        ("en-fr", "He flew to Moscow on Friday.", "Vendredi, il s'est rendu à Moscou."),
        ("fr-en", "Nous nous sommes vus.", "We met."),
        (
            "en-fr",
            "They met again.",
            "Ils nous nous ont dit au revoir de le voir partir.",
        ),
        ("en-fr", "He read it in Le Monde.", "Il l'a lu dans Le Monde."),
        (
            "ru-fr",
            "Владимир Кличко приехал в Киев.",
            "Vladimir Klitschko est arrivé à Kiev.",
        ),
        ("ru-fr", "Тем не менее вход бесплатный.", "L'entrée est pourtant gratuite."),
        ("uk-fr", "Не пізніше п'ятниці він приїде.", "Il arrivera d'ici vendredi."),
        ("es-fr", "No han encontrado más que tres.", "Ils n'en ont trouvé que trois."),
        ("en-fr", "He said: 'Listen to the people.", "Il a dit : « Écoutez les gens."),
        ("en-fr", "Please listen.' She left.", "Écoutez ! » Elle est partie."),
        ("de-fr", "Sie wohnt in Südfrankreich.", "Elle vit dans le sud de la France."),
        (
            "pt-es",
            "Estava na praia para a festa de todos: uma casa de campo muito grande.",
            "Estaba en la playa para la fiesta de todos: una casa de campo muy grande.",
        ),
        (
            "pt-es",
            "Era uma carta para todos de hoje.",
            "Era una carta para todos de hoy.",
        ),
        ("ru-fr", "Агентство Синьхуа сообщило.", "L'agence Xinhua l'a annoncé."),
        ("ru-fr", "Она живёт в Огайо.", "Elle vit dans l'Ohio."),
        (
            "uk-fr",
            "Президент Уідодо приїхав у Палу.",
            "Le président Widodo est arrivé à Palu.",
        ),
        ("es-fr", "La reina Isabel II vive.", "La reine Elizabeth II est en vie."),
        (
            "en-fr",
            "She guides the sport in Scotland.",
            "Elle guide ce sport en Ecosse.",
        ),
        (
            "en-fr",
            "The tax that the government of Trump wanted for all goods from abroad was "
            "dropped again last week after a long debate of both parties.",
            "La taxe que le gouvernement de Donald Trump voulait pour tous les biens de "
            "l'étranger a été abandonnée la semaine dernière après un long débat.",
        ),
        ("fr-en", "Noé a construit son arche.", "This is where Noah built his ark."),
        (
            "fr-en",
            "Une espèce des îles équatoriennes.",
            "A species of the Ecuadorean islands.",
        ),
        ("en-fr", "It was taken away at 1200 GMT.", "On l'a enlevé à 12 h 00 GMT."),
        ("en-fr", "It ends within two weeks.", "Cela finit dans les quinze jours."),
        ("fr-en", "Ils jouent les 8es de finale.", "They play in the last 16."),
        ("uk-fr", "Починається об 11.15.", "Cela commence à 11 h 15."),
        ("ru-fr", "Их 21 миллион, не больше.", "Ils sont 21 millions, pas davantage."),
        ("ru-fr", "Ограничено 21 миллионом.", "Limité à 21 millions."),
        (
            "fr-en",
            "Il l'a dit dans un article le 29 septembre.",
            "He said so in an article on Saturday.",
        ),
        (
            "de-fr",
            "In Syrien, wo seit 2011 mehr als 360.000 Menschen starben.",
            "En Syrie, où plus de 360 000 personnes sont mortes depuis 2011.",
        ),
        (
            "ru-fr",
            "Ни один штат не требовал удостоверение.",
            "Aucun État n'exigeait de carte.",
        ),
        (
            "en-fr",
            "Her only ambition is to play for Scotland.",
            "Sa seule ambition est de jouer pour l'Écosse",
        ),
        (
            "en-fr",
            "There are no tour guides or gift shops.",
            "Il n'y a pas de guides ni de boutiques de souvenirs.",
        ),
        (
            "ru-fr",
            "Полиции пока не удалось найти машину.",
            "La police n'a pas pu trouver la voiture.",
        ),
        (
            "de-fr",
            "Diese Welle ist nichts anderes als Licht.",
            "Cette onde n'est rien d'autre que de la lumière.",
        ),
        ("en-fr", "He came with 4 cents.", "Il est venu avec quatre cents."),
        ("en-fr", "Strike ends", "Fin de la grève"),
        (
            "en-fr",
            "According to the report, he allegedly took the phone.",
            "Selon le rapport, il aurait pris le téléphone.",
        ),
        (
            "fr-en",
            "Selon le rapport, il aurait pris le téléphone.",
            "According to the report, he took the phone.",
        ),
        (
            "uk-fr",
            "Кіт грав у драмі «Гра престолів» десять років.",
            "Kit a joué dix ans dans la série Game of Thrones.",
        ),
        (
            "es-fr",
            "Los babilonios construyeron templos.",
            "Les Babyloniens ont construit des temples.",
        ),
        (
            "en-fr",
            "\"I couldn't say 'you will not be there',\" he said.",
            "« Je ne pouvais pas dire : « Tu ne seras pas là », a-t-il dit.",
        ),
        ("uk-fr", "Чому б мені хотіти цього?", "Pourquoi en aurais-je envie ? »"),
        (
            "en-fr",
            "She showed hats of her SS19 collection.",
            "Elle a montré des chapeaux de sa collection 2019.",
        ),
        (
            "en-fr",
            "The monastery was a ruin in the 11th, 12th and 13th centuries.",
            "Le monastère était en ruine du XIe au XIIIe siècle inclus.",
        ),
        (
            "en-fr",
            "It seems that he allegedly took the phone.",
            "Il semble qu'il aurait pris le téléphone.",
        ),
        (
            "en-fr",
            "No dam is in good condition, no irrigation system was repaired.",
            "Aucun barrage n'est en état, aucun système d'irrigation n'a été réparé.",
        ),
        ("de-fr", "Die Menge wartete am Tor.", "La foule attendait devant la porte."),
    ],
)
def test_what_is_right_passes(pair: str, source: str, target: str) -> None:
    assert flags(source, target, pair) == {}


def test_a_term_may_be_in_any_form() -> None:
    term = Term(source="economic sanction", target="sanction économique")
    source = "New economic sanctions were agreed."
    assert (
        flags(
            source,
            "De nouvelles sanctions économiques ont été décidées.",
            "en-fr",
            term,
        )
        == {}
    )
    wrong = flags(source, "De nouvelles mesures ont été décidées.", "en-fr", term)
    assert wrong == {"glossary": Fault.TERM}


def test_of_another_language_nothing_else_is_asked() -> None:
    source = "The fine of 500 dollars was not paid by the company that owns the mine."
    found = check(
        Pair(source=source, target=source, source_language="en", target_language="fr")
    )
    assert {flag.check for flag in found} == {"language", "copied"}


def test_a_paragraph_that_lost_a_sentence_is_stopped() -> None:
    source = (
        "The government closed the port of Odessa on Monday. Two ships of the navy were "
        "damaged in the attack. The president will speak to the parliament this evening."
    )
    target = (
        "Le gouvernement a fermé le port d'Odessa lundi. Le président s'adressera au "
        "parlement ce soir."
    )
    assert flags(source, target).get("missing") is Fault.SENTENCE_MISSING


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Storm hits coast", "vilure pabe tourni guelo"),
        ("Strike ends", "Poutil grunde"),
        ("Ten dead in fire", "le le le le le"),
    ],
)
def test_a_short_headline_of_nonsense_is_stopped(source: str, target: str) -> None:
    pair = Pair(
        source=source, target=target, source_language="en", target_language="fr"
    )
    assert check(pair)
