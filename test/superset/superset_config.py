"""A Superset that listens on this machine alone, for as long as the test lasts."""

import os

SECRET_KEY = "of a server that nobody else reaches"
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.path.join(os.environ["SUPERSET_HOME"], "superset.db")
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
