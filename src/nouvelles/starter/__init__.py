"""The lists a new paper may begin with: who publishes where, and under which licence.

Takes nothing but its own data; gives sources with their feeds, and with each what was
checked of it and what was not.

    for one in licensed():
        one.source.host, one.source.licence, one.feeds, one.checked, one.unchecked

`licensed` are sources whose licence says what a paper may do with them; those that ask
for more than a paper can promise (no derivatives, nothing commercial, counted readers)
say so in `licence` and `conditions`. `headlines` are major outlets of the world, for
headlines and links only. Whether something may be shown is the rights room's to say.
"""

from nouvelles.starter.load import Starter, headlines, licensed

__all__ = ["Starter", "headlines", "licensed"]
