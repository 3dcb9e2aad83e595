"""The OCOP register: reading the file, judging each row, and keeping every one of them."""
