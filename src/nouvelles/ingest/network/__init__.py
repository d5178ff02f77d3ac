"""The one way out: a polite client, behind the guard."""
