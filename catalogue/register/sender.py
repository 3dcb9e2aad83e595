"""Who stands for a register file: two people, a province, the decision of the whole file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models import Province
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.reading import RegisterLine

#: Accounts that nobody can sign in with: the import enters, a second one stands for its checks.
CLERK, CHECKER = "nhap-so-bo@he-thong.invalid", "doi-chieu-so-bo@he-thong.invalid"


@dataclass(frozen=True)
class Sender:
    """Who stands for a register file: who entered it, who confirmed it, for which province.

    A file of one province takes rows of that province only. A row that states neither decision nor
    another year gets the decision that the sender names for the whole file. Rows that are not
    proven are kept and get no certificate. `mapping` is what the sender chose for headings that the
    dictionary does not know.
    """

    entered_by: User | None = None
    confirmed_by: User | None = None
    province: Province | None = None
    decision: str = ""
    decision_year: int | None = None
    is_proven: bool = True
    mapping: Mapping[str, str] = field(default_factory=dict)
    row_limit: int | None = None

    def actors(self) -> tuple[User, User]:
        """The two people of every certificate; system accounts where nobody is named."""
        return (
            self.entered_by or _actor(CLERK, _("Register import")),
            self.confirmed_by or _actor(CHECKER, _("Register check")),
        )

    def complete(self, line: RegisterLine) -> RegisterLine:
        """Fill in what holds for the whole file, where the row itself says nothing."""
        cells, added = line.cells, {}
        if self.province and not cells["province_at_certification"].strip():
            added["province_at_certification"] = self.province.name
        year = cells["certified_year"].strip().removesuffix(".0")
        if (
            self.decision
            and not cells["decision"].strip()
            and year in ("", f"{self.decision_year}")
        ):
            added["decision"] = self.decision
        return replace(line, cells=cells | added) if added else line

    def check_size(self, lines: int) -> None:
        """Raise RegisterFileError for more rows than one file may hold."""
        if self.row_limit is not None and lines > self.row_limit:
            message = _("The file has more than %(limit)d rows. Send it in parts.")
            raise RegisterFileError(message % {"limit": self.row_limit})


def _actor(email: str, name: str) -> User:
    """A system account: inactive, without a password."""
    users = get_user_model().objects
    found = users.filter(email=email).first()
    return found or users.create_user(email=email, password=None, first_name=name, is_active=False)
