"""deploy/cluster as far as it can be read without a container engine: what the image runs, what Kubernetes gets."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from django.conf import settings

from config.settings.base import REQUIRED_VARIABLES
from config.settings.stored_files import NEEDED_FOR_BUCKETS

CLUSTER = Path(settings.BASE_DIR) / "deploy/cluster"
CONTAINERFILE = (CLUSTER / "Containerfile").read_text()
VALUE = re.compile(r"\{\{ \.Values\.([A-Za-z.]+) \}\}")
OURS = {"web", "worker", "migrate", "daily"}
# Without one of these the platform does not start when its files are in buckets.
NEEDED = {"S3_BUCKET", *NEEDED_FOR_BUCKETS, *REQUIRED_VARIABLES} - {"MEDIA_ROOT"}


def rendered() -> list[dict[str, Any]]:
    """The chart as Helm renders it: all that its templates use of Helm is putting in a value (the next test)."""
    values = yaml.safe_load((CLUSTER / "chart/values.yaml").read_text())

    def value(match: re.Match[str]) -> str:
        found = values
        for name in match[1].split("."):
            found = found[name]
        assert isinstance(found, str | int), match[0]
        return str(found)

    texts = [VALUE.sub(value, template.read_text()) for template in sorted((CLUSTER / "chart/templates").iterdir())]
    return [thing for text in texts for thing in yaml.safe_load_all(text)]


def pods() -> dict[str, dict[str, Any]]:
    """What runs, by component."""
    found = {}
    for thing in rendered():
        spec = thing.get("spec", {})
        template = spec.get("jobTemplate", {}).get("spec", spec).get("template")
        if template:
            found[thing["metadata"]["labels"]["app.kubernetes.io/component"]] = template["spec"]
    return found


def things(kind: str) -> list[dict[str, Any]]:
    return [thing for thing in rendered() if thing["kind"] == kind]


def test_the_image_is_built_and_started_by_the_scripts_that_are_tested():
    first, second = CONTAINERFILE.split("\nFROM ")[1:]
    assert "RUN /source/deploy/cluster/image/build /srv/leren" in first
    assert "COPY --from=build /srv/leren /srv/leren" in second
    assert 'ENTRYPOINT ["/srv/leren/deploy/cluster/image/start"]' in second
    assert re.findall(r"^(?:COPY|ADD) .*", second, re.MULTILINE) == ["COPY --from=build /srv/leren /srv/leren"]
    assert "useradd --uid 10001" in second
    assert "USER 10001:10001" in second
    for script in ("build", "start"):
        assert os.access(CLUSTER / "image" / script, os.X_OK)


def test_nothing_of_this_machine_or_of_a_registry_of_packages_is_in_the_image():
    for file in (CONTAINERFILE, (CLUSTER / "image/build").read_text()):
        assert not re.search(r"index-url|find-links|trusted-host|pip\.conf|https?://(?!build)", file)
    left_out = (CLUSTER / "Containerfile.dockerignore").read_text().split()
    assert {".git", ".venv", "var", "deploy/cluster/secrets"} <= set(left_out)


def test_what_it_starts_is_said_when_nobody_says_it():
    refused = subprocess.run([CLUSTER / "image/start", "everything"], capture_output=True, text=True, check=False)
    assert refused.returncode == 64
    assert all(name in refused.stderr for name in OURS)


def test_templates_use_of_helm_only_what_is_rendered_here():
    for template in (CLUSTER / "chart/templates").iterdir():
        assert "{{" not in VALUE.sub("", template.read_text()), template.name


def test_every_value_of_the_chart_is_used():
    used = {name for file in (CLUSTER / "chart/templates").iterdir() for name in VALUE.findall(file.read_text())}

    def names(values: dict[str, Any], before: str = "") -> set[str]:
        found = set()
        for name, value in values.items():
            found |= names(value, f"{before}{name}.") if isinstance(value, dict) else {before + name}
        return found

    assert used == names(yaml.safe_load((CLUSTER / "chart/values.yaml").read_text()))


def test_the_chart_runs_what_the_image_starts_without_any_right_it_does_not_need():
    assert set(pods()) == OURS
    for name, pod in pods().items():
        [container] = pod["containers"]
        assert container["args"] == [name]
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        # Nothing of the machine; what may be written is gone with the pod.
        assert [set(volume) for volume in pod["volumes"]] == [{"name", "emptyDir"}] * 2
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/tmp", "/dev/shm"}  # noqa: S108
        assert {"cpu", "memory"} <= set(container["resources"]["requests"])
        assert "memory" in container["resources"]["limits"]
        assert not pod.get("hostNetwork")
        # Settings that are secret come from a secret by its name, and stand nowhere in the chart.
        assert [next(iter(source)) for source in container["envFrom"]] == ["configMapRef", "secretRef"]
    assert things("Secret") == []


def test_probes_ask_by_the_name_of_the_site():
    [container] = pods()["web"]["containers"]
    [settings_map] = things("ConfigMap")
    asked = {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    for probe, path in asked.items():
        get = container[probe]["httpGet"]
        assert get["path"] == path
        assert get["httpHeaders"] == [{"name": "Host", "value": settings_map["data"]["ALLOWED_HOSTS"]}]


def test_one_of_each_stays_while_machines_are_maintained_and_the_database_is_migrated_before():
    budgets = {thing["metadata"]["name"]: thing["spec"]["minAvailable"] for thing in things("PodDisruptionBudget")}
    assert budgets == {"leren-web": 1, "leren-worker": 1}
    replicas = {thing["metadata"]["name"]: thing["spec"]["replicas"] for thing in things("Deployment")}
    assert replicas == {"leren-web": 2, "leren-worker": 2}
    [migrate] = things("Job")
    [settings_map] = things("ConfigMap")
    hooks = [thing["metadata"]["annotations"] for thing in (settings_map, migrate)]
    assert [hook["helm.sh/hook"] for hook in hooks] == ["pre-install,pre-upgrade"] * 2
    assert int(hooks[0]["helm.sh/hook-weight"]) < int(hooks[1]["helm.sh/hook-weight"])


def test_only_visitors_come_in_and_only_by_the_ingress():
    everything, visitors, outside = things("NetworkPolicy")
    ours = {"matchLabels": {"app.kubernetes.io/name": "leren"}}
    assert everything["spec"] == {"podSelector": ours, "policyTypes": ["Ingress", "Egress"]}
    assert visitors["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"] == "web"
    assert [list(rule["from"][0]) for rule in visitors["spec"]["ingress"]] == [["namespaceSelector"]]
    assert outside["spec"]["policyTypes"] == ["Egress"]
    for thing in rendered():
        assert thing["metadata"]["labels"]["app.kubernetes.io/name"] == "leren"


def test_settings_of_the_chart_and_of_the_compose_file_are_all_there_are(tmp_path):
    """A platform that starts from them finds every setting that it needs."""
    [settings_map] = things("ConfigMap")
    secret = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "CACHE_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY"}
    described = (CLUSTER / "chart/values.yaml").read_text()
    assert all(name in described for name in secret)
    assert set(settings_map["data"]) | secret >= NEEDED
    made = make_secrets(tmp_path)
    lines = (made / "leren.env").read_text().splitlines()
    assert {line.partition("=")[0] for line in lines} >= NEEDED
    assert all(line.partition("=")[2] for line in lines)


def make_secrets(folder: Path) -> Path:
    environment = {"PATH": os.environ["PATH"], "HOST": "leren.example", "FOLDER": str(folder / "secrets")}
    subprocess.run([CLUSTER / "make-secrets"], env=environment, check=True)
    return folder / "secrets"


def test_secrets_are_made_once_and_readable_for_their_owner_only(tmp_path):
    made = make_secrets(tmp_path)
    before = {file.name: file.read_bytes() for file in made.iterdir()}
    assert make_secrets(tmp_path) == made
    assert {file.name: file.read_bytes() for file in made.iterdir()} == before
    assert {file.stat().st_mode & 0o077 for file in made.iterdir()} == {0}
    assert before["database-password"] in before["leren.env"]


def test_the_compose_file_runs_two_of_each_read_only_and_mounts_only_what_is_there(tmp_path):
    compose = yaml.safe_load((CLUSTER / "compose.yaml").read_text())
    services = compose["services"]
    ours = {name: service for name, service in services.items() if service.get("image") == "leren"}
    assert sorted(ours) == ["migrate", "web-1", "web-2", "worker-1", "worker-2"]
    for name, service in ours.items():
        assert service["command"] == [name.partition("-")[0]]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert (CLUSTER / service["build"]["context"]).resolve() == settings.BASE_DIR
    upstream = re.findall(r"^\s+server (\S+):8000", (CLUSTER / "nginx.conf").read_text(), re.MULTILINE)
    assert upstream == ["web-1", "web-2"] * 2, "Pages, and what goes first."
    assert all((CLUSTER / volume.split(":")[0]).exists() for volume in services["nginx"]["volumes"])
    made = {f"secrets/{file.name}" for file in make_secrets(tmp_path).iterdir()}
    wanted = {secret["file"] for secret in compose["secrets"].values()}
    wanted |= {service["env_file"] for service in services.values() if "env_file" in service}
    assert wanted == made
    assert services["database"]["image"] == "postgres:15"


def test_kubernetes_knows_every_field_that_it_is_asked():
    for thing in rendered():
        kubernetes_validate.validate(thing, "1.31", strict=True)


@pytest.mark.skipif(shutil.which("helm") is None, reason="helm is not on this machine, so it did not look")
def test_helm_finds_nothing_wrong():
    linted = subprocess.run(
        ["helm", "lint", "--strict", CLUSTER / "chart"], capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout
