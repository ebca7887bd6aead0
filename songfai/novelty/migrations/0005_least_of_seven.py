"""Of every seven runs the least is kept: laid anew from the texts, with progress (docs/adr/0164)."""

import sys
import time

from django.db import migrations


def lay(apps, schema_editor):
    from songfai.novelty.actions import lay_anew

    lay_anew(every_ten_seconds(time.monotonic()))


def every_ten_seconds(last):
    def told(done, of):
        nonlocal last
        if time.monotonic() - last > 10:
            last = time.monotonic()
            sys.stderr.write(f"  fingerprints: {done * 100 // of} %\n")

    return told


class Migration(migrations.Migration):
    dependencies = [("novelty", "0004_one_number")]

    operations = [migrations.RunPython(lay)]
