"""Proofs besides the star that producers have sent in: looked at by the province, verified or sent back."""
