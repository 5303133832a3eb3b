#include "cli/trace_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kChunk = 256U << 10U;

/// Closes a file that we opened; leaves standard input alone.
class Input {
 public:
  explicit Input(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Input() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

Result<void> read_trace(const std::string& path, const std::function<void(std::string_view)>& take) {
  const Input input(path);
  if (input.descriptor() < 0) return fail(std::string("cannot open the trace: ") + std::strerror(errno), path);
  std::vector<char> chunk(kChunk);
  for (;;) {
    const auto got = ::read(input.descriptor(), chunk.data(), chunk.size());
    if (got == 0) return {};
    if (got > 0) {
      take({chunk.data(), static_cast<std::size_t>(got)});
    } else if (errno != EINTR) {
      return fail(std::string("cannot read the trace: ") + std::strerror(errno), path);
    }
  }
}

}  // namespace schedlitmus::cli
