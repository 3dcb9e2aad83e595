"""Drafts of listings on the desk: looked at by the product's province, approved or sent back."""
