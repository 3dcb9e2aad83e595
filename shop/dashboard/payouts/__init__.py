"""Paying sellers: what is owed, batches of transfers, and accounts that somebody has to look at."""
