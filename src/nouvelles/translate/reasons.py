"""What can be wrong with a translation, each as a sentence that a reader understands."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Why a sentence is stopped. The value is for the catalogues of the pages."""

    WRONG_LANGUAGE = "The translation is in another language."
    MIXED_LANGUAGE = "A part of the translation is in another language."
    COPIED = "The original was copied, not translated."
    PARTLY_COPIED = "A part of the original was copied, not translated."
    TOO_SHORT = "The translation is much shorter than the original."
    TOO_LONG = "The translation is much longer than the original."
    OMISSION = "A part of the original seems to be missing."
    SENTENCE_MISSING = "A sentence of the original seems to be missing."
    OTHER_MEANING = "The translation seems to be of another sentence."
    CUT = "The translation breaks off."
    NUMBER_MISSING = "A number of the original is missing or has changed."
    NUMBER_ADDED = "A number stands in the translation that the original has not."
    NUMBER_WORD = "A number in words has changed."
    NUMBER_ORDER = "Numbers have changed places."
    DATE = "A month or weekday has changed."
    UNIT = "A unit or currency has changed."
    NAME = "A name has changed."
    NEGATION_LOST = "The original denies; the translation does not."
    NEGATION_ADDED = "The translation denies; the original does not."
    HEDGE_LOST = "The original gives hearsay; the translation gives a fact."
    QUOTES_LOST = "Quotation marks of the original are missing."
    QUOTES_UNBALANCED = "A quotation mark has no partner."
    REPEATED_WORDS = "Words are repeated."
    REPEATED_SENTENCE = "The translation says the same twice."
    TAG = "A link or other markup of the original was lost or changed."
    CAPITAL_ARTICLE = "An article inside the sentence has a capital."
    UNCONTRACTED = "A preposition and its article are not drawn together."
    TERM = "A word of the glossary was translated otherwise."
