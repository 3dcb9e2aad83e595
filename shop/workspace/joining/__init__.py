"""The way to a shop front: find one's producer, claim it, apply as new, accept an invitation."""
