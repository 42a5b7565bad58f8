@echo off
rem Finds a Python from 3.11 to 3.14 and hands over to lib\start.py. Lines that hold %* stand outside of blocks: names of files may hold a parenthesis.
setlocal DisableDelayedExpansion
set "CHECK=import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"
set "PYTHON=py -3"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=py -3.14"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=py -3.13"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=py -3.12"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=py -3.11"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=python3"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
set "PYTHON=python"
%PYTHON% -c "%CHECK%" >nul 2>nul && goto found
chcp 65001 >nul
type "%~dp0lib\no-python.txt"
pause >nul
exit /b 1
:found
%PYTHON% -X utf8 "%~dp0lib\start.py" %*
exit /b %ERRORLEVEL%
