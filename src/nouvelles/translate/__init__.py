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
    BY_PEOPLE,
    Rendered,
    check_named,
    held_of,
    render,
    render_sentences,
    rendered_article,
)
from nouvelles.translate.checks import Encoder, check, check_all
from nouvelles.translate.engine import Engine
from nouvelles.translate.gate import Held, Holding, Paragraph, held
from nouvelles.translate.glossary import Glossary, read_glossary
from nouvelles.translate.memory import (
    EngineMemory,
    Key,
    Memory,
    Origin,
    Remembered,
    Remembering,
    key_of,
)
from nouvelles.translate.pair import Flag, Pair, Term
from nouvelles.translate.plain import words
from nouvelles.translate.reasons import Fault
from nouvelles.translate.repair import Ladder, Outcome

__all__ = [
    "BY_PEOPLE",
    "Encoder",
    "Engine",
    "EngineMemory",
    "Fault",
    "Flag",
    "Glossary",
    "Held",
    "Holding",
    "Key",
    "Ladder",
    "Memory",
    "Origin",
    "Outcome",
    "Pair",
    "Paragraph",
    "Remembered",
    "Remembering",
    "Rendered",
    "Sentence",
    "Term",
    "Translated",
    "check",
    "check_all",
    "check_named",
    "held",
    "held_of",
    "key_of",
    "read_glossary",
    "render",
    "render_sentences",
    "rendered_article",
    "sentences_of",
    "with_translations",
    "words",
]
