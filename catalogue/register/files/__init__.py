"""Files as provinces send them: containers, encodings, headers, and what a cell means."""
