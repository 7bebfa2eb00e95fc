# SPDX-License-Identifier: Apache-2.0

[description]
Enables a FastCGI connector on a Unix socket, for a web server such as Apache httpd or nginx.
The mode and the group of the socket decide who may connect.

[tags]
connector
fastcgi
unixdomain

[depend]
fastcgi-config

[xml]
etc/jetty-fastcgi-unix.xml

[ini-template]
### FastCGI Unix Socket Connector Configuration

## The path of the socket (absolute path, or relative to $JETTY_BASE).
# jetty.fastcgiUnix.path=fastcgi.sock

## The mode of the socket: write permission lets connect.
# jetty.fastcgiUnix.mode=0660

## The owner of the socket; by default the user that runs Jetty. Only root can give a file away.
# jetty.fastcgiUnix.owner=

## The group of the socket; by default that of the user that runs Jetty.
# jetty.fastcgiUnix.group=

## The connector idle timeout, in milliseconds: longer than the web server keeps a connection that is not used.
# jetty.fastcgiUnix.idleTimeout=300000

## How long a request may run before another thread takes over its selector, in microseconds.
## 0 wakes another thread for each request, as Jetty's other connectors do.
# jetty.fastcgiUnix.handOverInterval=200

## The ServerSocketChannel accept queue backlog (0 picks the platform default).
# jetty.fastcgiUnix.acceptQueueSize=1024
