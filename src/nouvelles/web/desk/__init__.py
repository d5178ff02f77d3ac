"""The editor's desk: a part of the same application, for those who may sign in."""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.web.desk.app import desk_routes

__all__ = ["desk_routes"]

__getattr__ = door(__name__, {"app": ["desk_routes"]})
