"""What a seller has to do today, each with its next step."""
