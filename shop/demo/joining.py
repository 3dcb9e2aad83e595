"""A claim and an application that wait for the steward: openly made up, for a newcomer to decide."""

from typing import Any

from catalogue.models import Commune, Producer
from shop.demo.accounts import APPLICANT, PROVINCE
from shop.onboarding.claims import apply_as_new, send_claim
from shop.partner.models import ProducerClaim
from shop.users.models import User

CLAIMED = "HTX nông sản Phú Lương"
NEW = "Hợp tác xã Minh Họa (chưa có trong sổ)"
#: A number whose check digit is right, of nobody in this register.
TAX_CODE = "0100109106"
_MADE_UP = "Hồ sơ minh họa của bản dùng thử, không phải của cơ sở thật."


def send_demo_claims() -> int:
    """Send what is missing, in the name of the demonstration's applicant; return how many."""
    applicant = User.objects.filter(email=APPLICANT).first()
    if applicant is None or ProducerClaim.objects.filter(applicant=applicant).exists():
        return 0
    stated: dict[str, Any] = {
        "contact_name": "Nguyễn Văn Minh Họa",
        "contact_phone": "+84912345678",
        "position": "Giám đốc",
        "tax_code": TAX_CODE,
        "product_code": "",
        "decision_number": "2361/QĐ-BNNMT",
        "words": _MADE_UP,
    }
    made = 0
    producer = Producer.objects.filter(name=CLAIMED).first()
    if producer is not None:
        send_claim(producer=producer, applicant=applicant, **stated)
        made += 1
    commune = Commune.objects.filter(province__name=PROVINCE).select_related("province").first()
    if commune is not None:
        place = {"commune": commune, "province": commune.province, "address": "Xóm 5"}
        stated |= {"name": NEW, "kind": "hop_tac_xa", "decision_number": "", **place}
        apply_as_new(applicant=applicant, **stated)
        made += 1
    return made
