# SPDX-License-Identifier: Apache-2.0

[description]
Gives the users that the web server has authenticated to javax.servlet applications too.
Needed beside jetty.fastcgiConfig.remoteUser=trust, and for CLIENT-CERT.

[tags]
fastcgi

[environment]
ee8

[depend]
fastcgi-config
ee8-security

[lib]
lib/fastcgi/ee8/*.jar
