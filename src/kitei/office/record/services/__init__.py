"""The acts of the record itself, and `write`, through which every other act goes."""

from kitei.office.record.services.destroying import destroy_key, rewrap_keys
from kitei.office.record.services.subscribing import Recorded, subscribe
from kitei.office.record.services.writing import CaseRef, RowChanged, write

__all__ = ["CaseRef", "Recorded", "RowChanged", "destroy_key", "rewrap_keys", "subscribe", "write"]
