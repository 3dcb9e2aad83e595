"""Officials who act for a producer that asked them to: the consent is recorded first."""
