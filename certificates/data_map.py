"""Which fields of certificates are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import NOBODY, Category, DataMap, Erasure, Retention, content, personal

# A paper that is shown around must stay verifiable, also after its holder has left.
TO_VERIFY = _("so that anyone who is shown the certificate can verify it")

DATA_MAP: DataMap = {
    "certificates.Certificate": content("id language")
    | personal(
        "user completion path_completion",
        Category.LEARNING,
        _("to show people their own certificates"),
        Retention.ACCOUNT,
        Erasure.PSEUDONYMISED,
    )
    | personal(
        "code holder_name is_of_path course_title course_key course_revision_id study_minutes goals result sdgs "
        "presenters design issuer_name completed_on issued_at valid_until replaces status ended_at revocation_kind",
        Category.LEARNING,
        TO_VERIFY,
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
    ),
    "certificates.CertificateDesign": content("id name orientation language text accent logo logo_alt"),
    "certificates.DesignUse": content("id design page site"),
    "certificates.Signatory": content("id design sort_order")
    | personal(
        "name position signature",
        Category.IDENTITY,
        _("to sign certificates"),
        Retention.CONTENT,
        Erasure.KEPT,
        exported=False,
        about=NOBODY,
    ),
    # Logos, and signatures of those who signed.
    "certificates.FrozenImage": content("sha256 content_type source")
    | personal(
        "content", Category.IDENTITY, TO_VERIFY, Retention.CERTIFICATE, Erasure.KEPT, exported=False, about=NOBODY
    ),
    "certificates.CertificateEvent": content("id")
    | personal(
        "certificate kind at reason",
        Category.LEARNING,
        _("to account for what was done to it"),
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
        about="certificate__user",
    )
    | personal(
        "by",
        Category.AUTHORSHIP,
        _("to account for what was done to it"),
        Retention.CERTIFICATE,
        Erasure.REFERENCE_EMPTIED,
        exported=False,
    ),
    "certificates.DrawingProblem": content("id")
    | personal(
        "certificate kind detail tries since next_try_at",
        Category.LEARNING,
        _("to draw it after all"),
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
    ),
    "certificates.ShareLink": content("id")
    | personal(
        "certificate token created_at ended_at",
        Category.LEARNING,
        _("to show it for as long as its holder wants"),
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
    ),
    "certificates.Badge": content("id")
    | personal(
        "certificate token list_number list_index made_at",
        Category.LEARNING,
        _("to take a certificate elsewhere, once its holder has asked for it"),
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
    ),
    "certificates.CertificatePdf": content("id")
    | personal(
        "certificate content sha256 seal sealed_by drawn_at",
        Category.LEARNING,
        TO_VERIFY,
        Retention.CERTIFICATE,
        Erasure.PSEUDONYMISED,
    ),
    # Says of nobody who it was: whoever has the paper knows already.
    "certificates.ErasedCertificate": content(
        "id code_hash is_of_path course_title course_key language issuer_name completed_on valid_until status "
        "badge_list badge_index erased_on"
    ),
}
