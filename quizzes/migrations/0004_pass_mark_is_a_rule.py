from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_rules_of_attempts")]
    operations = [migrations.RemoveField(model_name="attempt", name="pass_mark")]
