# SPDX-License-Identifier: Apache-2.0

[description]
Enables a FastCGI connector on TCP, for a web server such as Apache httpd or nginx.
It accepts connections from this machine only, unless module "fastcgi-config" says who else may connect.

[tags]
connector
fastcgi

[depend]
fastcgi-config

[xml]
etc/jetty-fastcgi.xml

[ini-template]
### FastCGI Connector Configuration

## The host/address to bind the connector to.
# jetty.fastcgi.host=127.0.0.1

## The port the connector listens on.
# jetty.fastcgi.port=9000

## The connector idle timeout, in milliseconds: longer than the web server keeps a connection that is not used.
# jetty.fastcgi.idleTimeout=300000

## How long a request may run before another thread takes over its selector, in microseconds; up to five times as long
## while no request does.
## 0 wakes another thread for each request, as Jetty's other connectors do.
# jetty.fastcgi.handOverInterval=200

## The number of acceptors (-1 picks a default value based on number of cores).
# jetty.fastcgi.acceptors=1

## The number of selectors. If it is not set there is one for each core, since they run short requests themselves;
## -1 picks Jetty's default value, half as many.
# jetty.fastcgi.selectors=-1

## The ServerSocketChannel accept queue backlog (0 picks the platform default).
# jetty.fastcgi.acceptQueueSize=1024

## The thread priority delta to give to acceptor threads.
# jetty.fastcgi.acceptorPriorityDelta=0

## Whether to enable the SO_REUSEADDR socket option.
# jetty.fastcgi.reuseAddress=true

## Whether to enable the SO_REUSEPORT socket option.
# jetty.fastcgi.reusePort=false

## Whether to enable the TCP_NODELAY socket option on accepted sockets.
# jetty.fastcgi.acceptedTcpNoDelay=true

## The SO_RCVBUF socket option to set on accepted sockets.
## A value of -1 indicates that the platform default is used.
# jetty.fastcgi.acceptedReceiveBufferSize=-1

## The SO_SNDBUF socket option to set on accepted sockets.
## A value of -1 indicates that the platform default is used.
# jetty.fastcgi.acceptedSendBufferSize=-1
