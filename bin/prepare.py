"""What `make test`, `make check` and the other targets for developers need first."""

from __future__ import annotations

from . import messages, node_packages, python_environment, system_libraries
from .steps import run_all


def main() -> None:
    python_environment.check_python()
    system_libraries.install_missing(system_libraries.TO_TEST)
    python_environment.install("requirements-dev.txt")
    node_packages.install()
    messages.compile_messages()


if __name__ == "__main__":
    run_all(main)
