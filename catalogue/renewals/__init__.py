"""The clock of a certificate that ends: when to file again, who is told, what leaves the shop when."""
