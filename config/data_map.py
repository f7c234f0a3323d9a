"""The whole data map: that of our apps, of cms (which may not import people) and of packages."""

from django.utils.translation import gettext_noop as _

from certificates.data_map import DATA_MAP as CERTIFICATES
from commitments.data_map import DATA_MAP as COMMITMENTS
from courses.data_map import DATA_MAP as COURSES
from curriculum.data_map import DATA_MAP as CURRICULUM
from discussions.data_map import DATA_MAP as DISCUSSIONS
from guests.data_map import DATA_MAP as GUESTS
from hr.data_map import DATA_MAP as HR
from operations.data_map import DATA_MAP as OPERATIONS
from people.data_map import DATA_MAP as PEOPLE
from people.data_map import (
    NOBODY,
    Category,
    DataMap,
    Erasure,
    Retention,
    account_data,
    author,
    content,
    personal,
)
from quizzes.data_map import DATA_MAP as QUIZZES
from transcript.data_map import DATA_MAP as TRANSCRIPT

_FILE = "id collection title file created_at file_size file_hash tags"
_PICTURE = f"{_FILE} description width height focal_point_x focal_point_y focal_point_width focal_point_height"
_RENDITION = "id filter_spec file width height focal_point_key image"
_VIDEO = "id collection title file type duration width height thumbnail created_at tags"
_UPLOADER = author("uploaded_by_user")

CMS: DataMap = {
    "cms.Branding": content("id site organisation_name logo primary_colour header_colour"),
    "cms.CmsImage": content(_PICTURE) | _UPLOADER,
    "cms.CmsRendition": content(_RENDITION),
    "cms.CmsDocument": content(_FILE) | _UPLOADER,
    "cms.CmsMedia": content(f"{_VIDEO} captions transcript") | _UPLOADER,
    "cms.ContentVersion": content("id token"),
    "cms.HomePage": content("page_ptr intro body"),
    "cms.StandardPage": content("page_ptr intro body show_in_footer"),
    "cms.Source": content("id key kind title article publisher url text_date checked_on note"),
    "cms.Term": content("id key term abbreviation synonyms meaning source"),
    "cms.TermTranslation": content("id of language term abbreviation synonyms meaning"),
    "cms.SourceChange": content("id source before after changed_at"),
    "cms.SourceReading": content("id change content_type object_id read_at") | author("read_by"),
}

# Names of tables of packages without Dutch of their own, for whoever reads what is kept of them.
NAMES = (
    _("authenticators"),
    _("editing sessions"),
    _("form states"),
    _("media items"),
    _("page subscriptions"),
    _("segment overrides"),
    _("social accounts"),
    _("string translations"),
    _("uploaded files"),
    _("user sessions"),
)

_TO_SIGN_IN = _("to stay signed in while at work")
_LOG_ENTRY = "id content_type label data uuid revision content_changed deleted"
_WHO_DID_IT = personal(
    "user action timestamp",
    Category.AUTHORSHIP,
    _("to see who changed a page; after erasure a number that belongs to nobody"),
    Retention.CONTENT,
    Erasure.KEPT,
)

