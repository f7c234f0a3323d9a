"""Where files are in buckets, backup and restore leave every folder of this machine alone."""

import pytest

from operations.site_files import all_files, folders, remove_half_files, remove_others

pytestmark = pytest.mark.row("R4")


def test_no_folder_is_read_or_emptied(settings, tmp_path, monkeypatch):
    settings.FILES_ARE_IN_BUCKETS = True
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = ""
    (tmp_path / "kept.txt").write_text("ours")
    (tmp_path / ".half.part").write_text("half")
    monkeypatch.chdir(tmp_path)
    assert folders() == {}
    assert list(all_files()) == []
    assert remove_others(set()) == 0
    assert remove_half_files(0) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".half.part", "kept.txt"]
