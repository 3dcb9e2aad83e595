"""Three made-up producers, openly so, each with a filled shop front for somebody to walk through.

They have no star of their own: what they drafted is without a certificate and nobody sees it, and what
they sell are certified goods of others, offered beside the makers' own. What buyers
see and from whom they buy stays as it is. Nobody is written to about their orders.
"""

from django.db import transaction

from catalogue.models import Commune, Producer, Product
from catalogue.models.producer import ProducerKind
from catalogue.models.product import LegalType
from catalogue.slugs import free_slug
from catalogue.text import slugify_vi
from shop.demo.accounts import MADE_UP, PACKER, PROVINCE
from shop.demo.made_up_drafts import write_drafts
from shop.demo.made_up_orders import place_orders
from shop.demo.made_up_papers import add_papers
from shop.mail.models import EmailState, OutgoingEmail
from shop.partner.membership import add_member
from shop.partner.models import MemberRole, Partner, StockRecord
from shop.users.models import User

GOODS = 6
#: Đồng: what an order costs in cash stays below the sum that takes a call.
MOST_PRICE = 300_000
SKU = "MINH-HOA-"
KINDS = (ProducerKind.COOPERATIVE, ProducerKind.COMPANY, ProducerKind.HOUSEHOLD)
ABOUT = "Cơ sở minh họa của bản dùng thử: không có thật, không có sao OCOP của riêng mình."


def fill_workspaces() -> int:
    """Make the producers that are missing, each whole or not at all; return how many were made."""
    made = 0
    for (name, email), kind in zip(MADE_UP.items(), KINDS, strict=True):
        owner = User.objects.filter(email=email).first()
        if owner is not None and not Producer.objects.filter(name=name).exists():
            made += _fill(name, kind, owner)
    return made


@transaction.atomic
def _fill(name: str, kind: ProducerKind, owner: User) -> int:
    communes = Commune.objects.filter(province__name=PROVINCE).select_related("province")
    commune = communes.order_by("pk").first()
    goods = _goods_of_others()
    if commune is None or not goods:
        return 0
    last = OutgoingEmail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    partner = Partner.objects.create(name=name, code=slugify_vi(name))
    producer = Producer.objects.create(
        name=name,
        slug=free_slug(slugify_vi(name), Producer.objects.all()),
        kind=kind,
        province=commune.province,
        commune=commune,
        partner=partner,
        about=ABOUT,
    )
    add_member(partner=partner, user=owner, role=MemberRole.OWNER)
    packer = User.objects.filter(email=PACKER).first()
    if packer is not None:
        add_member(partner=partner, user=packer, role=MemberRole.PACKER, by=owner)
    offered = [_offer(product, partner) for product in goods]
    add_papers(partner=partner, owner=owner)
    write_drafts(producer=producer, owner=owner, like=goods[0])
    place_orders(partner=partner, owner=owner, goods=offered, commune=commune)
    OutgoingEmail.objects.filter(pk__gt=last).update(state=EmailState.DROPPED)
    return 1


def _goods_of_others() -> list[Product]:
    """Return certified goods that are on sale and that no made-up producer offers yet."""
    rows = Product.objects.public().filter(
        legal_type=LegalType.ORDINARY,
        producer__name_is_stated=True,
        pk__in=StockRecord.objects.filter(price__lte=MOST_PRICE).values("product"),
    )
    offered = StockRecord.objects.filter(partner_sku__startswith=SKU).values("product")
    return list(rows.exclude(pk__in=offered).order_by("pk")[:GOODS])


def _offer(product: Product, partner: Partner) -> StockRecord:
    """Offer the same at the same made-up price; the shop goes on selling from the maker's own record."""
    of_maker = product.stock_record
    return StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=f"{SKU}{partner.pk}-{product.pk}",
        price_currency="VND",
        price=of_maker.price if of_maker else None,
        num_in_stock=30,
    )
