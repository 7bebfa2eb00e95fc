// SPDX-License-Identifier: Apache-2.0

// The least responder with net/http/fcgi, for the table of docs/conformance.md: go run responder.go HOST:PORT
package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/fcgi"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(fcgi.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The body is read and forgotten.
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/plain")
		if r.Method != http.MethodHead {
			io.WriteString(w, "hello\n")
		}
	})))
}
