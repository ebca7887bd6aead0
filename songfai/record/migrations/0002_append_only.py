"""What has been written stays: held by the database, not only by the code.

Lines of a log, documents, charters and cards can be added and never changed or removed; a log only grows, and what it
says of its size is what it holds. On SQLite a later migration that remakes one of these tables drops its triggers with
it and must lay them anew: `tests/record/test_append_only.py` says so.
"""

from django.db import migrations

KEPT = ("record_entry", "record_document", "record_register", "record_card")
REFUSAL = "the record is append-only"

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
CREATE OR REPLACE FUNCTION record_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE something boolean := true;
BEGIN
  -- Emptying an empty table does no harm; it is how test databases are cleaned.
  IF TG_OP = 'TRUNCATE' THEN EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO something; END IF;
  IF something THEN RAISE EXCEPTION 'the record is append-only'; END IF;
  RETURN NULL;
END $$;
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
CREATE TRIGGER record_log_forward BEFORE UPDATE ON record_log FOR EACH ROW EXECUTE FUNCTION record_forward();
CREATE TRIGGER record_entry_no_gap BEFORE INSERT ON record_entry FOR EACH ROW EXECUTE FUNCTION record_no_gap();
"""
POSTGRES_TABLE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION record_kept();
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION record_kept();
"""
POSTGRES_KEPT = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION record_kept();"
)


def lay(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        # None: a per cent sign in it is no place for a value.
        schema_editor.execute(statement, None)


def statements(vendor):
    if vendor == "sqlite":
        kept = [statement.format(table=table, refusal=REFUSAL) for table in KEPT for statement in SQLITE_KEPT]
        return [*kept, *(statement.format(refusal=REFUSAL) for statement in SQLITE_LOG)]
    tables = [POSTGRES_TABLE.format(table=table) for table in (*KEPT, "record_log")]
    return [POSTGRES, *tables, *(POSTGRES_KEPT.format(table=table) for table in KEPT)]


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        names = [f"{table}_no_{what}" for table in KEPT for what in ("update", "delete")]
        for name in (*names, "record_log_no_delete", "record_log_forward", "record_entry_no_gap"):
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for name in ("record_kept", "record_forward", "record_no_gap"):
        schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
