"""Bank transfers: VietQR codes, statement files, and what the bank tells as it happens."""
