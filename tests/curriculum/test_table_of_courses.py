"""The tables in docs/curriculum.md say what ships: here they are computed again."""

from typing import Any

from django.conf import settings

from curriculum import shipped

PAGE = settings.BASE_DIR / "docs" / "curriculum.md"


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the one table of a section, without its head."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def row_of(course: dict[str, Any], questions: list[dict[str, Any]]) -> list[str]:
    steps = [step for module in course["modules"] for step in module["steps"]]
    lessons = [step for step in steps if step["kind"] == "lesson"]
    blocks = [block for lesson in lessons for block in lesson["body"]]
    practised = {key for step in steps for key in step.get("questions", [])}
    asked_in_lessons = sum("check_question" in block for block in blocks)
    sources = {key for block in blocks for key in block.get("sources", [])}
    minutes = sum(step["minutes"] for step in steps if step["kind"] != "session")
    return [
        f"{course['title']} (`{course['slug']}`)",
        str(len(lessons)),
        cases_in(steps),
        str(minutes),
        str(len(practised)),
        final_quiz(steps, questions),
        str(asked_in_lessons),
        str(len(sources)),
    ]


def cases_in(steps: list[dict[str, Any]]) -> str:
    cases = [step for step in steps if step["kind"] == "case"]
    sessions = [f"a session of {step['minutes']} minutes" for step in steps if step["kind"] == "session"]
    return " and ".join([str(len(cases)) if cases else "in a lesson", *sessions])


def final_quiz(steps: list[dict[str, Any]], questions: list[dict[str, Any]]) -> str:
    (draw,) = [draw for step in steps for draw in step.get("draws", [])]
    if "tag" in draw:
        pool = [question for question in questions if draw["tag"] in question.get("tags", [])]
        return f"{draw['count']} of {len(pool)} (tag `{draw['tag']}`)"
    pool = [question for question in questions if question["topic"] == draw["topic"]]
    return f"{draw['count']} of {len(pool)} (topic {draw['topic']})"


def test_the_table_of_courses_says_what_ships():
    questions = shipped.questions()
    computed = [row_of(course, questions) for course in shipped.courses()]
    assert sorted(rows_under("Courses")) == sorted(computed)


def test_the_table_of_learning_paths_says_what_ships():
    titles = {course["slug"]: course["title"] for course in shipped.courses()}
    computed = [
        [path["title"], "; ".join(titles[entry["course"]] for entry in path["courses"])] for path in shipped.paths()
    ]
    assert sorted(rows_under("Learning paths")) == sorted(computed)
