"""Comments for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from nouvelles.records import Comment

BEGAN = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

#: What readers of a French paper may well write.
WORDS = (
    "Je vis à deux rues de l’hôpital et la sirène n’a sonné qu’à six heures : l’eau était "
    "déjà dans la cour. Qui décide de l’heure ?",
    "Le barrage a été ouvert la nuit, tout le monde le savait à la mairie. *Personne* n’a "
    "prévenu les villages d’aval, et c’est chaque année la même histoire.",
    "Merci pour cet article, clair et précis.",
    "Deux questions : combien de capteurs fonctionnent encore, et qui paie leur "
    "entretien ?\n\n> l’alerte est arrivée après l’eau\n\nCela résume tout.",
    "Je ne suis pas d’accord : il est trop facile de juger après coup. Voir "
    "https://example.org/rapport-2024",
    "Mon oncle a perdu sa boutique.",
)
NAMES = ("Amal", "Jean-Pierre Lemoine", "Zoé", "K. Diallo", "Marie-Hélène", "un voisin")


def comment(id: int, **more: Any) -> Comment:
    """A comment, the later the higher its number."""
    made = Comment(
        id=id,
        page="article:a4fr",
        name=NAMES[id % len(NAMES)],
        text=WORDS[id % len(WORDS)],
        at=BEGAN + timedelta(minutes=id),
        language="fr",
    )
    return replace(made, **more)
