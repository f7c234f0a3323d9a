import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0004_paths_targets_and_validity'),
        ('courses', '0003_paths_targets_and_validity'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('awarded', 'Awarded for a course on paper'), ('reissued', 'Issued again, in the place of another'), ('replaced', 'Replaced by another'), ('revoked', 'Revoked')], max_length=20, verbose_name='what')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.TextField(verbose_name='reason')),
            ],
            options={
                'verbose_name': 'event of a certificate',
                'verbose_name_plural': 'events of certificates',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DrawingProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('glyph', 'A character is in none of our fonts'), ('seal', 'The seal could not be put on it'), ('renderer', 'The PDF could not be made')], max_length=20, verbose_name='what is wrong')),
                ('detail', models.TextField(blank=True, verbose_name='detail')),
                ('tries', models.PositiveIntegerField(default=0, verbose_name='tries')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
            ],
            options={
                'verbose_name': 'certificate that is not drawn',
                'verbose_name_plural': 'certificates that are not drawn',
                'ordering': ['since'],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
            ],
            options={
                'verbose_name': 'link to show a certificate',
                'verbose_name_plural': 'links to show certificates',
            },
        ),
        migrations.RemoveConstraint(
            model_name='certificate',
            name='certificates_revoked_has_a_moment',
        ),
        migrations.AddField(
            model_name='certificate',
            name='design',
            field=models.JSONField(default=dict, editable=False, verbose_name='design'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='replaced or revoked at'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='is_of_path',
            field=models.BooleanField(default=False, editable=False, verbose_name='of a learning path'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='certificate',
            name='presenters',
            field=models.JSONField(default=list, editable=False, verbose_name='guest presenters'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='replaces',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='certificates.certificate'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='result',
            field=models.CharField(choices=[('finished', 'All required parts finished'), ('passed', 'All required parts finished and the test passed'), ('on_paper', 'Completed outside this website and recorded by the municipality')], default='finished', editable=False, max_length=20, verbose_name='result'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='certificate',
            name='revocation_kind',
            field=models.CharField(blank=True, choices=[('mistake', 'It was issued by mistake'), ('not_own_work', "The result was not the holder's own work"), ('on_request', 'The holder asked for it'), ('other', 'Another reason')], max_length=20, verbose_name='kind of revocation'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='sdgs',
            field=models.JSONField(default=list, editable=False, verbose_name='sustainable development goals'),
        ),
        migrations.AddField(
            model_name='certificatepdf',
            name='seal',
            field=models.CharField(choices=[('none', 'Not sealed'), ('demonstration', 'Sealed with a key for demonstrations'), ('sealed', 'Sealed'), ('timestamped', 'Sealed, with the time of another authority')], default='none', editable=False, max_length=20, verbose_name='seal'),
        ),
        migrations.AddField(
            model_name='certificatepdf',
            name='sealed_by',
            field=models.TextField(blank=True, editable=False, verbose_name='sealed by'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='completion',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to='courses.coursecompletion'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='path_completion',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to='courses.pathcompletion'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='status',
            field=models.CharField(choices=[('valid', 'Valid'), ('replaced', 'Replaced'), ('revoked', 'Revoked')], default='valid', max_length=20, verbose_name='status'),
        ),
        migrations.AddField(
            model_name='certificateevent',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom'),
        ),
        migrations.AddField(
            model_name='certificateevent',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='certificates.certificate'),
        ),
        migrations.AddField(
            model_name='drawingproblem',
            name='certificate',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='problem', to='certificates.certificate'),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='certificates.certificate'),
        ),
        migrations.AddIndex(
            model_name='drawingproblem',
            index=models.Index(fields=['next_try_at'], name='certificates_drawing_due'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('certificate',), name='certificates_one_open_share_link'),
        ),
    ]
