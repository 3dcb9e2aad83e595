"""What a seller's people are told, and how each of them wants it."""
