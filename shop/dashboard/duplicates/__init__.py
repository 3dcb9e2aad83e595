"""Doubles: pairs of products that may be one, side by side, for stewards to decide on."""
