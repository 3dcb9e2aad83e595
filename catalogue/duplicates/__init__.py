"""Doubles: two products that are one. Found, offered to people, merged or remembered as different."""
