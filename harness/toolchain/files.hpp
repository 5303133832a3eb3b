// Files and folders of the cache: whole or not there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus::toolchain {

/// Seen by others as before or whole; makes the folder it is in.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view text);
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// Between processes and threads; ends with its owner, also by SIGKILL.
class FileLock {
 public:
  enum class Kind : std::uint8_t { exclusive, shared };

  /// Waits for it until process::interrupted().
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path, Kind kind = Kind::exclusive);
  /// Nothing where someone else has it.
  [[nodiscard]] static Result<std::optional<FileLock>> try_take(const std::filesystem::path& path);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  friend class TemporaryFolder;
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

/// A new empty folder, removed with its owner.
class TemporaryFolder {
 public:
  /// Inside `parent`, which must exist.
  [[nodiscard]] static Result<TemporaryFolder> make(const std::filesystem::path& parent);
  /// Gives the folder that it is now in: `path` gets a name of ours and an
  /// owner, so that it goes away as a whole.
  [[nodiscard]] static Result<TemporaryFolder> take_over(const std::filesystem::path& path);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// It is someone else's now.
  void release() { path_.clear(); }

 private:
  TemporaryFolder(std::filesystem::path path, FileLock lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  std::filesystem::path path_;
  FileLock lock_;  ///< on the folder itself: its owner lives
};

/// Removes the temporary folders in `parent` whose owners were killed.
void sweep_abandoned(const std::filesystem::path& parent);
/// Removes a folder, also where parts of it are read-only, as a module cache's are.
void remove_tree(const std::filesystem::path& path);
/// Bytes that the files below take on the disk; 0 where there is nothing.
[[nodiscard]] std::uint64_t disk_usage(const std::filesystem::path& path);

}  // namespace schedlitmus::toolchain
