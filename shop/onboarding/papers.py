"""Papers of a seller or of a claim: added, replaced by a newer one; a file is never public."""

from datetime import date
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import Partner, ProducerClaim, SellerPaper
from shop.users.models import User

#: More papers than any producer has; each is a file on our disk.
MOST = 30


@transaction.atomic
def add_paper(
    *,
    kind: str,
    number: str,
    issuer: str,
    ends_on: date | None,
    file: File,
    by: User,
    partner: Partner | None = None,
    claim: ProducerClaim | None = None,
    replaces: SellerPaper | None = None,
) -> SellerPaper:
    """Keep a paper for a seller or a claim; `replaces` is the one that it follows, which stays.

    The same kind and number sent twice is one paper. Raises OnboardingRefused for too many, and
    where somebody else has replaced the paper meanwhile.
    """
    rows = SellerPaper.objects.filter(partner=partner)
    rows = rows if partner else SellerPaper.objects.filter(claim=claim)
    same = rows.filter(kind=kind, number=number, ends_on=ends_on, replaced_by=None).first()
    if same is not None and same != replaces:
        return same
    if rows.count() >= MOST:
        raise OnboardingRefused(_("There are %(most)d papers already.") % {"most": MOST})
    paper = SellerPaper(partner=partner, claim=claim, kind=kind, number=number, issuer=issuer)
    paper.ends_on, paper.added_by = ends_on, by
    paper.file.save(str(file.name), file, save=False)
    paper.save()
    if replaces is not None:
        locked = rows.select_for_update().filter(pk=replaces.pk, replaced_by=None).first()
        if locked is None:
            raise OnboardingRefused(_("Somebody has replaced this paper meanwhile."))
        locked.replaced_by = paper
        locked.save(update_fields=["replaced_by"])
    return paper


@transaction.atomic
def delete_claim_papers(*, applicant: User) -> int:
    """Delete papers of claims that never became a seller's, with their files; return how many."""
    papers = SellerPaper.objects.filter(claim__applicant=applicant, partner=None)
    files = [paper.file for paper in papers]
    papers.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)
    return len(files)
