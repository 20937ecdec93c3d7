"""All settings. Each value that a deployment may change is read from the environment (see README)."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

from reviewsite.configuration import databases, env
from reviewsite.operations import log_lines

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
if not DATA_DIR.exists():
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATA_DIR.chmod(0o755)  # nginx hands out what is in two of its folders

# The site. Its name and tagline are first values: from then on its owner changes them in the admin, and nothing else
# reads these two.
SITE_NAME = env.text("SITE_NAME", "Second Lead")
SITE_TAGLINE = env.text("SITE_TAGLINE", "K-drama reviews that never give the ending away")
SITE_URL = env.address("SITE_URL", f"http://127.0.0.1:{env.integer('PORT', 8000)}")
_SECURE = SITE_URL.startswith("https://")

# Safety
DEBUG = env.boolean("DEBUG")
SECRET_KEY = env.secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = _SECURE
BEHIND_PROXY = env.boolean("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Browsers refuse plain HTTP for so long. Short until the owner says so: it cannot be taken back.
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 3600) if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE and env.boolean("HSTS_SUBDOMAINS")
# Subdomains, and a place on the browsers' preload list, are for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Cookies live under the admin only, so that a public page never sees one.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
#: A session ends this long after the login, and after so long without a request, in seconds.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE = 2 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

INSTALLED_APPS = [
    "reviewsite.accounts",
    "reviewsite.jobs",
    "reviewsite.mail",
    "reviewsite.images",
    "reviewsite.search",
    "reviewsite.pagecache",
    "reviewsite.operations",
    "reviewsite",
    "dramas",
    "reviews",
    "reviews.comments",
    "reviewsite.site",  # what it makes findable comes after all else
    "markdownx",
    "reversion",
    "reviewsite.accounts.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "reviewsite.operations.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "reviewsite.http.security_headers.SecurityHeadersMiddleware",
    "reviewsite.pagecache.headers.CacheControlMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reviewsite.site.current.SiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reviewsite.accounts.sessions.SessionLimitMiddleware",
    "reviewsite.accounts.devices.DeviceMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "reviewsite.accounts.two_factor.SecondStepMiddleware",
    "reviewsite.accounts.time_zones.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reviewsite.slugs.MovedMiddleware",
    "axes.middleware.AxesMiddleware",
    "reviewsite.korean_text.KoreanTextMiddleware",
]

ROOT_URLCONF = "reviewsite.urls"
WSGI_APPLICATION = "reviewsite.wsgi.application"
# Widgets find their templates in templates/ too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

#: The owner's own templates and stylesheet: see docs/theme.md.
THEME_DIR = DATA_DIR / "theme"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "reviewsite.site.theme.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reviewsite.context_processors.site",
            ],
        },
    },
]

DATABASES = {"default": databases.configure(DATA_DIR)}
# Finished pages: how many and how long they are kept, and by caches between us and the reader, in seconds.
PAGE_CACHE = {
    "BYTES": env.integer("PAGE_CACHE_MB", 32, minimum=1) * 1024 * 1024,
    "ENTRIES": 5_000,
    "SECONDS": 600,
    "SHARED_SECONDS": env.integer("SHARED_CACHE_SECONDS", 1),
}
CACHE_URL = env.text("CACHE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts are for staff only: readers and commenters need none.
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "reviewsite.accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
STAFF_TWO_FACTOR = env.choice("STAFF_TWO_FACTOR", "optional", ["optional", "required"])


def OTP_TOTP_ISSUER(_device: object) -> str:  # noqa: N802  django-otp calls it for the label in the app
    from reviewsite.site.current import current

    return current().name


# By name and address together: who guesses from elsewhere cannot lock anybody out. What comes from many addresses
# `accounts/name_limit.py` slows.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "reviewsite.accounts.throttle.address_of"
AXES_LOCKOUT_CALLABLE = "reviewsite.accounts.throttle.locked_out"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "reviewsite.formats"
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "reviewsite.css_bundle.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_STORE = env.object_store("MEDIA_STORE_URL")
STORAGES = {
    # Files are named by their content, so two that share a name are the same file.
    "default": (
        {
            "BACKEND": "reviewsite.images.bucket.BucketStorage",
            "OPTIONS": {**MEDIA_STORE, "file_overwrite": True},
        }
        if MEDIA_STORE
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"allow_overwrite": True},
        }
    ),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# An address typed without a scheme is a secure one (Django 6 does so by itself).
FORMS_URLFIELD_ASSUME_HTTPS = True

# A copy of the site for trying things out: it sends no mail, and search engines are told to stay away.
STAGING = env.boolean("STAGING")
vars().update(MAIL_SERVER := {} if STAGING else env.mail_server("EMAIL_URL"))
#: Who is told when something is wrong; if unset, the administrators.
OWNER_EMAIL = env.text("OWNER_EMAIL")
# Without a mail server, mail is written to files, to be read by whoever tries the site out.
EMAIL_BACKEND = (
    "reviewsite.mail.backend.PatientBackend"
    if MAIL_SERVER
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 60
#: The address only: mails carry the name that the owner gave the site (`mail.outbox.sender`).
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", f"no-reply@{urlsplit(SITE_URL).hostname}")

# Comments
COMMENTS_CLOSE_AFTER_DAYS = env.integer("COMMENTS_CLOSE_AFTER_DAYS", 0)  # 0: never
COMMENTS_HELD_PER_HOUR = env.integer("COMMENTS_HELD_PER_HOUR", 500, minimum=1)

# What a form may make a process hold in memory: its texts, and small files. `http/uploads.py` limits the whole form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "reviewsite.http.uploads.BodyLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Pictures and static files are for everybody to read, whatever the umask: nginx hands them out.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755

#: Figures for Prometheus, to this machine only, on the port of the site and a thousand.
METRICS = env.boolean("METRICS")

LOGGING = log_lines.configuration(env.choice("LOG_FORMAT", "text", ["text", "json"]))
