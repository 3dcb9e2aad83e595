"""Papers of a shop front with their last days: seen by its sellers and the province, never by buyers."""
