"""A seller's orders: what to confirm, to pack, to hand over, and what has gone wrong."""
