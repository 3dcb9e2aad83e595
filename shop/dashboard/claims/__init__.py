"""Claims of producers, as the province's steward reads, compares and decides them."""
