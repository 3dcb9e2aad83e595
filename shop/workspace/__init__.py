"""The producers' workspace at /nguoi-ban/: today's work first, one thing a screen."""
