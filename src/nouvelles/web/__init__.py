"""The public paper: pages and feeds, made from what `Reads` gives.

`create_app` takes the settings, a `Reads` and a clock, and gives the ASGI application.
"""

from nouvelles.web.app import create_app
from nouvelles.web.reads import HeldPicture, Hit, Hits, Meaning, Reads

__all__ = ["HeldPicture", "Hit", "Hits", "Meaning", "Reads", "create_app"]
