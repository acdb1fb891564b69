@echo off
rem Runs Effigy's command line on Windows. Build it first, as the message says; the launcher 'effigy' of other systems builds by itself.
rem A path is always in double quotes, and never inside a block: it may hold blanks, '&', '!' and ')'.
setlocal EnableExtensions DisableDelayedExpansion
set "jar=%~dp0target\effigy-cli.jar"
if not exist "%jar%" echo effigy: "%jar%" is not there: build it with 'mvn -pl src/cli -am -DskipTests package' in "%~dp0". 1>&2
if not exist "%jar%" exit /b 1
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME:"=%\bin\java"
"%java%" -XX:+UseSerialGC -Xshare:auto %EFFIGY_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
