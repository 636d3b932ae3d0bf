"""Time stamps of an outside authority on checkpoints: the question to it, and its answer, checked.

Source: RFC 3161.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from kitei.office.ground.errors import OfficeError


class NoStamp(OfficeError):
    """An answer of a time-stamping authority that does not hold."""

    def __init__(self, why: str) -> None:
        super().__init__(
            ja=f"時刻認証局の応答を確かめられません({why})。"
            "認証局の証明書(office.toml の [witness] certificate)を確かめてください",
            en=f"the authority's time stamp does not hold ({why}); look at its certificates "
            "([witness] certificate in office.toml)",
        )


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp, checked: at this moment the checkpoint existed."""

    at: datetime
    serial: int


def question(note: bytes) -> TimeStampRequest:
    """What an authority is asked: a digest of the checkpoint, and nothing else."""
    return TimestampRequestBuilder().data(note).nonce(nonce=True).cert_request(cert_request=True).build()


def read_certificates(pem: bytes) -> list[Certificate]:
    """The authority's certificates: root, and those between.

    Raises:
        NoStamp: there are none.
    """
    try:
        return load_pem_x509_certificates(pem)
    except ValueError as error:
        raise NoStamp(str(error)) from error


def check(answer: bytes, note: bytes, certificates: list[Certificate], asked: TimeStampRequest | None = None) -> Stamp:
    """Check that an authority stamped this checkpoint.

    Args:
        answer: as it came, DER.
        certificates: those one trusts; a self-signed one is a root.
        asked: the question, whose nonce must come back.

    Raises:
        NoStamp: it did not, or is not trusted, or answered another question.
    """
    builder = VerifierBuilder.from_request(asked) if asked is not None else VerifierBuilder()
    for certificate in certificates:
        own = certificate.issuer == certificate.subject
        builder = (
            builder.add_root_certificate(certificate) if own else builder.add_intermediate_certificate(certificate)
        )
    try:
        response: TimeStampResponse = decode_timestamp_response(answer)
        builder.build().verify_message(response, note)
    except (VerificationError, ValueError) as error:
        raise NoStamp(str(error)) from error
    return Stamp(response.tst_info.gen_time, response.tst_info.serial_number)
