"""Back offices bring inline scripts of their own; they get their own, laxer policy."""

from csp.decorators import csp_replace

BACK_OFFICE = ("/quan-tri/", "/cms/", "/django-admin/", "/en/quan-tri/")


class AdminPolicyMiddleware:
    """Replaces the shop's strict content policy under the back offices' addresses only."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.relaxed = csp_replace(
            {
                "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
                "style-src": ["'self'", "'unsafe-inline'"],
                "img-src": ["'self'", "data:", "blob:"],
                "frame-ancestors": ["'self'"],
                "frame-src": ["'self'"],
            }
        )(get_response)

    def __call__(self, request):
        """Answer the request under the policy of its address."""
        if request.path_info.startswith(BACK_OFFICE):
            return self.relaxed(request)
        return self.get_response(request)
