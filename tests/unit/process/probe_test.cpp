// Whether a service answers, asked of sockets of the test's own.
#include "process/probe.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <set>
#include <string>
#include <thread>

#include "process/descriptor.hpp"
#include "process/free_port.hpp"

namespace schedlitmus::process {
namespace {

constexpr Millis kLong{20'000};

/// Takes one connection, reads what comes first and answers.
class Server {
 public:
  explicit Server(std::string answer) : answer_(std::move(answer)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    socket_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_.get(), 1), 0);
    EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() { thread_.join(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] const std::string& request() {
    thread_.join();
    thread_ = std::thread([] {});
    return request_;
  }

 private:
  void serve() {
    const Descriptor client(::accept(socket_.get(), nullptr, nullptr));
    char bytes[1024];
    const ssize_t size = ::recv(client.get(), bytes, sizeof bytes, 0);
    if (size > 0) request_.assign(bytes, static_cast<std::size_t>(size));
    ::send(client.get(), answer_.data(), answer_.size(), MSG_NOSIGNAL);
  }

  std::string answer_, request_;
  int port_ = 0;
  Descriptor socket_;
  std::thread thread_;
};

TEST(Probe, ReadsAddressesAndUrls) {
  EXPECT_EQ(parse_address("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_address(":8080")->host, "127.0.0.1");
  EXPECT_FALSE(parse_address("localhost").has_value());
  EXPECT_FALSE(parse_address("localhost:").has_value());
  const auto url = parse_url("http://localhost:8080/a?b=c");
  ASSERT_TRUE(url.has_value());
  EXPECT_EQ(url->address.port, "8080");
  EXPECT_EQ(url->path, "/a?b=c");
  EXPECT_EQ(parse_url("http://localhost")->address.port, "80");
  EXPECT_EQ(parse_url("http://localhost")->path, "/");
  EXPECT_FALSE(parse_url("https://localhost").has_value());
}

TEST(Probe, ReadsTheStatusOfAnAnswer) {
  EXPECT_EQ(status_of("HTTP/1.1 200 OK\r\n"), 200);
  EXPECT_EQ(status_of("HTTP/1.0 503"), 503);
  EXPECT_EQ(status_of("SSH-2.0-x\r\n"), 0);
  EXPECT_EQ(status_of("HTTP/1.1"), 0);
  EXPECT_EQ(status_of(""), 0);
}

TEST(Probe, AConnectionIsEnoughForTcp) {
  const Server server("");
  EXPECT_TRUE(ask_tcp(*parse_address(server.address()), kLong).is_ready);
}

TEST(Probe, TellsWhyNobodyAnswers) {
  const auto ports = FreePorts::take(1);
  ASSERT_TRUE(ports.has_value());
  const auto answer = ask_tcp({"127.0.0.1", std::to_string(ports->at(0))}, kLong);
  EXPECT_FALSE(answer.is_ready);
  EXPECT_EQ(answer.text, "Connection refused");
}

TEST(Probe, AsksForAPathAndComparesTheStatus) {
  Server server("HTTP/1.1 204 No Content\r\n\r\n");
  const auto answer = ask_http(*parse_url("http://" + server.address() + "/healthz"), 204, kLong);
  EXPECT_TRUE(answer.is_ready);
  EXPECT_THAT(server.request(), testing::StartsWith("GET /healthz HTTP/1.1\r\nHost: " + server.address() + "\r\n"));
}

TEST(Probe, AnotherStatusIsTold) {
  const Server server("HTTP/1.1 503 Service Unavailable\r\n\r\n");
  const auto answer = ask_http(*parse_url("http://" + server.address()), 200, kLong);
  EXPECT_FALSE(answer.is_ready);
  EXPECT_EQ(answer.text, "status 503");
}

TEST(Probe, WhatIsNotHttpIsTold) {
  const Server server("-ERR unknown command\r\n");
  EXPECT_EQ(ask_http(*parse_url("http://" + server.address()), 200, kLong).text, "an answer that is not HTTP");
}

TEST(FreePorts, AreAllDifferentAlsoFromThoseOfOthers) {
  const auto some = FreePorts::take(20);
  const auto others = FreePorts::take(20);
  ASSERT_TRUE(some.has_value() && others.has_value());
  std::set<int> ports;
  for (std::size_t i = 0; i < 20; ++i) ports.insert({some->at(i), others->at(i)});
  EXPECT_EQ(ports.size(), 40U);
  EXPECT_FALSE(ports.contains(0));
}

}  // namespace
}  // namespace schedlitmus::process
