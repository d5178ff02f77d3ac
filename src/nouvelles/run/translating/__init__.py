"""Articles into the languages of the editions, in the order in which readers see them.

`wanting` says what should stand in which language (pure) → `queue` keeps what waits →
`making` has what translates: engines, memory, glossary → `article` makes one and keeps it.
All of this lives in a process of its own (`process`), so that no page waits for it;
`beside` keeps it going. `review` takes an editor's work.
"""
