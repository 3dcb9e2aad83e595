"""What buyer and seller write to each other about a producer order, within the shop."""
