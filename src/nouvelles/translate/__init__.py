"""Room: translations split, checked, repaired, set, and held where they are broken.

Takes articles, and engines from outside; gives sentences, flags with reasons, outcomes,
and reasons to hold a page. It rejects nothing: what cannot be translated well is shown as
the original.

    sentences = sentences_of(article)
    ladder = Ladder(engines=[engine], memory=memory)
    outcome = ladder.climb(sentences[0].text, "uk", "fr")
    flags = check(Pair(source=…, target=…, source_language="uk", target_language="fr"))
    reasons = held(headline, paragraphs, "fr")
"""

from nouvelles.translate.article import (
    Sentence,
    Translated,
    sentences_of,
    with_translations,
)
from nouvelles.translate.checks import Encoder, check, check_all
from nouvelles.translate.engine import Engine, Memory
from nouvelles.translate.gate import Held, Holding, Paragraph, held
from nouvelles.translate.pair import Flag, Pair, Term
from nouvelles.translate.reasons import Fault
from nouvelles.translate.repair import Ladder, Outcome

__all__ = [
    "Encoder",
    "Engine",
    "Fault",
    "Flag",
    "Held",
    "Holding",
    "Ladder",
    "Memory",
    "Outcome",
    "Pair",
    "Paragraph",
    "Sentence",
    "Term",
    "Translated",
    "check",
    "check_all",
    "held",
    "sentences_of",
    "with_translations",
]
