// Locks, and folders that go away with their owner.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "process/launcher.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr auto kBetweenTries = std::chrono::milliseconds(50);
constexpr std::string_view kTemporary = ".schedlitmus-";
constexpr int kTries = 10;
constexpr std::uint64_t kBlock = 512;  ///< bytes, the unit of st_blocks

tl::unexpected<Error> failure(const std::string& what, const fs::path& where) {
  return fail(what + ": " + std::system_category().message(errno), where.string());
}

Result<int> open_lock(const fs::path& path) {
  if (auto made = make_folder(path.parent_path()); !made) return tl::unexpected(made.error());
  const int fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0) return failure("cannot open the lock", path);
  return fd;
}

bool is_same_folder(int fd, const fs::path& path) {
  struct stat open{};
  struct stat named{};
  return ::fstat(fd, &open) == 0 && ::stat(path.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
         open.st_dev == named.st_dev;
}

/// The folder's own lock, or -1: it is gone, or has an owner.
int lock_folder(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return -1;
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && is_same_folder(fd, path)) return fd;
  ::close(fd);
  return -1;
}

}  // namespace

Result<FileLock> FileLock::take(const fs::path& path, Kind kind) {
  const auto opened = open_lock(path);
  if (!opened) return tl::unexpected(opened.error());
  FileLock lock(*opened);
  while (::flock(lock.fd_, (kind == Kind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return failure("cannot take the lock", path);
    if (process::interrupted()) return fail("interrupted", path.string());
    std::this_thread::sleep_for(kBetweenTries);
  }
  return lock;
}

Result<std::optional<FileLock>> FileLock::try_take(const fs::path& path) {
  const auto opened = open_lock(path);
  if (!opened) return tl::unexpected(opened.error());
  FileLock lock(*opened);
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) == 0) return std::optional(std::move(lock));
  if (errno != EWOULDBLOCK && errno != EINTR) return failure("cannot take the lock", path);
  return std::optional<FileLock>();
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<TemporaryFolder> TemporaryFolder::make(const fs::path& parent) {
  for (int tries = 0; tries < kTries; ++tries) {
    std::string pattern = (parent / std::string(kTemporary).append("XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr) return failure("cannot make a temporary folder", parent);
    // A sweeper may have come between the two calls.
    if (const int fd = lock_folder(pattern); fd >= 0) return TemporaryFolder(pattern, FileLock(fd));
  }
  return fail("cannot make a temporary folder", parent.string());
}

Result<TemporaryFolder> TemporaryFolder::take_over(const fs::path& path) {
  auto folder = make(path.parent_path());
  if (!folder) return folder;
  const int fd = lock_folder(path);
  if (fd < 0) return failure("cannot open it", path);
  FileLock lock(fd);
  // An empty folder is replaced by the one that is renamed to it.
  std::error_code error;
  fs::rename(path, folder->path(), error);
  if (error) return fail("cannot move it: " + error.message(), path.string());
  folder->lock_ = std::move(lock);
  return folder;
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  path_.swap(other.path_);
  lock_ = std::move(other.lock_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  if (!path_.empty()) remove_tree(path_);
}

void sweep_abandoned(const fs::path& parent) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().filename().string().starts_with(kTemporary)) found.push_back(entry->path());
  }
  for (const auto& path : found) {
    const int fd = lock_folder(path);
    if (fd < 0) continue;
    remove_tree(path);
    ::close(fd);
  }
}

void remove_tree(const fs::path& path) {
  std::error_code ignored;
  const auto allow = [&ignored](const fs::path& folder) {
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  };
  if (fs::is_symlink(path, ignored)) {
    fs::remove(path, ignored);
    return;
  }
  allow(path);
  for (fs::recursive_directory_iterator entry(path, ignored), end; entry != end; entry.increment(ignored)) {
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) allow(entry->path());
  }
  fs::remove_all(path, ignored);
}

std::uint64_t disk_usage(const fs::path& path) {
  std::uint64_t blocks = 0;
  const auto add = [&blocks](const fs::path& file) {
    struct stat status{};
    if (::lstat(file.c_str(), &status) == 0) blocks += static_cast<std::uint64_t>(status.st_blocks);
  };
  add(path);
  std::error_code error;
  if (!fs::is_directory(path, error)) return blocks * kBlock;
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    add(entry->path());
  }
  return blocks * kBlock;
}

}  // namespace schedlitmus::toolchain
