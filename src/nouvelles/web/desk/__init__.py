"""The editor's desk: a part of the same application, for those who may sign in."""

from nouvelles.web.desk.app import desk_routes

__all__ = ["desk_routes"]
