"""Two web processes and two workers behind one web server are one platform, also when one of each is killed.

One story, because starting it takes most of its time: the image is built by the script that builds it, and every
process is started as a container starts it (deploy/cluster/image).
"""

import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ..factories.evidence import a_pdf, a_picture
from ..factories.people import PASSWORD
from .cluster import BOTH, FIRST, SECOND, Cluster, kill, running_cluster, wait_until, what_is_missing

SAVES = 25


def test_many_machines_are_one_platform_and_lose_nothing_when_one_is_killed(tmp_path):
    if reason := what_is_missing():
        pytest.skip(reason)
    with running_cluster(tmp_path) as cluster:
        cluster.build()
        cluster.fill()
        who_starts_first_migrates_and_who_waits_finds_it_done(cluster)
        with web(cluster) as processes:
            a_session_holds_in_every_process(cluster)
            an_edit_in_one_process_is_seen_in_the_other(cluster)
            pictures_and_documents_are_there_for_every_process(cluster)
            handed_in_evidence_is_for_whom_it_was_in_every_process(cluster)
            export = a_large_file_is_asked_for(cluster)
            jobs_are_done_once_and_none_is_lost_with_its_worker(cluster)
            the_large_file_is_saved_from_the_other_process(cluster, *export)
            no_answer_is_lost_when_a_web_process_is_killed(cluster, processes)


@contextmanager
def web(cluster: Cluster) -> Iterator[list[subprocess.Popen[str]]]:
    """The two web processes; which of them runs may change meanwhile."""
    processes: list[subprocess.Popen[str]] = []
    try:
        # One by one, so that the first is ended also when the second does not start.
        processes.extend(cluster.start_web(door) for door in (FIRST, SECOND))
        yield processes
        for process in processes:
            process.terminate()
        assert [process.wait(timeout=60) for process in processes] == [0, 0]
    finally:
        for process in processes:
            kill(process)


def who_starts_first_migrates_and_who_waits_finds_it_done(cluster: Cluster) -> None:
    app, name = cluster.told["migration"]
    migrations = [cluster.start("migrate") for _number in range(2)]
    said = [migration.communicate(timeout=300)[0] for migration in migrations]
    assert [migration.returncode for migration in migrations] == [0, 0], (cluster.folder / "migrate.log").read_text()
    assert sorted(f"Applying {app}.{name}" in each for each in said) == [False, True]
    assert len(cluster.rows("SELECT 1 FROM django_migrations WHERE app = %s AND name = %s", app, name)) == 1


def a_session_holds_in_every_process(cluster: Cluster) -> None:
    learner = cluster.visitor()
    assert learner.at(SECOND, "/mijn-leren/").status_code == 302
    entered = learner.fill_in(FIRST, "/accounts/login/", {"login": cluster.told["email"], "password": PASSWORD})
    assert entered.status_code == 302, entered.text
    assert [learner.at(door, "/mijn-leren/").status_code for door in (FIRST, SECOND, BOTH, BOTH)] == [200] * 4
    assert learner.fill_in(SECOND, "/accounts/logout/", {}).status_code == 302
    assert [learner.at(door, "/mijn-leren/").status_code for door in (FIRST, SECOND)] == [302, 302]


def an_edit_in_one_process_is_seen_in_the_other(cluster: Cluster) -> None:
    visitor, editor = cluster.visitor(), cluster.visitor(cluster.told["sessions"]["editor"])
    course = "Inkopen met betekenis"
    # Kept in memory by both from here on.
    assert all(course in visitor.at(door, "/cursussen/").text for door in (FIRST, SECOND, FIRST, SECOND))
    assert editor.fill_in(FIRST, f"/admin/pages/{cluster.told['course']}/unpublish/", {}).status_code == 302
    assert not any(course in visitor.at(door, "/cursussen/").text for door in (SECOND, FIRST))


