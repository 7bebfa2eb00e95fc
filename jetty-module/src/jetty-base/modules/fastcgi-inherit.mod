# SPDX-License-Identifier: Apache-2.0

[description]
Enables a FastCGI connector on the listening socket that Jetty is started with as its standard input,
by spawn-fcgi, lighttpd or systemd.

[tags]
connector
fastcgi

[depend]
fastcgi-config

[xml]
etc/jetty-fastcgi-inherit.xml

[ini-template]
### FastCGI Inherited Socket Connector Configuration

## The connector idle timeout, in milliseconds: longer than the web server keeps a connection that is not used.
# jetty.fastcgiInherit.idleTimeout=300000

## How long a request may run before another thread takes over its selector, in microseconds.
## 0 wakes another thread for each request, as Jetty's other connectors do.
# jetty.fastcgiInherit.handOverInterval=200
