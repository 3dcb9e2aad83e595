"""Claims, papers and invitations, with defaults that a steward could accept."""

from django.contrib.auth.models import Group

from catalogue.models import Producer, Province, ProvinceAssignment
from shop.onboarding.claims import apply_as_new, send_claim
from shop.onboarding.invitations import invite
from shop.onboarding.papers import add_paper
from shop.partner.models import Invitation, MemberRole, Partner, ProducerClaim, SellerPaper
from shop.users.models import User
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers, photo_files

#: Its last digit is right.
TAX_CODE = "0100109106"
STATED = {
    "contact_name": "Nguyễn Thị Lan",
    "contact_phone": "0912 345 678",
    "position": "Giám đốc",
    "tax_code": TAX_CODE,
    "product_code": "83-829-28780-3-2025",
    "decision_number": "1234/QĐ-UBND",
    "words": "",
}


def claim(producer: Producer, *, applicant: User | None = None, **stated) -> ProducerClaim:
    """A claim of a producer of the register that has just been sent."""
    facts = STATED | {"contact_phone": "+84912345678"} | stated
    return send_claim(producer=producer, applicant=applicant or makers.user(), **facts)


def application(*, applicant: User | None = None, **stated) -> ProducerClaim:
    """An application of a producer that the register does not hold."""
    commune = stated.pop("commune", None) or makers.commune()
    facts = STATED | {"contact_phone": "+84912345678", "product_code": "", "decision_number": ""}
    facts |= {"name": "Hợp tác xã Mới", "kind": "hop_tac_xa", "address": "Ấp 3"} | stated
    facts |= {"commune": commune, "province": commune.province}
    return apply_as_new(applicant=applicant or makers.user(), **facts)


def paper(*, by: User | None = None, **facts) -> SellerPaper:
    """A business registration of a `claim` or a `partner`."""
    facts = {
        "kind": "registration",
        "number": "0100109106",
        "issuer": "Phòng Đăng ký kinh doanh",
        "ends_on": None,
        "file": photo_files.upload(photo_files.photo(), "giay.jpg"),
    } | facts
    facts["file"].name = "giay.jpg"
    return add_paper(by=by or makers.user(), **facts)


def invitation(partner: Partner, *, by: User, role: str = "packer", **contact) -> Invitation:
    """An invitation that waits for an answer."""
    contact = contact or {"email": "moi@example.vn"}
    return invite(partner=partner, role=MemberRole(role), by=by, **contact)


def steward(*provinces: Province) -> User:
    """A steward of these provinces; needs the fixture `roles`."""
    person = makers.user(first_name="Bích")
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    for province in provinces:
        ProvinceAssignment.objects.create(user=person, province=province)
    return person
