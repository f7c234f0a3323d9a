"""The web server in front of the server that is measured: that of deploy/cluster, without TLS and on one machine."""

import getpass
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bin.port import HOST
from bin.steps import ROOT, StepError

SITE = ROOT / "deploy/cluster/nginx.conf"
AROUND = """
daemon off;
user {account};
worker_processes 1;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 10000; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def site(port: int, behind: int) -> str:
    """What is shipped, with one web process behind it that listens here, and without what is about TLS and logs."""
    text = SITE.read_text().replace("web-1:8000", f"{HOST}:{behind}")
    text = re.sub(r"^ *(server web-2|ssl_|access_log|log_format).*\n", "", text, flags=re.MULTILINE)
    # The door that leads to https.
    text = re.sub(r"server \{\n    listen 8080;.*?\n\}\n", "", text, flags=re.DOTALL)
    return text.replace("listen 8443 ssl;", f"listen {HOST}:{port};")


@contextmanager
def web_server(port: int, behind: int) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which("nginx")
    if program is None:
        raise StepError("nginx is not on this machine; it is what stands in front of the platform.")
    with TemporaryDirectory() as folder:
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(AROUND.format(folder=folder, account=getpass.getuser(), site=site(port, behind)))
        command = [program, "-c", str(configuration), "-p", folder]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            yield server
        finally:
            server.terminate()
            server.wait()
