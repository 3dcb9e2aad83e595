"""Orders of the made-up producers: one in each state, with messages, a parcel, a return and cash paid over."""

from collections.abc import Sequence
from uuid import uuid4

from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalogue.models import Commune, Product
from shop.basket.models import Basket
from shop.order.fulfilment import transition_producer_order
from shop.order.internal_notes.services import add_internal_note
from shop.order.messages.services import send_message
from shop.order.models import Order, ProducerOrder, ReturnReason, Role, TransitionReason
from shop.order.parcels.models import Carrier
from shop.order.parcels.services import hand_over_parcel
from shop.order.quote import Delivery, make_quote
from shop.order.remittances.services import read_remittance
from shop.order.returns.services import ask_return
from shop.order.services import Consent, place_order
from shop.order.states import CANCELLED, CONFIRMED, DELIVERED, NEW, PACKED, RETURNED, SHIPPED
from shop.partner.models import Partner, StockRecord
from shop.partner.strategy import VietnamStrategy
from shop.payment.methods import CASH_ON_DELIVERY
from shop.users.models import User

BUYERS = ("Nguyễn Thị Minh Họa", "Trần Văn Minh Họa", "Lê Thị Minh Họa", "Phạm Văn Minh Họa")
#: How far each order has come, in the order in which they are placed.
STATES = (
    NEW,
    NEW,
    CONFIRMED,
    PACKED,
    SHIPPED,
    DELIVERED,
    DELIVERED,
    DELIVERED,
    CANCELLED,
    RETURNED,
)
WAY = (CONFIRMED, PACKED, SHIPPED, DELIVERED)
QUESTION = "Cửa hàng gói giúp tôi làm quà được không? (Tin nhắn minh họa)"
ANSWER = "Dạ được, chúng tôi gói giấy dó và kèm thiệp. (Tin nhắn minh họa)"
NOTE = "Ghi chú minh họa: khách quen, gói kỹ."
WORDS = "Gói hàng minh họa bị rách."


class ShopFrontStrategy(VietnamStrategy):
    """Sells from one shop front, also where another one offers the same before it."""

    def __init__(self, partner: Partner) -> None:
        super().__init__(None)
        self.partner = partner

    def select_stockrecord(self, product: Product) -> AbstractStockRecord | None:
        """Return what this shop front offers."""
        return StockRecord.objects.filter(product=product, partner=self.partner).first()


def place_orders(
    *, partner: Partner, owner: User, goods: Sequence[StockRecord], commune: Commune
) -> None:
    """Place an order for each state and bring it there."""
    rows = []
    for number, state in enumerate(STATES):
        order = _place(partner, goods, commune, number)
        row = order.producer_orders.get(partner=partner)
        if number == 0:
            _ask(row)
        if number == 3:
            _answer(row, owner)
        _bring(row, state, owner)
        rows.append(row)
    delivered = [row for row, state in zip(rows, STATES, strict=True) if state == DELIVERED]
    _pay_over(delivered[0].order, partner)
    _send_back(delivered[-1])


def _place(partner: Partner, goods: Sequence[StockRecord], commune: Commune, number: int) -> Order:
    basket = Basket.objects.create()
    basket.strategy = ShopFrontStrategy(partner)
    for record in (goods[number % len(goods)], goods[(number + 1) % len(goods)]):
        basket.add_product(record.product, 1 + number % 2)
    delivery = Delivery(
        name=BUYERS[number % len(BUYERS)],
        phone=f"+849120{partner.pk % 1000:03}{number:02}",
        email="",
        street="Xóm Minh Họa",
        commune=commune,
        province=commune.province,
    )
    return place_order(
        basket=basket,
        delivery=delivery,
        payment=CASH_ON_DELIVERY,
        token=uuid4(),
        reviewed=make_quote(basket=basket, delivery=delivery).fingerprint,
        consent=Consent("Đơn hàng minh họa của bản dùng thử."),
        label_gaps_accepted=True,
    ).order


def _bring(row: ProducerOrder, state: str, owner: User) -> None:
    """Take an order step by step to a state, as its seller does."""
    if state == CANCELLED:
        reason = TransitionReason.OUT_OF_STOCK
        _step(row, CANCELLED, owner, reason=reason)
        return
    until = SHIPPED if state == RETURNED else state
    for step in WAY[: WAY.index(until) + 1] if until in WAY else ():
        if step == SHIPPED:
            _hand_over(row, owner)
        else:
            _step(row, step, owner)
    if state == RETURNED:
        _step(row, RETURNED, owner, reason=TransitionReason.REFUSED)


def _step(row: ProducerOrder, to: str, owner: User, reason: str = "") -> None:
    transition_producer_order(
        producer_order=row, to=to, role=Role.SELLER, actor=owner, reason=reason
    )
    row.refresh_from_db()


def _hand_over(row: ProducerOrder, owner: User) -> None:
    hand_over_parcel(
        producer_order=row,
        role=Role.SELLER,
        carrier=Carrier.OTHER,
        submission=uuid4(),
        tracking_number=f"MINHHOA{row.pk}",
        actor=owner,
    )
    row.refresh_from_db()


def _ask(row: ProducerOrder) -> None:
    send_message(thread=row, role=Role.BUYER, text=QUESTION, submission=uuid4())


def _answer(row: ProducerOrder, owner: User) -> None:
    _ask(row)
    send_message(thread=row, role=Role.SELLER, text=ANSWER, submission=uuid4(), author=owner)
    add_internal_note(producer_order=row, text=NOTE, submission=uuid4(), author=owner)


def _pay_over(order: Order, partner: Partner) -> None:
    """Let the courier pay the cash of one order over, as its file says."""
    heading = "Mã vận đơn;Mã đơn hàng;Tiền thu hộ;Cước;Ngày đối soát"
    line = f"MINHHOA{order.pk};{order.number};{int(order.total_incl_tax)};18000;"
    read_remittance(
        courier="MINH HOA",
        name=f"doi-soat-minh-hoa-{partner.pk}.csv",
        data=f"{heading}\n{line}".encode(),
        by=None,
    )


def _send_back(row: ProducerOrder) -> None:
    line = row.order.lines.filter(partner=row.partner).order_by("pk").first()
    if line is not None:
        ask_return(
            order=row.order,
            pieces={line.pk: 1},
            reason=ReturnReason.DAMAGED,
            words=WORDS,
            photos=(),
            submission=uuid4(),
        )
