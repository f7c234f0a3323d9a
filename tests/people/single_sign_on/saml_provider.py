"""A SAML provider that can also lie: answers made and signed here, as a browser would bring them."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from .openid_provider import address_in

ISSUER, SIGN_IN = "https://idp.waterland.example/metadata", "https://idp.waterland.example/sso"
SAML, PROTOCOL = "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol"
NAMES = {"saml": SAML, "samlp": PROTOCOL, "ds": "http://www.w3.org/2000/09/xmldsig#"}


@cache
def key_and_certificate(name: str) -> tuple[bytes, str]:
    """A private key as PEM, and its certificate in base64."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1)
    builder = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2050, 1, 1))
    der = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form), base64.b64encode(der).decode()


def metadata(*names: str) -> str:
    """What the provider publishes, with the certificates of these keys."""
    keys = "".join(
        f'<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{NAMES["ds"]}"><ds:X509Data><ds:X509Certificate>'
        f"{key_and_certificate(name)[1]}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        for name in names or ("idp",)
    )
    redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
    return (
        f'<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ISSUER}">'
        f'<md:IDPSSODescriptor protocolSupportEnumeration="{PROTOCOL}">{keys}'
        f'<md:SingleSignOnService Binding="{redirect}" Location="{SIGN_IN}"/>'
        "</md:IDPSSODescriptor></md:EntityDescriptor>"
    )


def question(client: Any, slug: str) -> dict[str, str]:
    """What we ask of the provider: its id, our name and where the answer has to go."""
    address = address_in(client.post(f"/inloggen/{slug}/"))
    assert address.startswith(f"{SIGN_IN}?")
    packed = base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0])
    asked = etree.fromstring(zlib.decompress(packed, -15))
    issuer = asked.find("saml:Issuer", NAMES)
    return {"id": asked.get("ID"), "audience": issuer.text, "acs": asked.get("AssertionConsumerServiceURL")}


def answer(asked_for: dict[str, str], **different: Any) -> etree._Element:
    """An honest answer that nobody signed yet; `different` says what is not honest."""
    now = datetime.now(UTC)
    values = {
        "asked": asked_for["id"],
        "in_confirmation": asked_for["id"],
        "audience": asked_for["audience"],
        "acs": asked_for["acs"],
        "issuer": ISSUER,
        "subject": "sanne-1",
        "email": "sanne@dijkstad.example",
        "groups": "Inkoop",
        "until": now + timedelta(minutes=5),
        "id": f"_{uuid4().hex}",
    } | different
    stamp, until = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (now, values["until"]))
    in_response = f'InResponseTo="{values["asked"]}"' if values["asked"] else ""
    in_confirmation = f'InResponseTo="{values["in_confirmation"]}"' if values["in_confirmation"] else ""
    audience = f"<saml:Audience>{values['audience']}</saml:Audience>" if values["audience"] else ""
    audience = f"<saml:AudienceRestriction>{audience}</saml:AudienceRestriction>" if audience else ""
    text = f"""<samlp:Response xmlns:samlp="{PROTOCOL}" xmlns:saml="{SAML}" ID="_{uuid4().hex}" Version="2.0"
        IssueInstant="{stamp}" Destination="{values["acs"]}" {in_response}><saml:Issuer>{values["issuer"]}</saml:Issuer>
        <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
        <saml:Assertion ID="{values["id"]}" Version="2.0" IssueInstant="{stamp}">
        <saml:Issuer>{values["issuer"]}</saml:Issuer>
        <saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{values["subject"]}</saml:NameID>
        <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
        {in_confirmation} Recipient="{values["acs"]}" NotOnOrAfter="{until}"/></saml:SubjectConfirmation></saml:Subject>
        <saml:Conditions NotBefore="{stamp}" NotOnOrAfter="{until}">{audience}</saml:Conditions>
        <saml:AuthnStatement AuthnInstant="{stamp}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
        <saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>{values["email"]}</saml:AttributeValue></saml:Attribute>
        <saml:Attribute Name="groups"><saml:AttributeValue>{values["groups"]}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
        </saml:Assertion></samlp:Response>"""  # noqa: E501 - white space within a name would count
    return etree.fromstring(text)


def sign(response: etree._Element, what: str = "saml:Assertion", key: str = "idp") -> etree._Element:
    """With an enveloped signature behind the issuer, as the standard puts it."""
    node = response if what == "samlp:Response" else response.find(what, NAMES)
    signature = xmlsec.template.create(node, xmlsec.Transform.EXCL_C14N, xmlsec.Transform.RSA_SHA256, ns="ds")
    node.find("saml:Issuer", NAMES).addnext(signature)
    reference = xmlsec.template.add_reference(signature, xmlsec.Transform.SHA256, uri=f"#{node.get('ID')}")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    xmlsec.tree.add_ids(node, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key_and_certificate(key)[0], xmlsec.KeyFormat.PEM)
    context.sign(signature)
    return response


def bring(client: Any, slug: str, response: etree._Element | bytes, relay_state: str = "") -> Any:
    """Post it as the provider's page does, and follow to where our own session is."""
    data = response if isinstance(response, bytes) else etree.tostring(response)
    fields = {"SAMLResponse": base64.b64encode(data).decode(), "RelayState": relay_state}
    taken = client.post(f"/inloggen/{slug}/saml/", fields)
    return client.get(taken.url) if taken.status_code == 302 else taken
