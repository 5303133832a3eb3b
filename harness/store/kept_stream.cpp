#include "store/kept_stream.hpp"

#include <algorithm>

#include "store/compression.hpp"

namespace schedlitmus::store {

Result<void> KeptStream::each_piece(const PieceSource::Visit& visit) const {
  return source_ ? source_->each(visit) : Result<void>{};
}

Result<void> KeptStream::read_until(const std::function<bool(std::string_view)>& go_on) const {
  std::uint64_t seen = 0;
  bool all = true;
  if (!source_) return {};
  auto done = source_->each([&](const Piece& piece) -> Result<bool> {
    seen += piece.bytes;
    if (!piece.packed) return all = go_on(piece.data);
    const auto bytes = decompress(piece.data, kLargestPiece);
    if (!bytes || bytes->size() != piece.bytes)
      return tl::unexpected(source_->trouble("a piece of it cannot be unpacked"));
    return all = go_on(*bytes);
  });
  if (done && all && seen != bytes_) return tl::unexpected(source_->trouble("a piece of it is missing"));
  return done;
}

Result<void> KeptStream::read(const std::function<void(std::string_view)>& visit) const {
  return read_until([&](std::string_view bytes) {
    visit(bytes);
    return true;
  });
}

Result<std::string> KeptStream::beginning(std::size_t most) const {
  std::string text;
  auto done = read_until([&](std::string_view bytes) {
    text += bytes.substr(0, most - text.size());
    return text.size() < most;
  });
  if (!done) return tl::unexpected(std::move(done.error()));
  return text;
}

}  // namespace schedlitmus::store
