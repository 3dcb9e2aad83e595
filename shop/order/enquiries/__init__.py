"""Enquiries: what a visitor asks a seller without an order, and visits that are asked for."""
