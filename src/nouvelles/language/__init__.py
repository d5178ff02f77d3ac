"""The floor below the rooms: text to language, search words, sentences and extracts.

Takes plain text; gives languages (BCP 47 primary tags), folded words, sentence spans
and shortened texts. Nothing is rejected: text of which nothing is known gives "und", no
words or no spans.

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

__all__ = [
    "UNSPACED",
    "distinct_words",
    "fold",
    "identify",
    "joined_tokens",
    "load_model",
    "primary",
    "sentences",
    "shorten",
    "sound_json",
    "tokens",
]
