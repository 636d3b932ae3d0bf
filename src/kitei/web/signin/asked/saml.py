"""The end of a sign-in by SAML, where whatever a browser posts is read."""

from __future__ import annotations

import logging

from allauth.socialaccount.providers.saml.views import FinishACSView
from django.http import HttpRequest, HttpResponse
from lxml.etree import XMLSyntaxError

from kitei.web.look import rendering

_log = logging.getLogger("kitei.signin")


class FinishAcs(FinishACSView):  # type: ignore[misc]
    """allauth's, which trusts that what was posted is XML."""

    def dispatch(self, request: HttpRequest, organization_slug: str) -> HttpResponse:
        """Read the answer; what cannot be read is a failed sign-in and no fault of ours."""
        try:
            answer: HttpResponse = super().dispatch(request, organization_slug)
        except (XMLSyntaxError, ValueError):
            _log.info("sign-in refused: provider")
            return rendering.page(request, "socialaccount/authentication_error.html", status=400)
        return answer


finish_acs = FinishAcs.as_view()
