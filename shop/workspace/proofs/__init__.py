"""Proofs besides the star: sent in by their holder, shown to buyers once the province has looked at them."""
