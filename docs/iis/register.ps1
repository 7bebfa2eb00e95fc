# SPDX-License-Identifier: Apache-2.0
Install-WindowsFeature Web-CGI
Add-WebConfiguration system.webServer/fastCgi -PSPath 'MACHINE/WEBROOT/APPHOST' -Value @{fullPath='C:\slipway\bin\slipway-relay.exe'; arguments='tcp:127.0.0.1:9000'; maxInstances=100; queueLength=1000; instanceMaxRequests=1000000; activityTimeout=3600; requestTimeout=3600; signalBeforeTerminateSeconds=10; stderrMode='IgnoreAndReturn200'}
icacls C:\slipway /grant "IIS_IUSRS:(OI)(CI)RX"
Set-ItemProperty HKLM:\System\CurrentControlSet\Services\w3svc\Parameters FastCGIUtf8ServerVariables -Type MultiString -Value REQUEST_URI, PATH_INFO, SCRIPT_NAME, URL, PATH_TRANSLATED, SCRIPT_FILENAME, QUERY_STRING, REMOTE_USER, AUTH_USER, LOGON_USER
iisreset
