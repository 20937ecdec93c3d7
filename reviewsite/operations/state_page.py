"""The admin's page *State of the site*: what is well, what is not, and what to do about it."""

import smtplib

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviewsite.mail.outbox import sender
from reviewsite.operations import alerts, watch
from reviewsite.site.current import current

#: Seconds that an administrator waits for the mail server.
PATIENCE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def site_state(request: HttpRequest) -> HttpResponse:
    if not (request.user.is_active and request.user.is_superuser):
        raise PermissionDenied
    if request.method == "POST":
        send_test_mail(request)
        return redirect("admin:site_state")
    found = sorted(watch.all_findings(), key=lambda finding: -finding.level)
    context = {
        **admin.site.each_context(request),
        "title": _("State of the site"),
        "wrong": [finding for finding in found if not finding.is_well],
        "well": [finding for finding in found if finding.is_well],
        "owners": alerts.owners(),
        "sends_mail": bool(settings.MAIL_SERVER),
    }
    return TemplateResponse(request, "admin/operations/site_state.html", context)


def send_test_mail(request: HttpRequest) -> None:
    """Send a mail to the administrator straight away, and say what the mail server answered."""
    to = getattr(request.user, "email", "")
    if not to:
        messages.error(request, _("Your account has no email address. Add one under Users."))
        return
    subject = _("Test mail from %s") % current().name
    text = _("This mail was sent from the page “State of the site”. Mail works.")
    try:
        EmailMessage(subject, text, sender(), to=[to], connection=get_connection(timeout=PATIENCE)).send()
    except (OSError, smtplib.SMTPException) as error:
        messages.error(request, _("The mail server refused it: %s") % error)
        return
    if settings.MAIL_SERVER:
        messages.success(request, _("Sent to %s. Check your inbox and spam folder.") % to)
    else:
        messages.warning(
            request, _("Saved to a file in %s, because no mail server is set.") % settings.EMAIL_FILE_PATH
        )
