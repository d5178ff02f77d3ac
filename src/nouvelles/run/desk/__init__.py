"""The editor's desk: who may sit at it, and what they do there."""
