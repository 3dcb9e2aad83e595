"""Reconciling: does the ledger agree with orders, statuses, refunds, couriers and banks."""
