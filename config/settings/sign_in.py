"""Settings of signing in: one door, allauth, for the site and the admin alike. Part of base.py."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.breached_passwords.BreachedPasswordValidator"},
]
# A file of breached passwords to refuse, as haveibeenpwned.com gives it: sorted SHA-1 hashes, one a line.
BREACHED_PASSWORDS_FILE = env.str("BREACHED_PASSWORDS_FILE", default="")
if BREACHED_PASSWORDS_FILE and not Path(BREACHED_PASSWORDS_FILE).is_file():
    raise ImproperlyConfigured(f"BREACHED_PASSWORDS_FILE names a file that is not there: {BREACHED_PASSWORDS_FILE}")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "people.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "people.forms.LoginForm", "signup": "people.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# Who lost the message is not stuck. Who mistyped the address signs up again: allauth shows a form to change it to new
# people only, which tells who has an account already.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
# Entrepreneurs need no password: a code in the mail is enough (docs/decisions/0041-*.md).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# A town hall of 500 learners shares one address; the limit per account stays strict.
ACCOUNT_RATE_LIMITS = {
    "signup": "200/m/ip",
    "login": "600/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "request_login_code": "200/m/ip,3/m/key",
    "reset_password": "200/m/ip,3/m/key",
    "reset_password_from_key": "200/m/ip",
    # Entrepreneurs who ask to come in (guests/arrival_views.py).
    "guest_application": "10/h/ip,3/d/key",
    # SMEs that sign up for a meeting (guests/meeting_guest_views.py).
    "meeting_application": "10/h/ip,3/d/key",
    # Test mails of an administrator (operations/condition_admin.py).
    "test_mail": "5/300s/user",
}

# --- The second step ---------------------------------------------------------

# Administrators, editors, HR and privacy officers do their work with a second step only (people/second_factor.py).
SECOND_FACTOR_REQUIRED = True
# Where that work is done, with its exports and what pages ask by themselves; one's own learning is elsewhere.
SECOND_FACTOR_ADDRESSES = (
    r"^/(admin|beheer|hr|api|studio|aanbestedingen|ontmoetingen)/",
    r"^/sessies/(nieuw|\d+/(wijzigen|annuleren|bevestigen|deelnemers|deur|voorbereiding|checklist|bedanken))/",
)
MFA_ADAPTER = "people.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "people.second_factor_forms.ActivateAppForm",
    "add_webauthn": "people.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "people.second_factor_forms.RenamePasskeyForm",
    "authenticate": "people.second_factor_forms.SecondStepForm",
    "reauthenticate": "people.second_factor_forms.SecondStepAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}

# --- Sessions (people/sessions.py) -------------------------------------------

# Django's, with a query that is composed once.
SESSION_ENGINE = "people.session_store"
# In seconds: the longest that somebody stays signed in, and the longest without a sign of life.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_AGE = 60 * 60
