"""What a seller has earned, what went off it, what was paid out and what is owed, from the ledger."""
