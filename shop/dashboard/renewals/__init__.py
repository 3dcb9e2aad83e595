"""Ends of certificates for those who have to act: producers, officers, stewards."""
