"""What a request has beside its case: drafts and links, proofs seen, third parties, fees, what was handed over."""

from kitei.office.requests.models.answers import Fee, HandOver, ThirdParty
from kitei.office.requests.models.drafts import Draft, DraftFile, Link
from kitei.office.requests.models.proofs import ProofSeen

__all__ = ["Draft", "DraftFile", "Fee", "HandOver", "Link", "ProofSeen", "ThirdParty"]
