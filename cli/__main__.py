"""``python -m onrecord.cli`` is the program `onrecord`."""

import sys

from onrecord.cli.entry import main

sys.exit(main())
