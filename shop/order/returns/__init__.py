"""Goods that a buyer wants to give back: asked for with photographs, decided, received, refunded."""
