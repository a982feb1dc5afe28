"""Running the server of the explorer until somebody stops it."""

from gestae.cli.messages import say
from gestae.settings import Settings


def run(place: str, host: str, port: int, settings: Settings) -> None:
    """Serve a store at an address.

    Raises:
        StoreError: there is no store at ``place``.
        InstallationError: the packages of the extra ``web`` are missing.
    """
    from gestae.web.server import make_app

    app = make_app(place, settings)
    import uvicorn

    say(f"showing {place} at http://{host}:{port}/ (Ctrl-C stops)")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
