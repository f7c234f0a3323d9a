"""Lists that the Wagtail admin gives out as a file: a title that looks like a formula stays words."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from cms.spreadsheets import FORMULA_STARTS
from tests.factories.cms import make_page
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B44")]

LIST = "/admin/reports/aging-pages/"


@pytest.fixture
def as_administrator(home) -> Client:
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def dangerous_titles() -> list[str]:
    titles = [f"{start}HYPERLINK(1)" for start in FORMULA_STARTS if start != "\0"]
    for number, title in enumerate(titles):
        make_page(title=title, slug=f"gevaar-{number}").save_revision().publish()
    return titles


def test_no_cell_of_a_csv_of_the_admin_is_a_formula(as_administrator):
    titles = dangerous_titles()
    content = as_administrator.get(LIST, {"export": "csv"}).getvalue().decode()
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert {f"'{title}" for title in titles} <= set(cells)
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []


def test_no_cell_of_a_workbook_of_the_admin_is_a_formula(as_administrator):
    dangerous_titles()
    content = as_administrator.get(LIST, {"export": "xlsx"}).getvalue()
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert len(cells) > 20
    assert "f" not in {cell.data_type for cell in cells}
