"""Keys, checkpoints, mirrors of the other side's log, incidents and checks. The triggers are laid anew: SQLite remakes
tables that change, and what comes from the other side is added many lines at a time."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = ("record_entry", "record_document", "record_register", "record_card")
REFUSAL = "the record is append-only"

OLD_SQLITE = [
    *(f"{table}_no_{what}" for table in ("record_entry", "record_document", "record_register") for what in ("update", "delete")),
    "record_log_no_delete",
    "record_log_forward",
    "record_entry_no_gap",
]

SQLITE_KEPT = [
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
]
# A log's size and head are those of its last entry; entries come one after the other.
SQLITE_LOG = [
    "CREATE TRIGGER record_log_no_delete BEFORE DELETE ON record_log BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    """CREATE TRIGGER record_log_forward BEFORE UPDATE ON record_log
WHEN NEW.id <> OLD.id OR NEW.register_id <> OLD.register_id OR NEW.position <> OLD.position
  OR NEW.institution_id <> OLD.institution_id OR NEW.origin <> OLD.origin
  OR NEW.seen < OLD.seen OR NEW.known < OLD.known OR NEW.size < OLD.size
  OR (NEW.size = OLD.size AND (NEW.head <> OLD.head OR NEW.peaks <> OLD.peaks))
  OR (NEW.size > OLD.size AND NOT EXISTS (SELECT 1 FROM record_entry
      WHERE log_id = NEW.id AND seq = NEW.size - 1 AND leaf = NEW.head))
BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    """CREATE TRIGGER record_entry_no_gap BEFORE INSERT ON record_entry
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM record_entry WHERE log_id = NEW.log_id)
BEGIN SELECT RAISE(ABORT, '{refusal}: a line is missing'); END""",
]

POSTGRES = """
CREATE OR REPLACE FUNCTION record_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.register_id, NEW.position, NEW.institution_id, NEW.origin)
     IS DISTINCT FROM (OLD.id, OLD.register_id, OLD.position, OLD.institution_id, OLD.origin)
     OR NEW.seen < OLD.seen OR NEW.known < OLD.known OR NEW.size < OLD.size
     OR (NEW.size = OLD.size AND (NEW.head, NEW.peaks) IS DISTINCT FROM (OLD.head, OLD.peaks))
     OR (NEW.size > OLD.size AND NOT EXISTS (SELECT 1 FROM record_entry
         WHERE log_id = NEW.id AND seq = NEW.size - 1 AND leaf = NEW.head))
  THEN RAISE EXCEPTION 'the record is append-only'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION record_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM record_entry WHERE log_id = NEW.log_id)
  THEN RAISE EXCEPTION 'the record is append-only: a line is missing'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER record_card_no_truncate BEFORE TRUNCATE ON record_card FOR EACH STATEMENT EXECUTE FUNCTION record_kept();
CREATE TRIGGER record_card_no_delete BEFORE DELETE ON record_card FOR EACH ROW EXECUTE FUNCTION record_kept();
CREATE TRIGGER record_card_no_update BEFORE UPDATE ON record_card FOR EACH ROW EXECUTE FUNCTION record_kept();
"""


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in OLD_SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def lay(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(POSTGRES, None)
        return
    for table in KEPT:
        for statement in SQLITE_KEPT:
            schema_editor.execute(statement.format(table=table, refusal=REFUSAL), None)
    for statement in SQLITE_LOG:
        schema_editor.execute(statement.format(refusal=REFUSAL), None)


def require_new(apps, schema_editor):
    """A register opened before there were keys cannot be signed afterwards: only development data holds such."""
    if apps.get_model("record", "Register").objects.exists():
        raise RuntimeError("This data was made by a development version without keys: load it anew (./dev demo).")


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only"), ("parties", "0002_initial")]

    operations = [
        migrations.RunPython(require_new, migrations.RunPython.noop),
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('body', models.BinaryField()),
                ('signatures', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('account_id', models.BigIntegerField()),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField()),
                ('note', models.TextField()),
                ('signed_at', models.DateTimeField()),
                ('cosigned_size', models.PositiveIntegerField(default=0)),
                ('cosigned_note', models.TextField(blank=True)),
                ('cosigned_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fork', 'Two stories of one log'), ('rollback', 'Restored from an older copy')], max_length=10)),
                ('notes', models.JSONField(default=list, help_text='the signed notes that contradict each other')),
                ('held', models.PositiveIntegerField(default=0, help_text='entries of the log that are here')),
                ('expected', models.PositiveIntegerField(default=0, help_text='entries the log is known to have had')),
                ('noticed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='document',
            name='one_document_per_version',
        ),
        migrations.AddField(
            model_name='entry',
            name='seen',
            field=models.PositiveIntegerField(default=0, help_text='entries of the other log its writer held'),
        ),
        migrations.AddField(
            model_name='log',
            name='hosted',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='log',
            name='known',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='log',
            name='peaks',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name='log',
            name='seen',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='log',
            name='claimed',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='log',
            name='stops',
            field=models.PositiveIntegerField(help_text='first line of a newer version: not understood from there', null=True),
        ),
        migrations.AlterField(
            model_name='entry',
            name='type',
            field=models.CharField(choices=[('genesis', 'Opening of the log'), ('propose', 'Proposal'), ('approve', 'Approval'), ('withdraw', 'Withdrawal'), ('decline', 'Return'), ('ack', 'Receipt'), ('final', 'Entry into force'), ('state', 'Statement of one side'), ('key', 'Change of keys'), ('instrument', 'Signed paper kept with the document'), ('note', 'Message'), ('erase', 'File erased'), ('incident', 'Incident'), ('reset', 'Agreed state after an incident'), ('close', 'End of the log')], max_length=30),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['register', 'thread', 'version'], name='document_by_thread'),
        ),
        migrations.AddField(
            model_name='card',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='parties.institution'),
        ),
        migrations.AddField(
            model_name='check',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution'),
        ),
        migrations.AddField(
            model_name='checkpoint',
            name='log',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='checkpoint', to='record.log'),
        ),
        migrations.AddField(
            model_name='incident',
            name='log',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='record.log'),
        ),
        migrations.AddField(
            model_name='incident',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='record.register'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.UniqueConstraint(fields=('institution', 'serial'), name='one_card_per_serial'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(fields=('institution', 'sha256', 'account_id'), name='one_check_per_person'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('log', 'kind'), name='one_open_incident'),
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
