#!/bin/sh
# Prints the path of a Python 3.10 that really runs, or nothing. A pyenv shim may exist and still fail. With SERVICE_USER
# it must run for that user: a Python below root's home, which root finds first, cannot be read by any other.
as_service() {
  if [ -n "$SERVICE_USER" ] && [ "$(id -u)" = 0 ]; then runuser -u "$SERVICE_USER" -- "$@"; else "$@"; fi
}
works() {
  path="$(command -v "$1")" && as_service "$path" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

if works python3.10; then command -v python3.10; exit; fi
for candidate in /usr/bin/python3.10 /usr/local/bin/python3.10 /opt/python/bin/python3.10 /opt/python/*/bin/python3.10 \
    /opt/python/versions/*/bin/python3.10; do
  if works "$candidate"; then echo "$candidate"; exit; fi
done
if command -v pyenv >/dev/null 2>&1; then
  for version in $(pyenv versions --bare 2>/dev/null | grep '^3\.10\.' | sort -t. -k3 -n -r); do
    candidate="$(pyenv root)/versions/$version/bin/python"
    if works "$candidate"; then echo "$candidate"; exit; fi
  done
fi
if command -v uv >/dev/null 2>&1; then
  candidate="$(uv python find 3.10 2>/dev/null)"
  if [ -n "$candidate" ] && works "$candidate"; then echo "$candidate"; exit; fi
fi
exit 0
