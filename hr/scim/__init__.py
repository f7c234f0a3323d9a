"""SCIM 2.0 (RFC 7643, 7644): an identity provider says who works for an organisation, at …/api/scim/v2."""
