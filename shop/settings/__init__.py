"""Settings: one module a place, and `env` for everything that comes from outside."""
