"""Engines of translation, each in a file of its own behind one protocol.

Takes sentences, gives as many; starts and ends the processes that models live in. No
engine here makes a connection. What is done around them is `nouvelles.translate`.

    with Engines(Options(models=folder)) as engines:
        best, *others = routes(engines.models(), "en", "fr")
        Routed(best, engines.by_name).translate(["Good morning."], "en", "fr")
"""

from nouvelles.engines.kinds import Model, Options, Translator
from nouvelles.engines.registry import Engines
from nouvelles.engines.routes import Route, Routed, routes

__all__ = [
    "Engines",
    "Model",
    "Options",
    "Route",
    "Routed",
    "Translator",
    "routes",
]
