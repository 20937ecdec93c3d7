import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

#: A server may take its time once it has the whole text; to hang up then is to send it twice (RFC 5321, 4.5.3.2.6).
WAIT_FOR_ACCEPTANCE = 300


class _Patient(smtplib.SMTP):
    def data(self, msg: Any) -> Any:
        if self.sock is not None:
            self.sock.settimeout(WAIT_FOR_ACCEPTANCE)
        return super().data(msg)


class _PatientSSL(_Patient, smtplib.SMTP_SSL):
    pass


class PatientBackend(EmailBackend):
    """SMTP that waits long for the one answer that must not be missed."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _PatientSSL if self.use_ssl else _Patient
