"""A seller's goods with price and stock, changed in place."""
