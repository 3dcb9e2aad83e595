"""A provider of short messages that keeps them in the process."""


class MemoryBackend:
    """What NOTICE_SMS_BACKEND names in tests; `outbox` holds (phone, text), the oldest first."""

    outbox: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        self.outbox.append((phone, text))
