@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts Slipway. JAVA_HOME chooses the Java, SLIPWAY_JAVA_OPTS its options.
setlocal

set "SLIPWAY_HOME=%~dp0.."
if defined JAVA_HOME goto java_home
set "JAVA=java.exe"
where /q java.exe
if not errorlevel 1 goto java_found
echo slipway: no java in PATH; install Java 17 or later, or set JAVA_HOME 1>&2
exit /b 1

:java_home
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto java_found
echo slipway: JAVA_HOME is %JAVA_HOME%, but there is no program %JAVA%; set JAVA_HOME to Java 17 or later 1>&2
exit /b 1

:java_found
if not defined SLIPWAY_JAVA_OPTS set "SLIPWAY_JAVA_OPTS=%JAVA_OPTS%"
"%JAVA%" -XX:Tier4InvocationThreshold=25000 -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=75000 -XX:Tier4BackEdgeThreshold=200000 "-Dslipway.home=%SLIPWAY_HOME%" %SLIPWAY_JAVA_OPTS% -cp "%SLIPWAY_HOME%\lib\*;%SLIPWAY_HOME%\lib\ee11\*" dev.slipway.launcher.Main %*
exit /b %ERRORLEVEL%
