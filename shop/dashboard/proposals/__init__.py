"""What registers say of the end or extension of a certificate: looked at, confirmed or rejected."""
