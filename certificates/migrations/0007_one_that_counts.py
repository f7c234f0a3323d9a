from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0006_revocations_as_events'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='certificate',
            name='revocation_reason',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='revoked_at',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='revoked_by',
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('status', 'valid')), models.Q(models.Q(('status', 'valid'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='certificates_ended_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'revoked'), ('revocation_kind', ''), _connector='XOR'), name='certificates_revoked_has_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('completion',), name='certificates_completion_issued_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'replaced'), _negated=True), fields=('completion',), name='certificates_completion_one_that_counts'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('path_completion',), name='certificates_path_completion_issued_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'replaced'), _negated=True), fields=('path_completion',), name='certificates_path_completion_one_that_counts'),
        ),
    ]
