#include "store/stream_keeper.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "process/spill_file.hpp"
#include "store/compression.hpp"

namespace schedlitmus::store {

/// Full ones compressed, in memory and then in the file; the last one as it came.
class StreamKeeper::Pieces final : public PieceSource {
 public:
  explicit Pieces(std::string folder) : file_(std::move(folder)) {}

  /// False: there was no room for it on disk.
  [[nodiscard]] bool add(std::string_view more) {
    while (!more.empty()) {
      const auto part = more.substr(0, kPieceBytes - last_.size());
      last_ += part;
      more.remove_prefix(part.size());
      if (last_.size() == kPieceBytes && !put_away()) return false;
    }
    return true;
  }
  [[nodiscard]] std::uint64_t bytes() const { return blocks_.size() * kPieceBytes + last_.size(); }

  [[nodiscard]] Result<void> each(const Visit& visit) const override {
    for (const auto& block : blocks_) {
      std::string read;
      const bool on_disk = block.packed.empty();
      if (on_disk && !file_.read(block.place, block.size, read))
        return tl::unexpected(trouble("what waited on disk cannot be read back"));
      const auto more = visit({.bytes = kPieceBytes, .data = on_disk ? read : block.packed, .packed = true});
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
    }
    if (last_.empty()) return {};
    const bool packed = !packed_last_.empty();
    const auto seen = visit({.bytes = last_.size(), .data = packed ? packed_last_ : last_, .packed = packed});
    if (!seen) return tl::unexpected(seen.error());
    return {};
  }

  void pack() const override {
    if (!last_.empty() && packed_last_.empty()) packed_last_ = compress(last_);
  }

 private:
  struct Block {
    std::string packed;  ///< empty: on disk
    std::uint64_t place = 0, size = 0;
  };

  bool put_away() {
    auto packed = compress(last_);
    const auto size = packed.size();
    if (in_memory_ + size <= kMostInMemory) {
      in_memory_ += size;
      blocks_.push_back({.packed = std::move(packed)});
    } else if (file_.write(on_disk_, packed)) {
      blocks_.push_back({.packed = {}, .place = on_disk_, .size = size});
      on_disk_ += size;
    } else {
      last_.clear();
      return false;
    }
    last_.clear();
    return true;
  }

  std::vector<Block> blocks_;
  std::size_t in_memory_ = 0;
  std::uint64_t on_disk_ = 0;
  process::SpillFile file_;
  std::string last_;
  mutable std::string packed_last_;
};

StreamKeeper::StreamKeeper(std::uint64_t most, std::string folder)
    : most_(most), pieces_(std::make_shared<Pieces>(std::move(folder))) {}
StreamKeeper::~StreamKeeper() = default;

std::uint64_t StreamKeeper::room() const { return cut_ ? 0 : most_ - pieces_->bytes(); }

void StreamKeeper::add(std::string_view more) {
  const auto part = more.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(more.size(), room())));
  const bool added = pieces_->add(part);
  cut_ = cut_ || part.size() < more.size() || !added;
}

void StreamKeeper::add_whole(std::string_view more) {
  cut_ = cut_ || more.size() > room();
  add(more);
}

KeptStream StreamKeeper::take() {
  const auto pieces = std::exchange(pieces_, nullptr);
  const auto bytes = pieces->bytes();
  return {bytes > 0 ? pieces : nullptr, bytes, cut_};
}

KeptStream keep(std::string_view bytes, bool cut) {
  StreamKeeper keeper;
  keeper.add(bytes);
  if (cut) keeper.cut();
  return keeper.take();
}

}  // namespace schedlitmus::store
