"""All SQL of the paper, and the files that lie beside it.

The database holds the ledger, people's work and the read tables; page bytes lie in WARC
files under `warc/`. Everything here takes and gives the records of `nouvelles.records`.

What is pure here (`alone`, `codec`, `kinds`, `names`) can be had without the database.
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.store.database import Store, open_store

__all__ = ["Store", "open_store"]

__getattr__ = door(__name__, {"database": ["Store", "open_store"]})
