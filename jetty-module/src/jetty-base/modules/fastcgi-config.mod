# SPDX-License-Identifier: Apache-2.0

[description]
Configures what all FastCGI connectors have in common: limits, who may connect, what is believed of users.
Enabled by the modules "fastcgi", "fastcgi-unix" and "fastcgi-inherit".

[tags]
connector
fastcgi

[depend]
server
security

# Its own HttpConfiguration is a copy of "httpConfig". Rules that rewrite requests are for FastCGI too; what a client says
# of itself in "Forwarded" and "X-Forwarded-For" is not, since the web server tells who the client is.
[after]
rewrite-customizer

[before]
forwarded

[lib]
lib/fastcgi/*.jar

[xml]
etc/jetty-fastcgi-config.xml

[ini-template]
### FastCGI Configuration

## Max request line and headers size (in bytes); a larger one is answered 414 or 431.
# jetty.fastcgiConfig.requestHeaderSize=65536

## Max number of open connections; one beyond is closed.
# jetty.fastcgiConfig.maxConnections=32767

## Max size of the parameters of a request (in bytes): the variables of the web server and the headers of the client.
# jetty.fastcgiConfig.maxParamsLength=65536

## Max number of parameters of a request.
# jetty.fastcgiConfig.maxParams=1000

## Max size of one parameter's value (in bytes); by default, that of all parameters together.
# jetty.fastcgiConfig.maxParamValueLength=

## Max size of the parameters of all incomplete requests of a connection (in bytes).
# jetty.fastcgiConfig.maxPendingParamsLength=262144

## How long the parameters of a request may take to arrive (in milliseconds).
# jetty.fastcgiConfig.paramsTimeout=10000

## Max size of a request's body (in bytes); -1 for any.
# jetty.fastcgiConfig.maxRequestBodySize=-1

## Max size of a body that is skipped when the application has not read it (in bytes).
# jetty.fastcgiConfig.maxSkippedStdin=67108864

## Max number of requests of a connection whose bodies are being skipped.
# jetty.fastcgiConfig.maxSkippedRequests=64

## Max size of a GET_VALUES record (in bytes).
# jetty.fastcgiConfig.maxGetValuesLength=1024

## Whether several requests of a connection are served at once.
# jetty.fastcgiConfig.multiplexing=true

## Max number of requests of a connection that are served at once.
# jetty.fastcgiConfig.maxRequestsPerConnection=64

## Max size of the bodies that wait for applications on a connection with several requests (in bytes).
# jetty.fastcgiConfig.inputBudget=262144

## How long such a connection may stand still because an application does not read its body (in milliseconds).
# jetty.fastcgiConfig.stdinStallTimeout=5000

## Whether event streams are marked so that nginx passes each event on at once.
# jetty.fastcgiConfig.eventStreamsUnbuffered=true

## Where the path of a request is taken from:
## REQUEST_URI, REDIRECT_URI, DOCUMENT_URI, SCRIPT_NAME+PATH_INFO or UNENCODED_URL.
# jetty.fastcgiConfig.requestTarget=REQUEST_URI

## The roles that are served: some of RESPONDER,AUTHORIZER,FILTER.
# jetty.fastcgiConfig.roles=RESPONDER

## The addresses that may connect over TCP, and ranges in CIDR notation, with commas.
## By default those of this machine, and any if there is a secret.
# jetty.fastcgiConfig.allowedClients=

## The users whose processes may connect over Unix sockets, beside the socket's mode: names or numbers, with commas.
# jetty.fastcgiConfig.allowedUids=

## The groups whose processes may connect over Unix sockets, beside the socket's mode: names or numbers, with commas.
# jetty.fastcgiConfig.allowedGids=

## The file whose first line each request must show as a parameter.
# jetty.fastcgiConfig.secretFile=

## The name of that parameter.
# jetty.fastcgiConfig.secretParam=SLIPWAY_SECRET

## Whether REMOTE_USER of the web server is the user of the request: ignore or trust.
# jetty.fastcgiConfig.remoteUser=ignore

## Where the roles of such a user come from: none, container (the context's LoginService) or header:NAME.
# jetty.fastcgiConfig.authorization=none

## What separates the roles of header:NAME.
# jetty.fastcgiConfig.roleSeparator=;

## The web server's variables that are request attributes: a regular expression for the whole name.
# jetty.fastcgiConfig.attributes=

## The charset of the web server's variables.
# jetty.fastcgiConfig.charset=UTF-8
