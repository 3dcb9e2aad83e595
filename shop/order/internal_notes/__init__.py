"""What a seller's own people write down about an order for each other."""
