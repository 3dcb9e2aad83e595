"""Invoices for the staff, and for sellers their own: what is issued, what waits and why."""
