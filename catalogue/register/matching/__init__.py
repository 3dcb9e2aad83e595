"""Which product, entry and certificate of the books a row of a register is."""
