"""Drafts of producers' pages on the desk: looked at by the province, approved or sent back."""
