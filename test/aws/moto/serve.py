"""Serves moto on a free port, prints it, and ends when its standard input does."""

import os
import socket
import sys
import threading


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    # moto reads it when it is imported, for the addresses that it gives out.
    os.environ["MOTO_PORT"] = str(port)

    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server

    import lacking

    lacking.add()
    server = make_server(
        "127.0.0.1",
        port,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=MotoRequestHandler,
        fd=listener.fileno(),
    )
    print(port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Whoever started this holds the other end: when it is gone, however it went, this goes too.
    sys.stdin.read()
    os._exit(0)


main()
