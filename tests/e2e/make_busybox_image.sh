#!/usr/bin/env bash
# Imports the image gantry/busybox:latest, made from Debian's static busybox: no registry, no
# network, nothing installed. Does nothing when the daemon has it already.
#
#   tests/e2e/make_busybox_image.sh [SOCKET]    default: $GANTRY_TEST_DOCKER_SOCKET, /var/run/docker.sock
set -euo pipefail

image=gantry/busybox:latest
socket=${1:-${GANTRY_TEST_DOCKER_SOCKET:-/var/run/docker.sock}}
docker=(docker --host "unix://$socket")
busybox=$(command -v busybox || echo /bin/busybox)

if [ ! -x "$busybox" ]; then
    echo "make_busybox_image.sh: no busybox here: apt-get install busybox-static" >&2
    exit 1
fi
if ldd "$busybox" >/dev/null 2>&1; then
    echo "make_busybox_image.sh: $busybox is not static: apt-get install busybox-static" >&2
    exit 1
fi
if ! "${docker[@]}" version >/dev/null 2>&1; then
    echo "make_busybox_image.sh: no Docker daemon answers at $socket" >&2
    exit 1
fi
if "${docker[@]}" image inspect "$image" >/dev/null 2>&1; then exit 0; fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,etc,root,tmp}
chmod 1777 "$root/tmp"
cp "$busybox" "$root/bin/busybox"
# Its own shell makes hundreds of links without starting as many programs.
"$busybox" sh -c 'for tool in $("$0" --list); do [ "$tool" = busybox ] || ln -s busybox "$1/$tool"; done' \
    "$busybox" "$root/bin"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"

tar -C "$root" --owner=0 --group=0 -c . |
    "${docker[@]}" import --change 'CMD ["/bin/sh"]' --change 'ENV PATH=/bin' - "$image" >/dev/null
