// What a program writes, kept until it is stored.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/kept_stream.hpp"

namespace schedlitmus::store {

/// Takes a stream of any length: what is above a piece is compressed, what is
/// above kMostInMemory of that goes to a file without a name.
class StreamKeeper {
 public:
  static constexpr std::size_t kMostInMemory = 8U << 20U;

  /// Keeps `most` bytes. `folder`: of the file, as of process::SpillFile.
  explicit StreamKeeper(std::uint64_t most = kKeepAll, std::string folder = {});
  ~StreamKeeper();
  StreamKeeper(const StreamKeeper&) = delete;
  StreamKeeper& operator=(const StreamKeeper&) = delete;

  /// As much of it as there is room for. What comes after the first byte that
  /// was not kept, also as the disk is full, is not kept either.
  void add(std::string_view more);
  /// All of it or nothing.
  void add_whole(std::string_view more);
  /// More came, which is not to be kept.
  void cut() { cut_ = true; }
  /// The end: what was kept. Nothing may be added then.
  [[nodiscard]] KeptStream take();

 private:
  class Pieces;
  [[nodiscard]] std::uint64_t room() const;

  std::uint64_t most_;
  bool cut_ = false;
  std::shared_ptr<Pieces> pieces_;
};

/// These bytes as a stream, for what was not written by a program.
[[nodiscard]] KeptStream keep(std::string_view bytes, bool cut = false);

}  // namespace schedlitmus::store
