"""Cash that couriers collected at the door and pay over to the shop, file by file."""
