"""How often products were looked at, put into baskets, searched for and sold out: by day, of nobody."""
