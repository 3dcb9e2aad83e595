"""What waits for whoever is signed in: one list over all queues of the register's people."""
