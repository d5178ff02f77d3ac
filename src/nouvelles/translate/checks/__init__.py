"""Checks."""

from __future__ import annotations

from nouvelles.translate.checks.copied import copied
from nouvelles.translate.checks.dates import dates
from nouvelles.translate.checks.ending import ending
from nouvelles.translate.checks.grammar import capital_article, uncontracted
from nouvelles.translate.checks.hedges import hedges
from nouvelles.translate.checks.language import language
from nouvelles.translate.checks.length import length, missing_sentence
from nouvelles.translate.checks.names import names
from nouvelles.translate.checks.negation import negation
from nouvelles.translate.checks.number_order import number_order
from nouvelles.translate.checks.numbers import numbers
from nouvelles.translate.checks.quotes import quotes
from nouvelles.translate.checks.repeats import repeats
from nouvelles.translate.checks.tags import tags
from nouvelles.translate.checks.units import units

CHECKS = (quotes, tags, repeats, ending, capital_article, uncontracted, numbers, negation, hedges, units, dates, language, copied, names, length, missing_sentence, number_order)
