from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0008_designs'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='certificatepdf',
            index=models.Index(fields=['sha256'], name='certificates_pdf_by_hash'),
        ),
    ]
