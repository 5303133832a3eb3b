#include "process/probe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>
#include <system_error>

#include "process/descriptor.hpp"

namespace schedlitmus::process {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kHttp = "http://";
/// Of an answer: its first line is in it.
constexpr std::size_t kHeadBytes = 512;

std::string words_of(int error) { return std::system_category().message(error); }

/// Waits until the socket can be read or written; 0: the time is over, else what it has.
int wait_for(int socket, short what, Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
  pollfd ready = {socket, what, 0};
  const int got = ::poll(&ready, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
  return got > 0 ? ready.revents : 0;
}

struct Addresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

/// A connected socket, or none with the reason.
Descriptor connected(const addrinfo& to, Clock::time_point end, std::string& why_not) {
  Descriptor socket(::socket(to.ai_family, to.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to.ai_protocol));
  if (!socket) {
    why_not = words_of(errno);
    return socket;
  }
  if (::connect(socket.get(), to.ai_addr, to.ai_addrlen) == 0) return socket;
  int error = errno;
  if (error == EINPROGRESS) {
    error = ETIMEDOUT;
    socklen_t size = sizeof error;
    if (wait_for(socket.get(), POLLOUT, end) != 0) ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error == 0) return socket;
  why_not = words_of(error);
  socket.reset();
  return socket;
}

Descriptor connect_to(const Address& address, Clock::time_point end, std::string& why_not) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found);
  if (error != 0) {
    why_not = ::gai_strerror(error);
    return Descriptor(-1);
  }
  const std::unique_ptr<addrinfo, Addresses> list(found);
  for (const addrinfo* one = list.get(); one != nullptr; one = one->ai_next) {
    auto socket = connected(*one, end, why_not);
    if (socket) return socket;
  }
  return Descriptor(-1);
}

std::string exchange(int socket, const std::string& request, Clock::time_point end) {
  std::size_t sent = 0;
  while (sent < request.size() && wait_for(socket, POLLOUT, end) != 0) {
    const ssize_t size = ::send(socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) break;
    sent += static_cast<std::size_t>(size);
  }
  std::string answer;
  char piece[kHeadBytes];
  while (answer.size() < kHeadBytes && answer.find('\n') == std::string::npos && wait_for(socket, POLLIN, end) != 0) {
    const ssize_t size = ::recv(socket, piece, sizeof piece, 0);
    if (size <= 0) break;
    answer.append(piece, static_cast<std::size_t>(size));
  }
  return answer;
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return fail(fmt::format("\"{}\" has no port", text));
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return Address{host.empty() ? "127.0.0.1" : std::string(host), std::string(text.substr(colon + 1))};
}

Result<Url> parse_url(std::string_view text) {
  if (!text.starts_with(kHttp)) return fail(fmt::format("\"{}\" does not begin with http://", text));
  text.remove_prefix(kHttp.size());
  const auto slash = std::min(text.find('/'), text.size());
  Url url;
  url.host = text.substr(0, slash);
  url.path = slash == text.size() ? "/" : std::string(text.substr(slash));
  const bool has_port = url.host.rfind(':') != std::string::npos && !url.host.ends_with(']');
  auto address = parse_address(has_port ? url.host : url.host + ":80");
  if (!address) return tl::unexpected(std::move(address.error()));
  url.address = std::move(*address);
  return url;
}

int status_of(std::string_view answer) {
  if (!answer.starts_with("HTTP/")) return 0;
  const auto blank = answer.find(' ');
  if (blank == std::string_view::npos) return 0;
  int status = 0;
  const auto digits = answer.substr(blank + 1, 3);
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return status;
}

Answer ask_tcp(const Address& address, Millis limit) {
  std::string why_not;
  const auto socket = connect_to(address, Clock::now() + limit, why_not);
  if (!socket) return {false, std::move(why_not)};
  return {true, "connected"};
}

Answer ask_http(const Url& url, int status, Millis limit) {
  const auto end = Clock::now() + limit;
  std::string why_not;
  const auto socket = connect_to(url.address, end, why_not);
  if (!socket) return {false, std::move(why_not)};
  const auto answer = exchange(socket.get(),
                               fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: schedlitmus\r\n"
                                           "Connection: close\r\n\r\n",
                                           url.path, url.host),
                               end);
  const int got = status_of(answer);
  if (got == 0) return {false, answer.empty() ? "no answer" : "an answer that is not HTTP"};
  return {got == status, fmt::format("status {}", got)};
}

}  // namespace schedlitmus::process
