"""Confirming large cash orders by phone before their sellers pack them."""
