// A file that others go on writing, and that may be rotated, as `tail -F` reads it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "support/result.hpp"

namespace schedlitmus::cli {

/// Looked at by its path several times a second, which works on any file
/// system. Another file at the path is read from its begin, when the one
/// before was read to its end; so is one that became shorter.
class GrowingFile {
 public:
  /// `descriptor`: open at the path; stays the caller's.
  GrowingFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  ~GrowingFile();
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// The next bytes, or 0: there are none now.
  [[nodiscard]] Result<std::size_t> read(char* into, std::size_t size);

 private:
  /// Whether there is more to read from now on.
  [[nodiscard]] bool turned_over();

  std::string path_;
  int descriptor_;
  bool own_ = false;
  off_t offset_ = 0;
};

}  // namespace schedlitmus::cli
