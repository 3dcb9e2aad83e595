"""The open record of certificates: a page for each, and the log that all of them stand in."""
