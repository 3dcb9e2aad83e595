"""A seller's money: what was earned, what is owed, when it comes."""
