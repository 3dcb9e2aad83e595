"""The frame round every account page."""


class AccountMixin:
    """A heading, the tab that is open, and no place in search engines."""

    heading = ""
    tab = ""

    def get_context_data(self, **kwargs):
        """Add what the frame of the account pages shows."""
        frame = {"heading": self.heading, "tab": self.tab, "noindex": True}
        return super().get_context_data(**kwargs) | frame
