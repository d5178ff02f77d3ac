"""Room: translations split, checked, repaired, set, and held where they are broken.

Takes articles, and engines from outside; gives sentences, flags with reasons, outcomes,
and reasons to hold a page. It rejects nothing: what cannot be translated well is shown as
the original.

    ladder = Ladder(engines=[engine], memory=memory, look=check_named)
    rendered = render(article, ladder, "fr")
    shown = rendered_article(article, rendered, "fr")
    outcome = ladder.climb(sentences_of(article)[0].text, "uk", "fr")
    flags = check(Pair(source=…, target=…, source_language="uk", target_language="fr"))
    reasons = held(headline, paragraphs, "fr")
"""

from nouvelles.translate.article import (
    Sentence,
    Translated,
    sentences_of,
    with_translations,
)
from nouvelles.translate.chain import (
    Rendered,
    check_named,
    held_of,
    render,
    rendered_article,
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
    "Rendered",
    "Sentence",
    "Term",
    "Translated",
    "check",
    "check_all",
    "check_named",
    "held",
    "held_of",
    "render",
    "rendered_article",
    "sentences_of",
    "with_translations",
]
