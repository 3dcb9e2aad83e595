"""Goods that buyers send back to a seller."""
