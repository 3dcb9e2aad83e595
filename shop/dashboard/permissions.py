"""Who may enter the back office at all."""

FIGURES = (["is_staff"], ["partner.dashboard_access"])
HOME = (*FIGURES, ["catalogue.view_certificate"])
