"""One machine: installed by the script, started as its units say, asked through nginx over TLS."""

import re
import shutil
import subprocess

import pytest


def test_the_front_page_comes_over_tls_with_its_headers(running):
    page = running.get("/")
    assert page.status == 200
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Server"] == "nginx"
    assert (running.get("/healthz").text, running.get("/readyz").text) == ("ok", "ok")


def test_http_leads_to_https(running):
    answer = running.get("/cursussen/?q=zorg", secure=False)
    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/cursussen/?q=zorg")


def test_static_files_come_from_the_web_server_and_stay_in_the_browser(running):
    page = running.get("/")
    [address, *_] = re.findall(r'href="(/static/img/[^"]+)"', page.text)
    style = running.get(address, Accept_Encoding="gzip")
    assert style.status == 200
    assert "immutable" in style.headers["Cache-Control"]
    assert style.headers["Content-Encoding"] == "gzip"
    assert style.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/private-files/private/secret.pdf",
        "/private-files/media/documents/x.pdf",
        "/media/documents/x.pdf",
        "/media/original_images/x.jpg",
    ],
)
def test_what_the_platform_guards_is_not_reached_past_it(running, path):
    for folder, name in (("private", "secret.pdf"), ("media/documents", "x.pdf"), ("media/original_images", "x.jpg")):
        target = running.folder / "var/lib/leren" / folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(b"secret")
    assert running.get(path).status == 404


def test_pictures_as_shown_are_public_and_run_nothing(running):
    picture = running.folder / "var/lib/leren/media/images/a.jpg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"picture")
    answer = running.get("/media/images/a.jpg")
    assert (answer.status, answer.body) == (200, b"picture")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_tracing_is_refused(running):
    assert running.get("/", method="TRACE").status == 405


def test_what_is_too_large_is_refused_with_what_to_do(running):
    answer = running.get("/accounts/login/", data=b"x" * (13 * 1024 * 1024))
    assert answer.status == 413
    assert "Kies een kleiner bestand" in answer.text


def test_the_log_has_neither_addresses_nor_paths(running):
    running.get("/certificaten/geheime-code/")
    log = (running.folder / "var/log/nginx/leren.log").read_text()
    assert "127.0.0.0" in log
    assert "127.0.0.1" not in log
    assert "geheime-code" not in log


def test_without_the_platform_the_page_says_when_to_come_back(running):
    socket = running.folder / "run/leren/web.sock"
    away = socket.rename(socket.with_suffix(".away"))
    answer = running.get("/")
    away.rename(socket)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert "halve minuut" in answer.text


def test_installing_again_changes_no_setting_no_key_and_no_data(machine):
    kept = ["etc/leren/leren.env", "etc/leren/tls/site.key", "etc/nginx/sites-available/leren"]
    before = [(machine.folder / name).read_bytes() for name in kept]
    machine.manage("shell", "-c", "from people.models import User; User.objects.create(email='a@example.org')")
    done = machine.install(HOST="")
    assert done.returncode == 0, done.stderr
    assert "as they were" in done.stdout
    assert [(machine.folder / name).read_bytes() for name in kept] == before
    count = "from people.models import User; print(User.objects.filter(email='a@example.org').count())"
    assert machine.manage("shell", "-v0", "-c", count).strip() == "1"


@pytest.mark.parametrize("unit", ["leren-sweep", "leren-daily", "leren-backup"])
def test_what_a_timer_starts_ends_well(machine, unit):
    assert f"{unit}.service" in str(list((machine.folder / "etc/systemd/system").iterdir()))
    assert "OnCalendar=" in machine.unit(f"{unit}.timer")
    machine.run(f"{unit}.service")


def test_secrets_are_readable_for_the_platform_only(machine):
    assert (machine.folder / "etc/leren/leren.env").stat().st_mode & 0o777 == 0o640
    assert (machine.folder / "etc/leren/tls/site.key").stat().st_mode & 0o077 == 0
    assert (machine.folder / "var/backups/leren").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_understands_every_unit(machine):
    units = sorted((machine.folder / "etc/systemd/system").glob("leren-*.*"))
    files = [unit for unit in units if unit.is_file()]
    assert len(files) == 7
    said = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    ours = [line for line in said.stderr.splitlines() if "leren-" in line and "is not executable" not in line]
    assert ours == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"HOST": ""}, "name the site"), ({"DATABASE": "mysql"}, "must be sqlite or postgresql")],
)
def test_what_is_missing_or_wrong_is_said_before_anything_is_done(tmp_path, machine, asked, sentence):
    elsewhere = type(machine)(tmp_path, machine.http_port, machine.https_port)
    done = elsewhere.install(**asked)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert list(tmp_path.iterdir()) == []
