"""Paying sellers what the shop owes them: their accounts, batches of transfers, files for the bank."""
