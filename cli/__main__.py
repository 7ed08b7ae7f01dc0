"""``python -m onrecord.cli`` is the program `onrecord`."""

import sys

from onrecord.cli.main import main

sys.exit(main())
