rem SPDX-License-Identifier: Apache-2.0
dism /online /enable-feature /featurename:IIS-CGI /all
%windir%\system32\inetsrv\appcmd set config -section:system.webServer/fastCgi /+"[fullPath='C:\slipway\bin\slipway-relay.exe',arguments='tcp:127.0.0.1:9000',maxInstances='100',queueLength='1000',instanceMaxRequests='1000000',activityTimeout='3600',requestTimeout='3600',signalBeforeTerminateSeconds='10',stderrMode='IgnoreAndReturn200']" /commit:apphost
icacls C:\slipway /grant "IIS_IUSRS:(OI)(CI)RX"
reg add HKLM\System\CurrentControlSet\Services\w3svc\Parameters /v FastCGIUtf8ServerVariables /t REG_MULTI_SZ /d REQUEST_URI\0PATH_INFO\0SCRIPT_NAME\0URL\0PATH_TRANSLATED\0SCRIPT_FILENAME\0QUERY_STRING\0REMOTE_USER\0AUTH_USER\0LOGON_USER
iisreset
