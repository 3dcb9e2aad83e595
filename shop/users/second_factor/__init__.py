"""A second factor for an account: a code of the phone's app, and recovery codes for a lost phone."""
