// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of FastCGI 1.0 (29 April 1996), and nothing else: no state, no input or output.
 *
 * <p>Everything is a record; all numbers are big-endian.
 *
 * <pre>
 *  0        1        2               4               6               7         8
 * +--------+--------+---------------+---------------+---------------+---------+-----------+-----------+
 * | version| type   | requestId     | contentLength | paddingLength | reserved| content … | padding … |
 * +--------+--------+---------------+---------------+---------------+---------+-----------+-----------+
 *   1 byte   1 byte   2 bytes         2 bytes         1 byte          1 byte
 * </pre>
 *
 * <p>Request id 0 is for management records, any other for the records of one request.
 *
 * <table>
 *   <caption>The eleven records (section 8)</caption>
 *   <tr><th>code</th><th>type</th><th>sent by</th><th>id</th><th>content</th></tr>
 *   <tr><td>1</td><td>BEGIN_REQUEST</td><td>front end</td><td>≠ 0</td><td>8: role (2), flags (1), reserved (5)</td></tr>
 *   <tr><td>2</td><td>ABORT_REQUEST</td><td>front end</td><td>≠ 0</td><td>empty</td></tr>
 *   <tr><td>3</td><td>END_REQUEST</td><td>us</td><td>≠ 0</td><td>8: appStatus (4), protocolStatus (1), reserved (3)</td></tr>
 *   <tr><td>4</td><td>PARAMS</td><td>front end</td><td>≠ 0</td><td>stream of name-value pairs</td></tr>
 *   <tr><td>5</td><td>STDIN</td><td>front end</td><td>≠ 0</td><td>stream</td></tr>
 *   <tr><td>6</td><td>STDOUT</td><td>us</td><td>≠ 0</td><td>stream</td></tr>
 *   <tr><td>7</td><td>STDERR</td><td>us</td><td>≠ 0</td><td>stream, optional</td></tr>
 *   <tr><td>8</td><td>DATA</td><td>front end</td><td>≠ 0</td><td>stream, role FILTER only</td></tr>
 *   <tr><td>9</td><td>GET_VALUES</td><td>front end</td><td>0</td><td>names with empty values</td></tr>
 *   <tr><td>10</td><td>GET_VALUES_RESULT</td><td>us</td><td>0</td><td>the pairs we know</td></tr>
 *   <tr><td>11</td><td>UNKNOWN_TYPE</td><td>us</td><td>0</td><td>8: the unknown type (1), reserved (7)</td></tr>
 * </table>
 *
 * <p>A stream is any number of records with content and then one that is empty. The legal order of one request:
 *
 * <pre>
 * BEGIN_REQUEST · PARAMS… · PARAMS(empty) · [STDIN… · STDIN(empty)] · [DATA… · DATA(empty)]
 *     → STDOUT… · [STDERR…] · STDOUT(empty) · END_REQUEST
 * </pre>
 */
package dev.slipway.fastcgi.protocol;
