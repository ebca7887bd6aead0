import sys

from songfai.cli import main

sys.exit(main())
