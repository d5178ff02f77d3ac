"""The floor below the rooms: text to language, search words, sentences, extracts, slugs.

Takes plain text; gives languages (BCP 47 primary tags), folded words, sentence spans,
shortened texts and words for addresses. Nothing is rejected: text of which nothing is
known gives "und", no words or no spans.

    tag, confidence = identify("Le barrage a cédé mardi.", expected=("fr",))
    words = tokens("Élysée")                      # ["elysee"]
    extract = shorten(text, 200, tag)             # at most 200 characters, ends in "…"
"""

from nouvelles.language.escapes import sound_json
from nouvelles.language.fold import (
    UNSPACED,
    distinct_words,
    fold,
    joined_tokens,
    tokens,
)
from nouvelles.language.identify import identify, load_model, primary
from nouvelles.language.sentences import sentences, shorten
from nouvelles.language.slug import SLUG_LENGTH, slug

__all__ = [
    "SLUG_LENGTH",
    "UNSPACED",
    "distinct_words",
    "fold",
    "identify",
    "joined_tokens",
    "load_model",
    "primary",
    "sentences",
    "shorten",
    "slug",
    "sound_json",
    "tokens",
]
