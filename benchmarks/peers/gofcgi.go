// SPDX-License-Identifier: Apache-2.0

// The responder of the comparison with net/http/fcgi, which is a part of Go.
//
// Usage: gofcgi UNIX_SOCKET_PATH; it listens there and on a free port of 127.0.0.1, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/fcgi"
	"os"
	"strconv"
	"strings"
)

const largest = 64 * 1024 * 1024

var letters = make([]byte, largest)

func answer(w http.ResponseWriter, r *http.Request) {
	var body []byte
	if r.Method == "POST" {
		received, err := io.Copy(io.Discard, r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		body = []byte(strconv.FormatInt(received, 10))
	} else {
		length, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/bytes/"))
		if err != nil || length < 0 || length > largest {
			http.NotFound(w, r)
			return
		}
		body = letters[:length]
	}
	w.Header().Set("Content-Type", "text/plain")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: gofcgi UNIX_SOCKET_PATH")
	}
	for i := range letters {
		letters[i] = byte('a' + i%26)
	}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	unix, err := net.Listen("unix", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for _, listener := range []net.Listener{tcp, unix} {
		go func(l net.Listener) {
			log.Fatal(fcgi.Serve(l, http.HandlerFunc(answer)))
		}(listener)
	}
	fmt.Printf("listening fcgi=%s unix=%s\n", tcp.Addr(), os.Args[1])
	io.Copy(io.Discard, os.Stdin)
}
