"""A producer's own page: written by its people, looked at by the province, then shown to buyers."""
