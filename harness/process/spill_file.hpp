// Bytes that wait on disk, first in, first out.
#pragma once

#include <cstdint>
#include <string>

#include "process/descriptor.hpp"

namespace schedlitmus::process {

/// Blocks in a file without a name: gone with its descriptor, however this
/// process ends. Not locked: append() and read() may run at once, for
/// different blocks; who calls them keeps account of where the blocks are.
class SpillFile {
 public:
  /// Empty: $TMPDIR, else /var/tmp (a disk, where /tmp may be memory), else
  /// /tmp. The file is made by the first write.
  explicit SpillFile(std::string folder) : folder_(std::move(folder)) {}

  /// False: there is no room, or no file; what was at that place before is lost.
  [[nodiscard]] bool write(std::uint64_t at, const std::string& block);
  /// False: the disk failed.
  [[nodiscard]] bool read(std::uint64_t at, std::uint64_t size, std::string& block) const;
  /// The disk may have that part back.
  void forget(std::uint64_t at, std::uint64_t size) const;

 private:
  [[nodiscard]] bool open();

  std::string folder_;
  Descriptor file_;
  bool tried_ = false;
};

}  // namespace schedlitmus::process
