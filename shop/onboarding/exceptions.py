"""Why a step of joining was not taken."""


class OnboardingRefused(Exception):
    """Nothing was changed; `message` is fit for whoever pressed the button, `field` names its field."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
