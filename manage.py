#!/usr/bin/env python
"""Command line of the platform; without DJANGO_SETTINGS_MODULE it uses the production settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    execute_from_command_line(sys.argv)
