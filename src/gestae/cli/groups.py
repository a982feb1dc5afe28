"""The groups of commands that register themselves, one module each."""

from gestae.cli import (
    asking_app,
    corpus_app,
    export_app,
    import_app,
    plot_app,
    review_app,
    serve_app,
    stories_app,
    token_app,
    training_app,
    watch_app,
)

GROUPS = (
    corpus_app,
    watch_app,
    import_app,
    serve_app,
    stories_app,
    asking_app,
    plot_app,
    review_app,
    export_app,
    token_app,
    training_app,
)
