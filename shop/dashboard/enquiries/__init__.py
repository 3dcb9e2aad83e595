"""What visitors ask sellers who have nobody in the workspace: the shop answers for them."""
