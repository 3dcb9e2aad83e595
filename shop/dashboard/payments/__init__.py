"""Refunds, returns and the books, for the shop's people."""
