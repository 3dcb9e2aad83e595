"""What all drafts share that somebody else looks at: their steps, and old beside new."""
