"""Which certificates are trusted, and how one known fault of a host is waived."""

import ssl
from pathlib import Path

# X509_V_FLAG_NO_CHECK_TIME in OpenSSL's x509_vfy.h; the ssl module gives it no name.
_NO_CHECK_TIME = 0x200000


def tls_context(
    context: ssl.SSLContext, waived: str | None, authorities: Path | None
) -> ssl.SSLContext:
    """Make a context check everything except the one fault a profile names."""
    if authorities is not None:
        context.load_verify_locations(authorities)
    if waived == "tls_expired":
        context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    elif waived == "tls_hostname":
        context.check_hostname = False
    elif waived in {"tls_self_signed", "tls_untrusted"}:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
