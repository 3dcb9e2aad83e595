"""Reports of false stars for the staff: what waits, one case, figures."""
