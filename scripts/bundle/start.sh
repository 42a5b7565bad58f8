#!/bin/sh
# Finds a Python from 3.11 to 3.14 and hands over to lib/start.py.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$python" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
    exec "$python" "$here/lib/start.py" "$@"
  fi
done
cat "$here/lib/no-python.txt"
exit 1
