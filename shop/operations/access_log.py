"""Gunicorn's log lines: the client behind the proxy, paths without secrets, no referrer."""

from collections.abc import Mapping
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from shop.operations.logs import SecretFreeFormatter, loggable_path, without_secrets
from shop.users.client_ip import read_client_ip


class AccessLogger(Logger):
    """Named in gunicorn.conf.py."""

    def setup(self, cfg: Config) -> None:
        """Keep secrets out of the error log as well: it names the URI of a request that failed."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(SecretFreeFormatter(self.error_fmt, self.datefmt))

    def atoms(
        self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: Any
    ) -> dict[str, Any]:
        """Return what a format of access lines can name."""
        path = loggable_path(environ["RAW_URI"])
        request_line = f"{environ['REQUEST_METHOD']} {path} {environ['SERVER_PROTOCOL']}"
        atoms = {
            name: without_secrets(value) if isinstance(value, str) else value
            for name, value in super().atoms(resp, req, environ, request_time).items()
        }
        client = read_client_ip(environ) or "-"
        return atoms | {"h": client, "r": request_line, "U": path, "q": "", "f": "-"}