WAGTAIL: DataMap = {
    "wagtailcore.Page": content(
        "id path depth numchild translation_key locale latest_revision live has_unpublished_changes "
        "first_published_at last_published_at live_revision go_live_at expire_at expired locked locked_at title "
        "draft_title slug content_type url_path latest_revision_created_at alias_of show_in_menus seo_title "
        "search_description"
    )
    | author("owner locked_by"),
    "wagtailcore.Revision": content(
        "id content_type base_content_type object_id created_at object_str content approved_go_live_at"
    )
    | author("user"),
    "wagtailcore.PageLogEntry": content(f"{_LOG_ENTRY} page") | _WHO_DID_IT,
    "wagtailcore.ModelLogEntry": content(f"{_LOG_ENTRY} object_id") | _WHO_DID_IT,
    "wagtailcore.Comment": content("id page contentpath position created_at updated_at revision_created resolved_at")
    | account_data("user text", Category.AUTHORSHIP, _("editors discuss a page"))
    | author("resolved_by"),
    "wagtailcore.CommentReply": content("id comment created_at updated_at")
    | account_data("user text", Category.AUTHORSHIP, _("editors discuss a page")),
    "wagtailcore.PageSubscription": content("id page")
    | account_data("user comment_notifications", Category.PREFERENCE, _("to be told of comments")),
    "wagtailcore.APIToken": content("id prefix")
    | account_data("user name created revoked_at last_used_at", Category.SIGN_IN, _("access for programs; not used"))
    | account_data("key_hash", Category.SIGN_IN, _("access for programs; not used"), exported=False),
    "wagtailcore.UploadedFile": content("id for_content_type file") | _UPLOADER,
    "wagtailcore.WorkflowState": content(
        "id content_type base_content_type object_id workflow status created_at current_task_state"
    )
    | author("requested_by"),
    "wagtailcore.TaskState": content(
        "id workflow_state revision task status started_at finished_at comment content_type"
    )
    | author("finished_by"),
    "wagtailcore.Workflow": content("id name active"),
    "wagtailcore.WorkflowContentType": content("content_type workflow"),
    "wagtailcore.WorkflowPage": content("page workflow"),
    "wagtailcore.WorkflowTask": content("id sort_order workflow task"),
    "wagtailcore.Task": content("id name content_type active"),
    "wagtailcore.GroupApprovalTask": content("task_ptr groups"),
    "wagtailcore.Locale": content("id language_code"),
    "wagtailcore.Site": content("id hostname port site_name root_page is_default_site"),
    "wagtailcore.Collection": content("id path depth numchild name"),
    "wagtailcore.CollectionViewRestriction": content("id restriction_type password collection groups"),
    "wagtailcore.PageViewRestriction": content("id restriction_type password page groups"),
    "wagtailcore.GroupSitePermission": content("id group site permission"),
    "wagtailcore.GroupCollectionPermission": content("id group collection permission"),
    "wagtailcore.GroupPagePermission": content("id group page permission"),
    "wagtailcore.ReferenceIndex": content(
        "id content_type base_content_type object_id to_content_type to_object_id model_path content_path "
        "content_path_hash"
    ),
    "wagtailadmin.Admin": content("id"),
    "wagtailadmin.EditingSession": content("id content_type object_id")
    | account_data("user last_seen_at is_editing", Category.AUTHORSHIP, _("to warn when two people edit one page")),
    "wagtailadmin.FormState": content("id content_type object_id parent_object_id last_updated_at")
    | account_data("user data", Category.AUTHORSHIP, _("to keep what an editor was typing")),
    "wagtailusers.UserProfile": content("id")
    | account_data(
        "user submitted_notifications approved_notifications rejected_notifications updated_comments_notifications "
        "preferred_language current_time_zone avatar dismissibles theme contrast density keyboard_shortcuts",
        Category.PREFERENCE,
        _("the admin as its user likes it"),
    ),
    "wagtailsearch.IndexEntry": content(
        "id content_type object_id title_norm autocomplete title body title_text body_text"
    ),
    # Models that Wagtail needs beside ours; these tables stay empty.
    "wagtailimages.Image": content(_PICTURE) | _UPLOADER,
    "wagtailimages.Rendition": content(_RENDITION),
    "wagtaildocs.Document": content(_FILE) | _UPLOADER,
    "wagtailmedia.Media": content(_VIDEO) | _UPLOADER,
    "wagtailembeds.Embed": content(
        "id url max_width hash type html title author_name provider_name thumbnail_url width height last_updated "
        "cache_until"
    ),
    "taggit.Tag": content("id name slug"),
    "taggit.TaggedItem": content("id tag content_type object_id"),
}

