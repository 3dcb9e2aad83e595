"""The pages of an account's second factor."""
