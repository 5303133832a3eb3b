// Files and folders of the cache: whole or not there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/result.hpp"

namespace schedlitmus::toolchain {

[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view text);
/// Seen by others as before or whole; makes the folder it is in.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view text);
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// A new empty folder, removed with its owner.
class TemporaryFolder {
 public:
  /// Inside `parent`, which must exist.
  [[nodiscard]] static Result<TemporaryFolder> make(const std::filesystem::path& parent);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// It is someone else's now.
  void release() { path_.clear(); }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// Between processes and threads; ends with its owner, also by SIGKILL.
class FileLock {
 public:
  /// Waits for it until process::interrupted().
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace schedlitmus::toolchain
