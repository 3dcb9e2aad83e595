"""What can go wrong with a register file."""


class RegisterFileError(Exception):
    """The file as a whole cannot be read; nothing was written. The message is for people."""
