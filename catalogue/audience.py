"""Who reads: what one audience may see, another may not."""

from enum import StrEnum


class Audience(StrEnum):
    """Người xem: everybody, or somebody who has declared to be of age in this session.

    What is alcoholic is for adults alone (Luật 44/2019 Đ.5.3, NĐ 24/2020 Đ.6). Who says nothing of
    an audience means PUBLIC.
    """

    PUBLIC = "public"
    ADULT = "adult"
