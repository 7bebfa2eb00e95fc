<?php
// SPDX-License-Identifier: Apache-2.0
// The least script for php-fpm, for the table of docs/conformance.md.
file_get_contents('php://input');
header('Content-Type: text/plain');
echo "hello\n";
