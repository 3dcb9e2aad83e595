"""Papers of an order to keep: the confirmation of the contract and invoices, as PDF and XML."""
