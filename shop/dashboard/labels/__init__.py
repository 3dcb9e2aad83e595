"""What labels do not state yet: for producers their own, for stewards those of their provinces."""
