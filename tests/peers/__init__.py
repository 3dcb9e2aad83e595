"""Stand-ins for companies that the shop talks to: own servers that keep state and can fail."""
