"""Identity providers of the tests: a real one for SAML (pysaml2), a small one for OpenID Connect, both on loopback."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import secrets
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # an old cipher that the library touches when it is imported
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.config import IdPConfig
    from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT
    from saml2.server import Server

KIND = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA = "http://www.w3.org/2001/04/xmlenc#sha256"
ANOTHER = "https://another.example.ac.jp/metadata/"
"""A service that is not ours."""
TARO = {
    "mail": "hanako@example.ac.jp",
    "eduPersonPrincipalName": "h-takahashi@example.ac.jp",
    "displayName": "Hanako Takahashi",
}


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate signed by itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.ac.jp")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    (folder / "idp.key").write_bytes(pem)
    (folder / "idp.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "idp.key", folder / "idp.crt"


@dataclass
class SamlProvider:
    """Answers requests for authentication as an institution's provider does."""

    folder: Path
    key: Path
    certificate: Path
    entity_id: str = "https://idp.example.ac.jp/idp/shibboleth"
    sso_url: str = "https://idp.example.ac.jp/idp/profile/SAML2/Redirect/SSO"
    server: Server = field(init=False)

    def learn(self, metadata: bytes) -> None:
        """Read the service's metadata."""
        own = re.search(rb'entityID="([^"]+)"', metadata)
        assert own is not None
        (self.folder / "sp.xml").write_bytes(metadata)
        (self.folder / "another.xml").write_bytes(metadata.replace(own[1], ANOTHER.encode()))
        config = IdPConfig()
        config.load(
            {
                "entityid": self.entity_id,
                "service": {
                    "idp": {
                        "endpoints": {"single_sign_on_service": [(self.sso_url, BINDING_HTTP_REDIRECT)]},
                        "policy": {"default": {"lifetime": {"minutes": 10}, "name_form": NAME_FORMAT_URI}},
                        "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    }
                },
                "metadata": {"local": [str(self.folder / "sp.xml"), str(self.folder / "another.xml")]},
                "key_file": str(self.key),
                "cert_file": str(self.certificate),
                "xmlsec_binary": "/usr/bin/xmlsec1",
            }
        )
        self.server = Server(config=config)

    def answer(
        self,
        address: str,
        *,
        identity: Mapping[str, str] = TARO,
        sign_assertion: bool = True,
        sign_response: bool = True,
        audience: str = "",
    ) -> dict[str, str]:
        """What the person's browser is told to post, for the address it was sent to."""
        asked = parse_qs(urlsplit(address).query)
        request = self.server.parse_authn_request(asked["SAMLRequest"][0], BINDING_HTTP_REDIRECT)
        arguments = self.server.response_args(request.message)
        arguments.pop("binding", None)
        if audience:
            arguments["sp_entity_id"] = audience
        response = self.server.create_authn_response(
            identity=dict(identity),
            userid="h-takahashi",
            sign_response=sign_response,
            sign_assertion=sign_assertion,
            authn={"class_ref": KIND},
            sign_alg=RSA,
            digest_alg=SHA,
            **arguments,
        )
        encoded = base64.b64encode(str(response).encode()).decode()
        return {"SAMLResponse": encoded, "RelayState": asked.get("RelayState", [""])[0]}


@dataclass
class OpenIdProvider:
    """Authorization with a code, and an identity token; who signs in is set by the test."""

    url: str
    key: Any
    person: dict[str, Any]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Where the browser goes after the person has signed in."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: Mapping[str, str]) -> dict[str, Any]:
        """Tokens for a code, once."""
        asked = self.codes.pop(sent["code"])
        now = dt.datetime.now(dt.UTC)
        claims = {
            **self.person,
            "iss": self.url,
            "aud": self.person.get("aud", asked["client_id"]),
            "iat": now,
            "exp": now + dt.timedelta(minutes=5),
        }
        identity = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": identity}


class _Handler(BaseHTTPRequestHandler):
    provider: ClassVar[OpenIdProvider]

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        match place.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.configuration())
            case "/userinfo":
                self._json(self.provider.person)
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.provider.authorize(asked))
                self.end_headers()
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._json(self.provider.token({name: values[0] for name, values in parse_qs(body).items()}))

    def _json(self, value: Any) -> None:
        text = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """A provider, listening until the test ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    person = {"sub": "0001", "email": "hanako@example.ac.jp", "email_verified": True, "name": "Hanako"}
    _Handler.provider = OpenIdProvider(f"http://127.0.0.1:{server.server_port}", key, person)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield _Handler.provider
    server.shutdown()
    server.server_close()
    thread.join()
