"""The engine on the site's own database: SQLite or PostgreSQL."""

from search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
