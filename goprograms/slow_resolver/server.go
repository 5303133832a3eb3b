package main

import (
	"net"
	"time"
)

// serveNames answers each question with 192.0.2.1, after a while (RFC 1035;
// the address is one for documentation, RFC 5737).
func serveNames(address string, delay time.Duration) error {
	socket, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	go func() {
		for {
			packet := make([]byte, 512)
			n, from, err := socket.ReadFrom(packet)
			if err != nil {
				return
			}
			if reply := answer(packet[:n]); reply != nil {
				time.AfterFunc(delay, func() { socket.WriteTo(reply, from) })
			}
		}
	}()
	return nil
}

// answer gives the reply to a packet with one question: an address for type A,
// no record for any other.
func answer(question []byte) []byte {
	end := 12
	for end < len(question) && question[end] != 0 {
		end += 1 + int(question[end])
	}
	end += 5 // the name's end, type, class
	if end > len(question) {
		return nil
	}
	reply := append([]byte(nil), question[:end]...)
	copy(reply[2:], []byte{0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0})
	if question[end-4] == 0 && question[end-3] == 1 {
		reply[7] = 1
		reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1)
	}
	return reply
}
