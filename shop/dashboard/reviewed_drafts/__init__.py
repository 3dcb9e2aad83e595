"""What the pages of all drafts share: the list, one beside what buyers see, the two answers."""
