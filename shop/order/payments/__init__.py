"""What an order and its payment do to each other; the ledger below knows of no order."""
