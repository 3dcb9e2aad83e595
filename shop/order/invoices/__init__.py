"""Electronic invoices of what was delivered: written down, numbered, handed to a provider, adjusted."""
