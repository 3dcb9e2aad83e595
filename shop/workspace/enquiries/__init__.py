"""What visitors ask a seller without an order, and visits to arrange."""
