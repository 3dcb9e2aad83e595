"""What leaves a seller's house: one or more parcels for a producer order, each with its own number."""
