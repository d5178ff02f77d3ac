"""The sample day: one invented day of an invented world press.

`WORLD.md` and `events/*.toml` are written by people and are the gold. The modules here
check them (`check`, `statements`, `typography`), render them as pages of eight
publisher families (`render`, `templates/`), and write feeds, one web archive and
`expected.json` into the package, so that a paper can be tried, and engines judged,
without a network.

    python -m sample_day.build           # write src/nouvelles/sample/
    python -m sample_day.build --check   # build in memory, exit 1 on a difference
"""
