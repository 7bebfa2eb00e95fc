#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
FCGI_WEB_SERVER_ADDRS=127.0.0.1 cgi-fcgi -start -connect :9000 /opt/slipway/app-fcgi
