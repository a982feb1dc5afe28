"""The identifier of a document that came without one."""

import hashlib


def text_id(text: str) -> str:
    """A hash of the text with blanks folded, after ``sha256:``."""
    return f"sha256:{hashlib.sha256(' '.join(text.split()).encode('utf-8', 'replace')).hexdigest()}"
