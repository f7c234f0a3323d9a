"""Which fields of certificates are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, content, personal

# A paper that is shown around must stay verifiable, also after its holder has left.
TO_VERIFY = "so that anyone who is shown the certificate can verify it"

DATA_MAP: DataMap = {
    "certificates.Certificate": content("id language")
    | personal(
        "user completion path_completion",
        Category.LEARNING,
        "to show people their own certificates",
        Retention.ACCOUNT,
        Erasure.REFERENCE_EMPTIED,
    )
    | personal(
        "code holder_name course_title course_key course_revision_id study_minutes goals issuer_name completed_on "
        "issued_at valid_until status revoked_at revocation_reason",
        Category.LEARNING,
        TO_VERIFY,
        Retention.CERTIFICATE,
        Erasure.KEPT,
    )
    | personal(
        "revoked_by",
        Category.AUTHORSHIP,
        "to account for revoking it",
        Retention.CERTIFICATE,
        Erasure.REFERENCE_EMPTIED,
        exported=False,
    ),
    "certificates.CertificatePdf": content("id")
    | personal(
        "certificate content sha256 drawn_at", Category.LEARNING, TO_VERIFY, Retention.CERTIFICATE, Erasure.KEPT
    ),
}
