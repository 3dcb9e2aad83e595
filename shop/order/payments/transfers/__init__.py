"""Bank transfers and the orders that they pay."""
