"""How gunicorn serves the shop behind a proxy on the same machine that ends TLS.

Settings come from the environment (see environment.example); what differs from machine to machine
can be given on the command line, which wins over this file.
"""

import multiprocessing

from django.utils.module_loading import import_string
from prometheus_client import multiprocess

from shop.settings.env import read

bind = "127.0.0.1:8000"
workers = multiprocessing.cpu_count() + 1
preload_app = True  # one copy of the code in memory; every worker opens its own connections
timeout = 30
graceful_timeout = 30
max_requests = 5000  # a worker is renewed before a slow leak is felt
max_requests_jitter = 500
accesslog = "-"
logger_class = "shop.operations.access_log.AccessLogger"
forwarded_allow_ips = ",".join(["127.0.0.1", "::1", *read("TRUSTED_PROXIES")])


def post_worker_init(worker) -> None:
    """Let a worker that replaces another begin with the catalogue of now, not of the first start.

    Named, not imported: this file is read before Django is set up.
    """
    import_string("search.engines.warm_up.warm_up")()


def child_exit(server, worker) -> None:
    """Let the metrics forget a worker that has ended, where several share a folder."""
    folder = read("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        multiprocess.mark_process_dead(worker.pid, folder)
