"""Doing the paper's work: reading archives, running stages, making read rows.

Everything that has effects in time is here: `local` runs the stages in a pool of
processes, `archive` reads what is given, `rows` makes what the pages read. The stages
themselves and the store know nothing of it.
"""
