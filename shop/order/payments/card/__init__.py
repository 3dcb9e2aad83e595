"""Orders and cards: pages to pay on, what Stripe tells of them, and what follows for the order."""
