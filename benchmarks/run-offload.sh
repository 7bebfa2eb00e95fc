#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What it costs to send a file through FastCGI, and by nginx itself after X-Accel-Redirect: see README.md.
set -eu

rounds=${1:-5}
root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
for program in nginx curl java; do
    PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || {
        echo "run-offload.sh: there is no program $program; install it" >&2
        exit 1
    }
done
mvn -q -B -f "$root/pom.xml" -pl launcher -am -DskipTests -Dmaven.javadoc.skip package </dev/null

work=$(mktemp -d)
chmod 755 "$work"
slipway=
nginx=
finish() {
    trap - EXIT
    for pid in $nginx $slipway; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

# name of a file, KiB, how often it is fetched in a round
files='small 16 4000
middle 256 1000
large 5120 100'
mkdir -p "$work/app/files"
echo "$files" | while read -r name kib count; do
    head -c "${kib}k" /dev/zero >"$work/app/files/$name"
done
cat >"$work/app/offload.jsp" <<'JSP'
<%@ page session="false" trimDirectiveWhitespaces="true" contentType="application/octet-stream" %>
<% response.setHeader("X-Accel-Redirect", "/by-nginx/" + request.getParameter("file")); %>
JSP

port=$((20000 + $$ % 20000))
cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 1;
user $(id -un) $(id -gn);
pid $work/pid;
error_log $work/error.log;
events { worker_connections 64; }
http {
    access_log off;
    sendfile on;
    keepalive_requests 1000000;
    client_body_temp_path $work/body;
    fastcgi_temp_path $work/fastcgi;
    proxy_temp_path $work/proxy;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    upstream slipway { server unix:$work/sock; keepalive 4; keepalive_requests 1000000; }
    server {
        listen 127.0.0.1:$port;
        location / {
            include /etc/nginx/fastcgi_params;
            fastcgi_param HTTP_HOST \$http_host;
            fastcgi_pass slipway;
            fastcgi_keep_conn on;
            fastcgi_buffering off;
        }
        location /by-nginx/ { internal; alias $work/app/files/; }
    }
}
CONF

SLIPWAY_CACHE=off "$root/launcher/target/slipway/bin/slipway" run --listen "unix:$work/sock" "$work/app" >"$work/slipway.log" 2>&1 &
slipway=$!
PATH=$PATH:/usr/sbin nginx -c "$work/nginx.conf" 2>"$work/nginx.log" &
nginx=$!

url() { # way file
    case $1 in
        FastCGI) echo "http://127.0.0.1:$port/files/$2" ;;
        X-Accel-Redirect) echo "http://127.0.0.1:$port/offload.jsp?file=$2" ;;
    esac
}
fetch() { # url count: over one connection; fails unless all answers are 200
    curl -sf -o /dev/null "$1$(case $1 in *\?*) echo '&' ;; *) echo '?' ;; esac)n=[1-$2]"
}
until fetch "$(url X-Accel-Redirect small)" 1 2>/dev/null; do
    kill -0 "$slipway" && kill -0 "$nginx" || { cat "$work"/*.log >&2; exit 1; }
    sleep 0.2
done

ticks() { # user and system time of both, 1/100 s; of nginx the worker too
    cat "/proc/$slipway/stat" "/proc/$nginx/stat" "/proc/$(pgrep -P "$nginx")/stat" | sed 's/.*) //' | awk '{ sum += $12 + $13 } END { print sum }'
}
echo "$files" | while read -r name kib count; do # until it is compiled
    for way in FastCGI X-Accel-Redirect; do fetch "$(url $way "$name")" $((count * 2)); done
done
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    echo "$files" | while read -r name kib count; do
        for way in FastCGI X-Accel-Redirect; do
            before=$(ticks)
            fetch "$(url $way "$name")" "$count"
            after=$(ticks)
            echo "$kib $way $(((after - before) * 10000 / count))"
        done
    done
done >"$work/figures"

echo "CPU of Slipway and nginx for a file, microseconds, medians of $rounds rounds in turns:"
echo "$files" | while read -r name kib count; do
    for way in FastCGI X-Accel-Redirect; do
        median=$(awk -v k="$kib" -v w="$way" '$1 == k && $2 == w { print $3 }' "$work/figures" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
        printf '%5d KiB  %-16s %8d\n' "$kib" "$way" "$median"
    done
done
