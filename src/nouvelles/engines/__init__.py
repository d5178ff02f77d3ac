"""Engines of translation, each in a file of its own behind one protocol.

Takes sentences, gives as many; starts and ends the processes that models live in. One asks
a server, through `ingest`, if a person names it. What is done around them is
`nouvelles.translate`.

    with Engines(Options(models=folder)) as engines:
        best, *others = routes(engines.models(), "en", "fr")
        Routed(best, engines.by_name).translate(["Good morning."], "en", "fr")
"""

from nouvelles.engines.ahead import Ahead
from nouvelles.engines.budget import Budget, Spending, article
from nouvelles.engines.kinds import Call, Model, Options, Translator
from nouvelles.engines.registry import Engines
from nouvelles.engines.routes import Route, Routed, routes
from nouvelles.engines.watched import Tally, Watched

__all__ = [
    "Ahead",
    "Budget",
    "Call",
    "Engines",
    "Model",
    "Options",
    "Route",
    "Routed",
    "Spending",
    "Tally",
    "Translator",
    "Watched",
    "article",
    "routes",
]
