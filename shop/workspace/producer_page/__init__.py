"""A producer's own page, written in steps on a phone, and its poster."""
