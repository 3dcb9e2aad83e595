"""Price and stock of a seller's goods in a spreadsheet: taken along, changed, looked at, applied, undone."""
