"""Drafts of listings: written by a producer, looked at by the province, then shown to buyers."""
