"""The books that register files are read against."""

from tests.catalogue.register.conftest import books

__all__ = ["books"]
