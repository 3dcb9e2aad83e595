"""Writing a listing in steps, one thing a screen, and handing it to the province."""
