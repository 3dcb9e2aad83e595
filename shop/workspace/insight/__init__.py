"""What a seller's figures say: drawn by the server, counted from orders, nothing about single buyers."""
