"""Putting articles into stories, in the order in which they come.

The path of an article once its row is made: `arrivals` (what waits, and is it new) →
`telling` (what the engine is told of it; pure) → `dedupe` (is it a copy) → `encode` (its
vector, in a process of its own) → `stories` (the decision) → `logbook` (one transaction
writes the log and the read tables). `group` does so slice by slice, `beside` keeps it
going. `desk` writes what editors decide, `asked` answers them.
"""
