"""What was wrong with a translation, and why a page is held, in words for the catalogues.

By the names of `translate.Fault` and `translate.Holding`; a test demands all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from nouvelles.web.words import mark

#: Why a sentence's first translation was stopped.
FAULTS: Mapping[str, str] = {
    "WRONG_LANGUAGE": mark("The translation is in another language."),
    "MIXED_LANGUAGE": mark("A part of the translation is in another language."),
    "COPIED": mark("The original was copied, not translated."),
    "PARTLY_COPIED": mark("A part of the original was copied, not translated."),
    "TOO_SHORT": mark("The translation is much shorter than the original."),
    "TOO_LONG": mark("The translation is much longer than the original."),
    "OMISSION": mark("A part of the original seems to be missing."),
    "SENTENCE_MISSING": mark("A sentence of the original seems to be missing."),
    "OTHER_MEANING": mark("The translation seems to be of another sentence."),
    "CUT": mark("The translation breaks off."),
    "NUMBER_MISSING": mark("A number of the original is missing or has changed."),
    "NUMBER_ADDED": mark(
        "A number stands in the translation that the original has not."
    ),
    "NUMBER_WORD": mark("A number in words has changed."),
    "NUMBER_ORDER": mark("Numbers have changed places."),
    "DATE": mark("A month or weekday has changed."),
    "UNIT": mark("A unit or currency has changed."),
    "NAME": mark("A name has changed."),
    "NEGATION_LOST": mark("The original denies; the translation does not."),
    "NEGATION_ADDED": mark("The translation denies; the original does not."),
    "HEDGE_LOST": mark("The original gives hearsay; the translation gives a fact."),
    "QUOTES_LOST": mark("Quotation marks of the original are missing."),
    "QUOTES_UNBALANCED": mark("A quotation mark has no partner."),
    "REPEATED_WORDS": mark("Words are repeated."),
    "REPEATED_SENTENCE": mark("The translation says the same twice."),
    "TAG": mark("A link or other markup of the original was lost or changed."),
    "CAPITAL_ARTICLE": mark("An article inside the sentence has a capital."),
    "UNCONTRACTED": mark("A preposition and its article are not drawn together."),
    "TERM": mark("A word of the glossary was translated otherwise."),
}

#: Why the page gate holds a page.
HOLDINGS: Mapping[str, str] = {
    "MIXED": mark("A paragraph is in another language than the page."),
    "DOUBLED_HEADLINE": mark("The headline stands in the text again."),
    "BOILERPLATE": mark("A line of the site's own furniture stands in the text."),
    "CAPITAL_ARTICLE": mark("An article inside a sentence has a capital."),
    "UNCONTRACTED": mark("A preposition and its article are not drawn together."),
    "UNBALANCED_QUOTES": mark("A quotation mark has no partner."),
    "EMPTY": mark("There is no text."),
}
