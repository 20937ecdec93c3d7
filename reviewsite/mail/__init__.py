"""The site's mail: written into an outbox within the caller's transaction, sent by the job worker.

A mail leaves the outbox when the mail server has accepted it, and not before. If the worker, the server or the line
dies between the server's acceptance and our note of it, nobody can know whether it went: it is sent again, under the
same Message-ID, by which mailboxes recognise it. SMTP cannot promise more (RFC 1047).
"""