# Translations of pages: copies of what stands in the pages, piece by piece.
WAGTAIL_LOCALIZE: DataMap = {
    "wagtail_localize.TranslatableObject": content("translation_key content_type"),
    "wagtail_localize.TranslationSource": content(
        "id object specific_content_type locale object_repr content_json schema_version created_at last_updated_at"
    ),
    "wagtail_localize.Translation": content(
        "id uuid source target_locale created_at translations_last_updated_at destination_last_updated_at enabled"
    ),
    "wagtail_localize.TranslationLog": content("id source locale created_at revision"),
    "wagtail_localize.String": content("id locale data_hash data"),
    "wagtail_localize.TranslationContext": content("id object path_id path field_path"),
    "wagtail_localize.StringTranslation": content(
        "id translation_of locale context data translation_type tool_name created_at updated_at has_error field_error"
    )
    | author("last_translated_by"),
    "wagtail_localize.Template": content("id uuid template template_format string_count"),
    "wagtail_localize.SegmentOverride": content(
        "id locale context created_at updated_at data_json has_error field_error"
    )
    | author("last_translated_by"),
    "wagtail_localize.StringSegment": content("id source context order string attrs"),
    "wagtail_localize.TemplateSegment": content("id source context order template"),
    "wagtail_localize.RelatedObjectSegment": content("id source context order object"),
    "wagtail_localize.OverridableSegment": content("id source context order data_json"),
    "wagtail_localize.LocaleSynchronization": content("id locale sync_from"),
}

DJANGO_AND_ALLAUTH: DataMap = {
    "account.EmailAddress": content("id")
    | account_data("user email verified primary", Category.SIGN_IN, _("to know that an address is someone's own")),
    "account.EmailConfirmation": content("id")
    | account_data("email_address created sent", Category.SIGN_IN, _("to prove an address"))
    | account_data("key", Category.SIGN_IN, _("to prove an address"), exported=False),
    "mfa.Authenticator": content("id")
    | account_data("user type created_at last_used_at", Category.SIGN_IN, _("to sign in with a second step"))
    | account_data(
        "data", Category.SIGN_IN, _("to sign in with a second step; secrets are encrypted"), exported=False
    ),
    "usersessions.UserSession": content("id data")
    | personal(
        "user created_at ip last_seen_at user_agent",
        Category.SIGN_IN,
        _("so that one sees and ends where one is signed in"),
        Retention.SESSION,
        Erasure.WITH_ACCOUNT,
    )
    | personal("session_key", Category.SIGN_IN, _TO_SIGN_IN, Retention.SESSION, Erasure.WITH_ACCOUNT, exported=False),
    "socialaccount.SocialAccount": content("id")
    | account_data(
        "user provider uid last_login date_joined extra_data",
        Category.SIGN_IN,
        _("to know who comes from the sign-on of an organisation, by issuer and subject"),
    ),
    # What allauth has and we do not use: these tables stay empty.
    "socialaccount.SocialApp": content("id provider provider_id name client_id secret key settings"),
    "socialaccount.SocialToken": content("id app account token token_secret expires_at"),
    "sessions.Session": personal(
        "session_key session_data expire_date",
        Category.SIGN_IN,
        _TO_SIGN_IN,
        Retention.SESSION,
        Erasure.EXPIRES,
        exported=False,
        about=NOBODY,
    ),
    "auth.Permission": content("id name content_type codename"),
    "auth.Group": content("id name permissions"),
    "contenttypes.ContentType": content("id app_label model"),
}

DATA_MAP: DataMap = {
    **PEOPLE,
    **CMS,
    **COURSES,
    **QUIZZES,
    **CERTIFICATES,
    **GUESTS,
    **DISCUSSIONS,
    **COMMITMENTS,
    **TRANSCRIPT,
    **HR,
    **CURRICULUM,
    **OPERATIONS,
    **WAGTAIL,
    **WAGTAIL_LOCALIZE,
    **DJANGO_AND_ALLAUTH,
}
