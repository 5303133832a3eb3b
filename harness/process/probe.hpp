// Asks a service over a socket whether it is ready.
#pragma once

#include <string>
#include <string_view>

#include "support/duration.hpp"
#include "support/result.hpp"

namespace schedlitmus::process {

/// Where to connect: "127.0.0.1:8080", "localhost:80", "[::1]:8080".
struct Address {
  std::string host, port;
};
[[nodiscard]] Result<Address> parse_address(std::string_view text);

/// "http://127.0.0.1:8080/healthz": port 80 and path "/" where it has none.
struct Url {
  Address address;
  std::string host;  ///< with its port, as it stands in the URL
  std::string path;  ///< with the query
};
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// What came of one try.
struct Answer {
  bool is_ready = false;
  std::string text;  ///< for a person: "connection refused", "status 503"
};

/// One connection, which is closed at once; no longer than `limit`.
[[nodiscard]] Answer ask_tcp(const Address& address, Millis limit);
/// One GET of HTTP/1.1: ready where the answer's status is that one. Redirections are not followed.
[[nodiscard]] Answer ask_http(const Url& url, int status, Millis limit);

/// The status of an answer's first line; 0: it is none of HTTP.
[[nodiscard]] int status_of(std::string_view answer);

}  // namespace schedlitmus::process
