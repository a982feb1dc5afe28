"""Running the server of the explorer until somebody stops it."""

import socket

from gestae.cli.messages import say
from gestae.errors import SettingsError
from gestae.settings import Settings


def run(place: str, host: str, port: int, settings: Settings) -> None:
    """Serve a store at an address; to other machines only with a token.

    Raises:
        StoreError: there is no store at ``place``.
        SettingsError: the address cannot be had, or is open to others and the store has no token.
        InstallationError: the packages of the extra ``web`` are missing.
    """
    from gestae.store.engine import Mode
    from gestae.store.store import Store
    from gestae.store.tokens import any_token
    from gestae.web.door import LOCAL, Admission
    from gestae.web.server import make_app

    admission = Admission.LOCAL if host in LOCAL else Admission.TOKEN
    if admission is Admission.TOKEN:
        with Store.open(place, Mode.READ) as store, store.reading() as connection:
            if not any_token(connection):
                raise SettingsError(
                    f"{host} is open to other machines, which need a token: gestae token create NAME --store {place}"
                )
    app = make_app(place, settings, admission)
    import uvicorn

    app.state.site.desk.warm()
    with _listening(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        say(f"showing {place} at http://{name}:{listening.getsockname()[1]}/ (Ctrl-C stops)")
        if admission is Admission.TOKEN:
            say("whoever calls needs a token of the store; put HTTPS before this server on a network you do not trust")
        config = uvicorn.Config(app, log_level="warning", server_header=False, ws="none", proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # named, so that asyncio does not delay answers
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(f"cannot listen at {host}:{port}: {error.strerror}") from error
    return listening
