"""Register files of officers, from their arrival to the books and back."""
