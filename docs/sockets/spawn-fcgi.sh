#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
spawn-fcgi -s /run/slipway/app.sock -M 0660 -G www-data -P /run/slipway/app.pid -- /opt/slipway/app-fcgi
