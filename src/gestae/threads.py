"""How many threads one process calculates with."""

import os

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """Let NumPy multiply on one core, unless the environment says otherwise; call it before NumPy is imported.

    The matrices of a parse are too small to be shared out: more threads cost a third more processor time.
    Documents are what is shared out, by ``workers``.
    """
    for name in VARIABLES:
        os.environ.setdefault(name, "1")
