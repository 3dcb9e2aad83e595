"""Steps of a producer order as people take them: what is asked, and what they are told."""
