"""What attempts promised before rules were kept as one value; a quiz of then stays as it was then."""

from django.db import migrations


def keep_rules(apps, schema_editor):
    attempts = apps.get_model("quizzes", "Attempt")
    for attempt in attempts.objects.only("pass_mark").iterator():
        rules = {
            "mode": "exam",
            "screens": "all",
            "pass_mark": attempt.pass_mark,
            "points": "after",
            "feedback": "after",
            "right_answers": "after",
            "confidence": False,
        }
        attempts.objects.filter(pk=attempt.pk).update(rules=rules)
    attempts.objects.filter(finished_at__isnull=False).update(ended_by="learner")
    attempts.objects.filter(answers__isnull=False).update(version=1)
    # Until now the key said it.
    apps.get_model("quizzes", "Question").objects.filter(key__endswith="-en").update(language="en")
    apps.get_model("quizzes", "QuizPage").objects.update(screens="all")


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_trusted_attempts")]
    operations = [migrations.RunPython(keep_rules, migrations.RunPython.noop)]
