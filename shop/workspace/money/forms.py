"""What an owner types to have money sent somewhere else."""

from shop.order.payments.forms import PayoutAccountForm
from shop.users.second_factor.forms import PasswordAndFactorForm


class SellerAccountForm(PayoutAccountForm, PasswordAndFactorForm):
    """The account, and the proof that it is the owner who names it."""

    field_order = ("bank_bin", "account", "holder", "password", "code")  # type: ignore[assignment]
