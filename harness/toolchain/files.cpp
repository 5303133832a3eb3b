#include "toolchain/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

#include "process/launcher.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr auto kBetweenTries = std::chrono::milliseconds(50);

tl::unexpected<Error> failure(const std::string& what, const fs::path& where) {
  return fail(what + ": " + std::system_category().message(errno), where.string());
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure("cannot read it", path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return failure("cannot read it", path);
  return text;
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) return failure("cannot write it", path);
  return {};
}

Result<void> make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail("cannot make the folder: " + error.message(), path.string());
  return {};
}

Result<void> replace_file(const fs::path& path, std::string_view text) {
  if (auto made = make_folder(path.parent_path()); !made) return made;
  const fs::path fresh =
      fmt::format("{}.{}.{}", path.string(), ::getpid(), std::hash<std::thread::id>()(std::this_thread::get_id()));
  if (auto written = write_file(fresh, text); !written) return written;
  std::error_code error;
  fs::rename(fresh, path, error);
  if (error) {
    std::error_code ignored;
    fs::remove(fresh, ignored);
    return fail("cannot write it: " + error.message(), path.string());
  }
  return {};
}

Result<TemporaryFolder> TemporaryFolder::make(const fs::path& parent) {
  std::string pattern = (parent / ".schedlitmus-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return failure("cannot make a temporary folder", parent);
  return TemporaryFolder(pattern);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  path_.swap(other.path_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Result<FileLock> FileLock::take(const fs::path& path) {
  if (auto made = make_folder(path.parent_path()); !made) return tl::unexpected(made.error());
  FileLock lock(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666));
  if (lock.fd_ < 0) return failure("cannot open the lock", path);
  while (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return failure("cannot take the lock", path);
    if (process::interrupted()) return fail("interrupted", path.string());
    std::this_thread::sleep_for(kBetweenTries);
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace schedlitmus::toolchain
