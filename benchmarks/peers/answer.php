<?php
// SPDX-License-Identifier: Apache-2.0
// The responder of the comparison with php-fpm.
header('Content-Type: text/plain');
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $input = fopen('php://input', 'rb');
    $received = 0;
    while (($piece = fread($input, 32768)) !== false && $piece !== '') {
        $received += strlen($piece);
    }
    $body = (string) $received;
} else {
    $length = (int) substr($_SERVER['REQUEST_URI'], strlen('/bytes/'));
    $body = substr(str_repeat('abcdefghijklmnopqrstuvwxyz', intdiv($length, 26) + 1), 0, $length);
}
header('Content-Length: ' . strlen($body));
echo $body;
