"""nouvelles: a self-hosted world newspaper that shows where every sentence comes from."""

__version__ = "0.1.0"