def pictures_and_documents_are_there_for_every_process(cluster: Cluster) -> None:
    visitor, editor = cluster.visitor(), cluster.visitor(cluster.told["sessions"]["editor"])
    sent = {"title": "Handreiking", "collection": "1"}
    picture, paper = a_picture("JPEG", (600, 400)), a_pdf("Handreiking")
    kept = editor.fill_in(FIRST, "/admin/images/add/", sent, file=("plein.jpg", picture, "image/jpeg"))
    assert kept.status_code == 302, kept.text
    kept = editor.fill_in(FIRST, "/admin/documents/add/", sent, file=("handreiking.pdf", paper, "application/pdf"))
    assert kept.status_code == 302, kept.text

    # The other process draws a smaller one from the original; each of them gives it out, to anyone.
    [shown, *_] = re.findall(r'src="(/media/images/[^"]+)"', editor.at(SECOND, "/admin/images/").text)
    answers = [visitor.at(door, shown) for door in (FIRST, SECOND)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert "immutable" in answers[0].headers["Cache-Control"]
    originals = [name for name in cluster.store.names("public") if name.startswith(("original_images/", "documents/"))]
    assert len(originals) == 2
    assert [visitor.at(door, f"/media/{name}").status_code for door in (FIRST, SECOND) for name in originals] == [
        404
    ] * 4

    [document, *_] = re.findall(
        r'href="[^"]*(/documenten/\d+/handreiking\.pdf)"', editor.at(SECOND, "/admin/documents/").text
    )
    assert [editor.at(door, document).content for door in (SECOND, FIRST)] == [paper, paper]
    assert visitor.at(SECOND, document).content != paper


def handed_in_evidence_is_for_whom_it_was_in_every_process(cluster: Cluster) -> None:
    people = {name: cluster.visitor(session) for name, session in cluster.told["sessions"].items()}
    told = {"title": "Studiedag", "provider": "Delta", "completed_on": "2026-03-02", "hours": "1,5"}
    paper = a_pdf("Bewijs")
    kept = people["learner"].fill_in(
        FIRST, "/mijn-leren/bewijs/nieuw/", told, paper=("bewijs.pdf", paper, "application/pdf")
    )
    assert kept.status_code == 302, kept.text
    number = re.findall(r"\d+", kept.headers["Location"])[-1]
    for door in (SECOND, FIRST):
        assert people["learner"].at(door, f"/mijn-leren/bewijs/{number}/bestand/").content == paper
        assert people["officer"].at(door, f"/hr/bewijs/{number}/bestand/").content == paper
        assert people["outsider"].at(door, f"/hr/bewijs/{number}/bestand/").status_code == 404
        assert people["outsider"].at(door, f"/mijn-leren/bewijs/{number}/bestand/").status_code == 404


def a_large_file_is_asked_for(cluster: Cluster) -> tuple[int]:
    officer = cluster.visitor(cluster.told["sessions"]["officer"])
    assert officer.fill_in(FIRST, "/hr/bestanden/", {}).status_code == 302
    [(export,)] = cluster.rows("SELECT id FROM hr_export")
    return (export,)


def the_large_file_is_saved_from_the_other_process(cluster: Cluster, export: int) -> None:
    officer, outsider = (cluster.visitor(cluster.told["sessions"][name]) for name in ("officer", "outsider"))
    [name] = [name for name in cluster.store.names("private") if name.startswith("exports/")]
    saved = officer.at(SECOND, f"/hr/bestanden/{export}/bestand/")
    assert saved.content == cluster.store.objects["private", name][0]
    assert outsider.at(SECOND, f"/hr/bestanden/{export}/bestand/").status_code == 404


def jobs_are_done_once_and_none_is_lost_with_its_worker(cluster: Cluster) -> None:
    """One worker is killed while mail goes out; what it had in hand is done by another when its claim ends."""
    [(waiting,)] = cluster.rows("SELECT count(*) FROM people_outboxmail WHERE state = 'waiting'")
    assert waiting >= 150
    workers = [cluster.start("worker") for _number in range(2)]
    try:
        wait_until(lambda: len(mails(cluster)) > 20, "No mail goes out.", workers[0])
        kill(workers[0])
        assert len(mails(cluster)) < waiting, "It was killed too late to say anything."
        wait_until(lambda: only_claimed_ones_wait(cluster), "The other worker does not go on.", workers[1])
        cluster.rows("UPDATE people_outboxmail SET next_try_at = now() WHERE state = 'waiting'")
        cluster.rows("UPDATE hr_export SET claimed_until = now() WHERE state = 'waiting'")
        workers.append(cluster.start("worker"))
        wait_until(lambda: everything_is_done(cluster), "Something stays undone.", workers[-1])
        workers[1].terminate()
        assert workers[1].wait(timeout=60) == 0
    finally:
        for worker in workers:
            kill(worker)
    sent = Counter(mails(cluster))
    [(made,)] = cluster.rows("SELECT count(*) FROM people_outboxmail WHERE state = 'sent'")
    assert len(sent) == made > waiting - 1
    # Killed between sending and writing it down, one may go out again, under the same id.
    assert sum(sent.values()) - len(sent) <= 1
    assert cluster.rows("SELECT state FROM hr_export") == [("ready",)]


def mails(cluster: Cluster) -> list[str]:
    """The ids of what was sent."""
    files = (cluster.folder / "mail").glob("*.log")
    return [found for file in files for found in re.findall(r"^Message-ID: (\S+)", file.read_text(), re.MULTILINE)]


def only_claimed_ones_wait(cluster: Cluster) -> bool:
    [(mail,)] = cluster.rows("SELECT count(*) FROM people_outboxmail WHERE state = 'waiting' AND next_try_at <= now()")
    [(jobs,)] = cluster.rows("SELECT count(*) FROM hr_export WHERE state = 'waiting' AND claimed_until IS NULL")
    return mail + jobs == 0


def everything_is_done(cluster: Cluster) -> bool:
    waiting = "SELECT 1 FROM {} WHERE state = 'waiting'"
    return not any(cluster.rows(waiting.format(table)) for table in ("people_outboxmail", "hr_export"))


def no_answer_is_lost_when_a_web_process_is_killed(cluster: Cluster, processes: list[subprocess.Popen[str]]) -> None:
    """Learners save answers all the time; the journal is exactly what they were told is kept."""
    told = cluster.told
    kept: dict[str, list[tuple[int, int, str]]] = {attempt: [] for attempt in told["attempts"]}
    unanswered: list[int] = []
    learners = [threading.Thread(target=save, args=(cluster, attempt, kept[attempt], unanswered)) for attempt in kept]
    for learner in learners:
        learner.start()
    wait_until(lambda: sum(map(len, kept.values())) > len(kept) * SAVES // 4, "Nothing is saved.")
    kill(processes[1])
    at_the_kill = sum(map(len, kept.values()))
    assert at_the_kill < len(kept) * SAVES
    processes[1] = cluster.start_web(SECOND)
    for learner in learners:
        learner.join(timeout=120)
    query = (
        "SELECT answer.version, answer.item, answer.value #>> '{}' FROM quizzes_answer AS answer "
        "JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id WHERE attempt.public_id = %s "
        "ORDER BY answer.version"
    )
    for attempt, promised in kept.items():
        assert len(promised) == SAVES
        assert cluster.rows(query, attempt) == promised


def save(cluster: Cluster, attempt: str, kept: list[tuple[int, int, str]], unanswered: list[int]) -> None:
    """Every time another option; the same again until it is said to be kept."""
    learner = cluster.visitor(cluster.told["attempts"][attempt])
    choices = {int(number): options for number, options in cluster.told["choices"].items()}
    answers = [
        (number, option)
        for turn in range(SAVES)
        for number, options in choices.items()
        for option in [options[turn % len(options)]]
    ]
    version = 0
    for number, option in answers[:SAVES]:
        fields = {"version": version, "asked": number, f"question_{number}": option}
        while (said := learner.fill_in(BOTH, f"/mijn-leren/toets/{attempt}/bewaren/", fields)).status_code != 200:
            assert (said.status_code, said.headers["Retry-After"]) == (503, "30"), said.text
            unanswered.append(said.status_code)
            time.sleep(0.05)
        version = said.json()["version"]
        kept.append((version, number, option))
