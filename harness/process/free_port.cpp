#include "process/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <mutex>
#include <system_error>

#include "process/descriptor.hpp"

namespace schedlitmus::process {
namespace {

/// Given out and not yet given back.
struct Taken {
  std::mutex mutex;
  std::set<int> ports;
};

Taken& taken() {
  static Taken all;
  return all;
}

/// A port that the system chooses, for as long as the descriptor is open.
int bind_any(Descriptor& socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socket = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  socklen_t size = sizeof address;
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): what the call takes
  if (!socket || ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 0;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  return ntohs(address.sin_port);
}

}  // namespace

Result<FreePorts> FreePorts::take(std::size_t count) {
  FreePorts free;
  std::vector<Descriptor> held;  // until all are found, so that each is another one
  auto& all = taken();
  const std::scoped_lock lock(all.mutex);
  while (free.ports_.size() < count) {
    const int port = bind_any(held.emplace_back());
    if (port == 0) {
      const int error = errno;
      for (const int given : free.ports_) all.ports.erase(given);
      free.ports_.clear();
      return fail("no free port: " + std::system_category().message(error));
    }
    if (all.ports.insert(port).second) free.ports_.push_back(port);
  }
  return free;
}

FreePorts::~FreePorts() {
  if (ports_.empty()) return;
  auto& all = taken();
  const std::scoped_lock lock(all.mutex);
  for (const int port : ports_) all.ports.erase(port);
}

}  // namespace schedlitmus::process
