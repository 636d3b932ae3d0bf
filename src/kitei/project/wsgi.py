"""What a web server calls. A process that takes pages has read the regulation and knows its addresses: nobody waits."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from kitei.office.lawbook.opening import current

application = get_wsgi_application()
_law = current()
_addresses = get_resolver().url_patterns
