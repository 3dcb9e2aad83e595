"""Which browser of this machine is driven."""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
NO_BROWSER = "no Chromium: apt-get install chromium, or set CHROMIUM=/path/to/it"
